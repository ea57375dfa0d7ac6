namespace PortReuse.Tests.Support.Requirements;

/// <summary>A fact about a kernel without the option, as a seccomp filter imitates it; skipped by name where none is permitted.</summary>
internal sealed class OldKernelFactAttribute : FactAttribute
{
    public OldKernelFactAttribute(bool inPortRange = false, bool inNamespace = false) =>
        Skip = KernelWithoutTheOption.ReasonItIsMissing ??
            (inPortRange ? LocalPortRange.ReasonItIsMissing : null) ?? (inNamespace ? NetworkNamespace.ReasonItIsMissing : null);
}

/// <inheritdoc cref="OldKernelFactAttribute"/>
internal sealed class OldKernelTheoryAttribute : TheoryAttribute
{
    public OldKernelTheoryAttribute(bool inPortRange = false) =>
        Skip = KernelWithoutTheOption.ReasonItIsMissing ?? (inPortRange ? LocalPortRange.ReasonItIsMissing : null);
}

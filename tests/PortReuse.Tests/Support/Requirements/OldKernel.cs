namespace PortReuse.Tests.Support;

/// <summary>A fact about a kernel without the option, as a seccomp filter imitates it; skipped by name where none is permitted.</summary>
internal sealed class OldKernelFactAttribute : FactAttribute
{
    public OldKernelFactAttribute() => Skip = KernelWithoutTheOption.ReasonItIsMissing;
}

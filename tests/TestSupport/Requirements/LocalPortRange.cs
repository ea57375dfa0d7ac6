namespace PortReuse.TestSupport.Requirements;

/// <summary>A fact proved with <c>IP_LOCAL_PORT_RANGE</c>; skipped by name, with the reason, where the kernel has no such option.</summary>
internal sealed class LocalPortRangeFactAttribute : FactAttribute
{
    public LocalPortRangeFactAttribute(bool inNamespace = false) =>
        Skip = (inNamespace ? NetworkNamespace.ReasonItIsMissing : null) ?? LocalPortRange.ReasonItIsMissing;
}

/// <inheritdoc cref="LocalPortRangeFactAttribute"/>
internal sealed class LocalPortRangeTheoryAttribute : TheoryAttribute
{
    public LocalPortRangeTheoryAttribute(bool inNamespace = false) =>
        Skip = (inNamespace ? NetworkNamespace.ReasonItIsMissing : null) ?? LocalPortRange.ReasonItIsMissing;
}

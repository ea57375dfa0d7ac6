namespace PortReuse.Tests.Support.Requirements;

/// <summary>
/// A fact about kernels that look at every port of a socket's own range in turn; skipped by name, with the reason, on others.
/// </summary>
internal sealed class PortByPortFactAttribute : FactAttribute
{
    public PortByPortFactAttribute(bool inNamespace = false) =>
        Skip = (inNamespace ? NetworkNamespace.ReasonItIsMissing : null) ?? PortByPortSearch.ReasonItIsMissing;
}

/// <inheritdoc cref="PortByPortFactAttribute"/>
internal sealed class PortByPortTheoryAttribute : TheoryAttribute
{
    public PortByPortTheoryAttribute(bool inNamespace = false) =>
        Skip = (inNamespace ? NetworkNamespace.ReasonItIsMissing : null) ?? PortByPortSearch.ReasonItIsMissing;
}

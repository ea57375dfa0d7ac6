namespace PortReuse.Tests.Support.Requirements;

/// <summary>A fact proved with a host name of one's own; skipped by name, with the reason, where none can be made.</summary>
internal sealed class HostNameTheoryAttribute : TheoryAttribute
{
    public HostNameTheoryAttribute() => Skip = HostName.ReasonItIsMissing;
}

/// <inheritdoc cref="HostNameTheoryAttribute"/>
internal sealed class HostNameFactAttribute : FactAttribute
{
    public HostNameFactAttribute() => Skip = HostName.ReasonItIsMissing;
}

namespace PortReuse.Tests.Support.Requirements;

/// <summary>A fact proved between two hosts in network namespaces; skipped by name, with the reason, where none are permitted.</summary>
internal sealed class TwoHostsFactAttribute : FactAttribute
{
    public TwoHostsFactAttribute() => Skip = JoinedHosts.ReasonTheyAreMissing;
}

/// <inheritdoc cref="TwoHostsFactAttribute"/>
internal sealed class TwoHostsTheoryAttribute : TheoryAttribute
{
    public TwoHostsTheoryAttribute() => Skip = JoinedHosts.ReasonTheyAreMissing;
}

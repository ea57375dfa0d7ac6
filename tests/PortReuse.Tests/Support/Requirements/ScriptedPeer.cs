namespace PortReuse.Tests.Support.Requirements;

/// <summary>
/// A fact proved segment by segment against a peer that the test plays; skipped by name, with the reason, where that is not permitted.
/// </summary>
internal sealed class ScriptedPeerFactAttribute : FactAttribute
{
    public ScriptedPeerFactAttribute() => Skip = ScriptedPeer.ReasonItIsMissing;
}

/// <inheritdoc cref="ScriptedPeerFactAttribute"/>
internal sealed class ScriptedPeerTheoryAttribute : TheoryAttribute
{
    public ScriptedPeerTheoryAttribute() => Skip = ScriptedPeer.ReasonItIsMissing;
}

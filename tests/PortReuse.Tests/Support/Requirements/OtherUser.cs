namespace PortReuse.Tests.Support.Requirements;

/// <summary>A fact proved with a socket of another user; skipped by name, with the reason, where that is not permitted.</summary>
internal sealed class OtherUserFactAttribute : FactAttribute
{
    public OtherUserFactAttribute() => Skip = OtherUser.ReasonItIsMissing;
}

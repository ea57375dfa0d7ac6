namespace PortReuse.Tests.Support.Requirements;

/// <summary>A fact about kernels that show a socket that is only bound; skipped by name, with the reason, on others.</summary>
internal sealed class BoundSocketsFactAttribute : FactAttribute
{
    public BoundSocketsFactAttribute(bool inPortRange = false) =>
        Skip = (inPortRange ? NetworkNamespace.ReasonItIsMissing ?? LocalPortRange.ReasonItIsMissing : null)
            ?? BoundSockets.ReasonTheyAreNotShown;
}

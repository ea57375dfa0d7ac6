namespace PortReuse.Tests.Support.Requirements;

/// <summary>
/// A fact about kernels on which an ordinary bind that is closed leaves nothing behind; skipped by name, with the reason, on others.
/// </summary>
internal sealed class ClosedBindFactAttribute : FactAttribute
{
    public ClosedBindFactAttribute() => Skip = ClosedBind.ReasonItLasts;
}

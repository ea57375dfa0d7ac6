namespace PortReuse.Tests.Support.Requirements;

/// <summary>A fact proved where no file descriptor is left; skipped by name, with the reason, where that cannot be had.</summary>
internal sealed class NoDescriptorLeftFactAttribute : FactAttribute
{
    public NoDescriptorLeftFactAttribute() => Skip = NoDescriptorLeft.ReasonItIsMissing;
}

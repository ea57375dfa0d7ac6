using Xunit;
using Xunit.Sdk;

namespace PortReuse.TestSupport;

/// <summary>A theory of the long form alone; see <see cref="LongForm"/>.</summary>
[TraitDiscoverer(LongFormTraits.TypeName, LongFormTraits.AssemblyName)]
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    /// <summary>A theory that is skipped, with the reason, unless the long forms are asked for.</summary>
    public LongTheoryAttribute() => Skip = LongForm.ReasonItIsLeftOut;
}

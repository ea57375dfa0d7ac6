using Xunit;
using Xunit.Sdk;

namespace PortReuse.TestSupport;

/// <summary>A fact of the long form alone; see <see cref="LongForm"/>.</summary>
[TraitDiscoverer(LongFormTraits.TypeName, LongFormTraits.AssemblyName)]
[AttributeUsage(AttributeTargets.Method)]
public class LongFactAttribute : FactAttribute, ITraitAttribute
{
    /// <summary>A fact that is skipped, with the reason, unless the long forms are asked for.</summary>
    public LongFactAttribute() => Skip = LongForm.ReasonItIsLeftOut;
}

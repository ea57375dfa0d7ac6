using Xunit.Abstractions;
using Xunit.Sdk;

namespace PortReuse.TestSupport;

/// <summary>Gives the tests of the long form their trait, so that one filter finds all of them.</summary>
public sealed class LongFormTraits : ITraitDiscoverer
{
    internal const string TypeName = "PortReuse.TestSupport." + nameof(LongFormTraits);

    internal const string AssemblyName = "TestSupport";

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) => [new(LongForm.Trait, LongForm.TraitValue)];
}

using CsCheck;

namespace PortReuse.Analyzers.Tests.AnySource;

/// <summary>What <see cref="AnySourceTests"/> begins with.</summary>
public class SourceGenTests
{
    /// <summary>Were the generated sources not C#, or without a finding, the property would hold of rules that do nothing.</summary>
    [Fact]
    public async Task Generated_sources_are_CSharp_and_have_findings_of_most_rules()
    {
        var found = new HashSet<string>();
        for (var stream = 0u; stream < 60; stream++)
        {
            var compilation = AnySourceTests.Compile([new SourceGen("File").Generate(new PCG(stream, 1), null, out _)]);
            Assert.Empty(compilation.SyntaxTrees.SelectMany(tree => tree.GetDiagnostics()));
            found.UnionWith((await AllRules.Examine(compilation)).Select(finding => finding.Id));
        }

        Assert.InRange(found.Count, 6, 10);
    }
}

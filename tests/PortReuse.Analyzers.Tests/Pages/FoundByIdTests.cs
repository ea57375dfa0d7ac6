using PortReuse.Rulebook;

namespace PortReuse.Analyzers.Tests.Pages;

/// <summary>Whoever has a rule's id finds all that there is of it: the id is in the name of each file.</summary>
public class FoundByIdTests
{
    public static TheoryData<string> Ids => new(Rule.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Everything_of_a_rule_is_in_a_file_with_its_id(string id)
    {
        string[] patterns =
        [
            $"src/PortReuse.Analyzers/Rules/{id}.cs",
            $"src/PortReuse.Analyzers/docs/{id}.md",
            $"tests/PortReuse.Analyzers.Tests/Rules/{id}Tests.cs",
            $"tests/PortReuse.Tests/Proofs/*{id}*Proofs.cs",
            .. Rule.All.Single(rule => rule.Id == id).IsFixed
                ? new[] { $"src/PortReuse.Analyzers.CodeFixes/Providers/*{id}*CodeFix.cs", $"tests/PortReuse.Analyzers.CodeFixes.Tests/*{id}*FixTests.cs" }
                : [],
        ];
        Assert.All(patterns, pattern => Assert.True(Exists(pattern), $"There is no {pattern}."));
    }

    [Fact]
    public void A_rule_that_there_is_not_is_not_found() => Assert.False(Exists("tests/PortReuse.Tests/Proofs/*PORT9999*Proofs.cs"));

    private static bool Exists(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, Path.GetDirectoryName(pattern)!), Path.GetFileName(pattern)).Any();
}

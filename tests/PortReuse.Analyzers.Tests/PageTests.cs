using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Tests.Rules;

namespace PortReuse.Analyzers.Tests;

/// <summary>Descriptors, pages, the README's table and the release file say the same; the pages' samples do what the pages say.</summary>
public partial class PageTests
{
    private static readonly string Project = Path.Combine(RepositoryFolder.Root, "src", "PortReuse.Analyzers");

    public static TheoryData<string> Ids => new(new SocketAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id));

    [Fact]
    public void Each_page_and_each_entry_is_of_a_rule_that_exists()
    {
        var ids = new SocketAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id).Order().ToList();
        Assert.Equal(ids, Directory.GetFiles(Path.Combine(Project, "docs"), "*.md").Select(page => Path.GetFileNameWithoutExtension(page)).Order());
        Assert.Equal(ids, RowId().Matches(Read("README.md")).Select(row => row.Groups["id"].Value));
        Assert.Equal(ids, ReleaseRow().Matches(ReleaseFiles()).Select(row => row.Groups["id"].Value).Order());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_and_what_is_written_of_it_agree(string id)
    {
        var rule = Rule(id);
        var page = Page(id);
        Assert.StartsWith($"# {id}: {rule.Title.ToString(CultureInfo.InvariantCulture)}\n", page, StringComparison.Ordinal);
        Assert.Contains($"| Category | {rule.Category} |", page, StringComparison.Ordinal);
        Assert.Contains($"| Severity | {rule.DefaultSeverity} |", page, StringComparison.Ordinal);
        Assert.Contains($"| [{id}](src/PortReuse.Analyzers/docs/{id}.md) | {rule.DefaultSeverity} |", Read("README.md"), StringComparison.Ordinal);
        Assert.Contains(
            $"{id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title.ToString(CultureInfo.InvariantCulture)}", ReleaseFiles(), StringComparison.Ordinal);
        Assert.NotEmpty(rule.Description.ToString(CultureInfo.InvariantCulture));
        Assert.True(rule.IsEnabledByDefault);
        Assert.True(Uri.IsWellFormedUriString(rule.HelpLinkUri, UriKind.Absolute));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_bad_samples_are_flagged_where_they_say_so(string id)
    {
        foreach (var sample in Samples(Page(id), "Bad"))
        {
            var flagged = (await RuleTest.Findings(Compilable(sample)))
                .Select(finding => finding.Location.SourceTree!.GetText().Lines[finding.Location.GetLineSpan().StartLinePosition.Line].ToString());
            Assert.NotEmpty(flagged);
            Assert.All(flagged, line => Assert.EndsWith($"// {id}", line, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_other_samples_compile_and_are_silent(string id)
    {
        var page = Page(id);
        var samples = Samples(page).Except(Samples(page, "Bad")).ToList();
        Assert.NotEmpty(samples);
        foreach (var sample in samples)
        {
            Assert.Empty(await RuleTest.Findings(Compilable(sample)));
        }
    }

    /// <summary>A sample is a static local function after its own using directives; it is compiled as a member of a class.</summary>
    private static string Compilable(string sample)
    {
        var code = string.Join('\n', sample.Split('\n').Where(line => !line.StartsWith("using ", StringComparison.Ordinal) || line.Contains('=')));
        return $"class Sample\n{{\n{code}\n}}\n";
    }

    private static IEnumerable<string> Samples(string page, string? heading = null)
    {
        var section = heading is null ? page : page.Split("\n## ").Single(part => part.StartsWith($"{heading}\n", StringComparison.Ordinal));
        return CodeBlock().Matches(section).Select(block => block.Groups["code"].Value);
    }

    private static DiagnosticDescriptor Rule(string id) =>
        new SocketAnalyzer().SupportedDiagnostics.Single(descriptor => descriptor.Id == id);

    private static string Page(string id) => File.ReadAllText(Path.Combine(Project, "docs", $"{id}.md"));

    private static string ReleaseFiles() =>
        string.Concat(Directory.GetFiles(Project, "AnalyzerReleases.*.md").Select(File.ReadAllText));

    private static string Read(string file) => File.ReadAllText(Path.Combine(RepositoryFolder.Root, file));

    [GeneratedRegex(@"^\| \[(?<id>PORT\d+)\]", RegexOptions.Multiline)]
    private static partial Regex RowId();

    [GeneratedRegex(@"^(?<id>PORT\d+) \|", RegexOptions.Multiline)]
    private static partial Regex ReleaseRow();

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}

using PortReuse.Analyzers.Tests.Rules;
using PortReuse.Rulebook;

namespace PortReuse.Analyzers.Tests.Pages;

/// <summary>Descriptors, pages, tables, presets and the release file say the same; the pages' samples do what the pages say.</summary>
public class PageTests
{
    private static readonly string PagesFolder = Path.Combine(RepositoryFolder.Root, "src", "PortReuse.Analyzers", "docs");

    public static TheoryData<string> Ids => new(Rule.All.Select(rule => rule.Id));

    [Fact]
    public void All_that_a_program_can_write_of_the_rules_is_as_they_say() =>
        Assert.True(
            Documents.ThatDiffer(RepositoryFolder.Root, Rule.All) is [],
            $"dotnet run --project tools/Rulebook would write {string.Join(", ", Documents.ThatDiffer(RepositoryFolder.Root, Rule.All).Select(document => document.Path))}.");

    /// <summary>A check that cannot fail proves nothing.</summary>
    [Fact]
    public void A_rule_that_says_something_else_is_told_of_in_each_of_them()
    {
        var rules = Rule.All.Select(rule => rule.Id == "PORT0005"
            ? rule with { Title = "Something else", NeverWorks = false } : rule).ToList();
        Assert.Equal(
            [
                "src/PortReuse.Analyzers/AnalyzerReleases.Unshipped.md",
                "src/PortReuse.Analyzers/docs/PORT0005.md",
                "src/PortReuse.Analyzers/presets/PortReuse.Default.globalconfig",
                "src/PortReuse.Analyzers/presets/PortReuse.Recommended.globalconfig",
                "src/PortReuse.Analyzers/presets/PortReuse.Strict.globalconfig",
            ],
            Documents.ThatDiffer(RepositoryFolder.Root, rules).Select(document => document.Path).Order(StringComparer.Ordinal));

        var unfixed = Rule.All.Select(rule => rule with { IsFixed = !rule.IsFixed }).ToList();
        Assert.Equal(
            ["README.md", "src/PortReuse.Analyzers/PACKAGE.md"],
            Documents.ThatDiffer(RepositoryFolder.Root, unfixed).Select(document => document.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_page_is_of_a_rule_that_exists() =>
        Assert.Equal(Rule.All.Select(rule => $"{rule.Id}.md"), Directory.GetFiles(PagesFolder, "PORT*.md")
            .Select(page => Path.GetFileName(page)).Order());

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_every_section_and_what_it_links_to_is_there(string id)
    {
        var page = Page(id);
        Assert.Equal(Rulebook.Page.Sections, page.Headings.Where(Rulebook.Page.Sections.Contains));
        Assert.All(Rulebook.Page.Sections, heading => Assert.True(page.Section(heading).Length > heading.Length + 20, $"'{heading}' says nothing."));
        Assert.All(page.Links, link => Assert.True(Path.Exists(Path.Combine(PagesFolder, link)), $"{link} is not there."));
        Assert.Contains("Proof", string.Concat(page.Section("Proof")), StringComparison.Ordinal);
        Assert.Contains("../../../tests/PortReuse.Tests/", page.Section("Proof"), StringComparison.Ordinal);
    }

    /// <summary>That there can be something, NewRuleTests shows.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Nothing_that_a_rule_is_begun_with_is_left(string id) =>
        Assert.True(Pages.LeftToDo.In(RepositoryFolder.Root, id) is [], string.Join('\n', Pages.LeftToDo.In(RepositoryFolder.Root, id)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_says_of_a_fix_that_there_is_one_if_there_is(string id) =>
        Assert.Equal(Rule.All.Single(rule => rule.Id == id).IsFixed, !Page(id).Fix.StartsWith("none", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_on_and_has_a_help_link(string id)
    {
        var descriptor = new SocketAnalyzer().SupportedDiagnostics.Single(descriptor => descriptor.Id == id);
        Assert.True(descriptor.IsEnabledByDefault);
        Assert.NotEmpty(descriptor.Description.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(Uri.IsWellFormedUriString(descriptor.HelpLinkUri, UriKind.Absolute));
    }

    [Fact]
    public void A_help_link_leads_to_the_page_where_the_repository_has_an_address_and_to_the_manual_where_it_has_none()
    {
        const string manual = Analyzers.Rules.HelpLinks.ManualPage;
        Assert.Equal(manual, Analyzers.Rules.HelpLinks.Of("PORT0001", manual, ""));
        Assert.Equal(
            "https://example.com/us/portreuse/blob/main/src/PortReuse.Analyzers/docs/PORT0001.md",
            Analyzers.Rules.HelpLinks.Of("PORT0001", manual, "https://example.com/us/portreuse"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_bad_samples_are_flagged_where_they_say_so(string id)
    {
        foreach (var sample in Page(id).Samples("Bad"))
        {
            var findings = await RuleTest.Findings(Compilable(sample));
            var flagged = findings
                .Select(finding => finding.Location.SourceTree!
                    .GetText().Lines[finding.Location.GetLineSpan().StartLinePosition.Line].ToString());
            Assert.True(findings.Count > 0, $"Nothing is flagged in this sample of the section Bad:\n{sample}");
            Assert.All(flagged, line => Assert.EndsWith($"// {id}", line, StringComparison.Ordinal));
            Assert.All(findings, finding => Assert.Equal(id, finding.Id));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_other_samples_compile_and_are_silent(string id)
    {
        var samples = Page(id).Samples().Except(Page(id).Samples("Bad")).ToList();
        Assert.NotEmpty(samples);
        foreach (var sample in samples)
        {
            Assert.Empty(await RuleTest.Findings(Compilable(sample)));
        }
    }

    internal static Page Page(string id) => Rulebook.Page.Read(RepositoryFolder.Root, Rule.All.Single(rule => rule.Id == id));

    /// <summary>A sample is a static local function after its own using directives; it is compiled as a member of a class.</summary>
    internal static string Compilable(string sample)
    {
        var code = string.Join('\n', sample.Split('\n')
            .Where(line => !line.StartsWith("using ", StringComparison.Ordinal) || line.Contains('=')));
        return $"class Sample\n{{\n{code}\n}}\n";
    }
}

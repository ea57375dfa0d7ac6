using System.Text;

namespace PortReuse.Rulebook;

/// <summary>A file of the repository, as the rules say that it is to be; the path is relative to the repository's folder.</summary>
internal sealed record Document(string Path, string Content);

/// <summary>All that is written about the rules, and can be written by a program.</summary>
internal static class Documents
{
    private const string Unshipped = "src/PortReuse.Analyzers/AnalyzerReleases.Unshipped.md";
    private const string Shipped = "src/PortReuse.Analyzers/AnalyzerReleases.Shipped.md";

    public static IReadOnlyList<Document> ThatDiffer(string root, IReadOnlyList<Rule> rules) =>
        [.. All(root, rules).Where(document => Read(root, document.Path) != document.Content)];

    public static IEnumerable<Document> All(string root, IReadOnlyList<Rule> rules)
    {
        var pages = rules.ToDictionary(rule => rule, rule => Page.Read(root, rule));
        foreach (var (rule, page) in pages)
        {
            yield return new(rule.PagePath, page.WithHead(rule));
        }

        foreach (var preset in Preset.All)
        {
            yield return new(preset.Path, preset.Content(rules));
        }

        yield return new(Unshipped, ReleaseFile(Read(root, Unshipped), rules, Read(root, Shipped)));
        yield return WithTable("README.md", rule => $"[{rule.Id}]({rule.PagePath})");
        yield return WithTable("src/PortReuse.Analyzers/PACKAGE.md", rule => rule.Id);

        Document WithTable(string path, Func<Rule, string> name) =>
            new(path, Between(path, Read(root, path), "<!-- rules -->\n", "<!-- /rules -->", Table(rules, pages, name)));
    }

    private static string Table(IEnumerable<Rule> rules, Dictionary<Rule, Page> pages, Func<Rule, string> name)
    {
        var table = new StringBuilder("| id | severity | flags | fix |\n|---|---|---|---|\n");
        foreach (var rule in rules)
        {
            table.Append($"| {name(rule)} | {rule.Severity} | {pages[rule].Flags} |{(rule.IsFixed ? " yes" : "")} |\n");
        }

        return table.ToString();
    }

    private static string ReleaseFile(string text, IEnumerable<Rule> rules, string shipped)
    {
        const string heading = "### New Rules\n";
        var rows = rules
            .Where(rule => !shipped.Contains($"\n{rule.Id} |", StringComparison.Ordinal))
            .Select(rule => $"{rule.Id} | {rule.Category} | {rule.Severity} | {rule.Title}\n");
        var table = string.Concat(rows.Prepend("\nRule ID | Category | Severity | Notes\n--------|----------|----------|-------\n"));

        // Other headings, of rules that have changed or gone, are written by hand.
        var start = text.IndexOf(heading, StringComparison.Ordinal) + heading.Length;
        var end = text.IndexOf("\n### ", start, StringComparison.Ordinal);
        return text[..start] + table + (end < 0 ? "" : text[end..]);
    }

    private static string Between(string path, string text, string begin, string end, string content)
    {
        var start = text.IndexOf(begin, StringComparison.Ordinal);
        var stop = text.IndexOf(end, StringComparison.Ordinal);
        return start >= 0 && stop > start
            ? text[..(start + begin.Length)] + content + text[stop..]
            : throw new InvalidDataException($"{path} has no {begin.Trim()} and {end} around the table of the rules.");
    }

    private static string Read(string root, string path) =>
        File.Exists(Path.Combine(root, path)) ? File.ReadAllText(Path.Combine(root, path)) : "";
}

using System.Text.RegularExpressions;

namespace PortReuse.Rulebook;

/// <summary>The page of one rule, in its parts.</summary>
internal sealed partial class Page(string id, string text)
{
    /// <summary>What a reader finds on every page, in this order; other sections may come in between.</summary>
    public static readonly string[] Sections =
        ["Cause", "What happens", "Bad", "Good", "When to suppress", "Options", "Facts and their sources", "Proof"];

    private const string FirstSection = "\n## ";

    public IEnumerable<string> Headings => Heading().Matches(text).Select(heading => heading.Groups["name"].Value);

    /// <summary>What the rule flags, in half a sentence; it is written by hand.</summary>
    public string Flags => Row("Flags");

    /// <summary>What the fix does; it begins with "none" where there is none. It is written by hand.</summary>
    public string Fix => Row("Fix");

    public static Page Read(string root, Rule rule) => new(rule.Id, File.ReadAllText(Path.Combine(root, rule.PagePath)));

    public string Section(string heading) =>
        text.Split(FirstSection).Single(part => part.StartsWith($"{heading}\n", StringComparison.Ordinal));

    /// <summary>The C# of one section, or of the whole page.</summary>
    public IReadOnlyList<string> Samples(string? heading = null) =>
        [.. CodeBlock().Matches(heading is null ? text : Section(heading)).Select(block => block.Groups["code"].Value)];

    /// <summary>The files that it links to, relative to itself.</summary>
    public IEnumerable<string> Links => Link().Matches(text).Select(link => link.Groups["path"].Value);

    /// <summary>The same page with the head that the rule's descriptor and the presets give it.</summary>
    public string WithHead(Rule rule)
    {
        var presets = Preset.All.Select(preset => $"{preset.Name}: {preset.SeverityOf(rule)}");
        var head =
            $"""
            # {rule.Id}: {rule.Title}

            | | |
            |---|---|
            | Category | {rule.Category} |
            | Severity | {rule.Severity} |
            | Enabled by default | {(rule.IsOn ? "yes" : "no")} |
            | In the presets | {string.Join(", ", presets)} |
            | Flags | {Flags} |
            | Fix | {Fix} |
            """;
        return head + "\n" + text[text.IndexOf(FirstSection, StringComparison.Ordinal)..];
    }

    private string Row(string name)
    {
        var row = Regex.Match(text, $@"^\| {name} \| (?<value>.+) \|$", RegexOptions.Multiline);
        return row.Success
            ? row.Groups["value"].Value
            : throw new InvalidDataException($"The page of {id} has no row '| {name} | … |' in its head.");
    }

    [GeneratedRegex("^## (?<name>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?<path>(?!https?:)[^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}

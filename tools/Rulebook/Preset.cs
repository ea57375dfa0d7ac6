using Microsoft.CodeAnalysis;

namespace PortReuse.Rulebook;

/// <summary>A file of severities that the package brings, and <c>PortReuseMode</c> chooses.</summary>
internal sealed record Preset(string Name, string Meaning, Func<Rule, string> SeverityOf)
{
    public static IReadOnlyList<Preset> All { get; } =
    [
        new("Default", "each rule's own severity", OwnSeverity),
        new("Recommended", "every rule warns; a rule whose finding can never have worked is an error", rule => rule.NeverWorks
            ? "error"
            : "warning"),
        new("Strict", "every rule is an error", _ => "error"),
    ];

    public string Path => $"src/PortReuse.Analyzers/presets/PortReuse.{Name}.globalconfig";

    public string Content(IEnumerable<Rule> rules)
    {
        // To say what holds anyway would outdo what a project says of a whole category.
        var isNothingNew = Name == "Default";
        var lines = rules.Select(
            rule => $"# {rule.Title}\n{(isNothingNew ? "# " : "")}dotnet_diagnostic.{rule.Id}.severity = {SeverityOf(rule)}\n");
        return
            $"""
            # PortReuseMode = {Name}: {Meaning}. Written by tools/Rulebook.
            is_global = true
            global_level = -100

            {string.Join('\n', lines)}
            """;
    }

    private static string OwnSeverity(Rule rule) => rule.Severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "suggestion",
        _ => "silent",
    };
}

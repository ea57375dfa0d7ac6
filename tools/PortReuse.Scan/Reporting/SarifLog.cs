using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using PortReuse.Scan.Analysis;
using PortReuse.Scan.Loading;

namespace PortReuse.Scan.Reporting;

/// <summary>SARIF 2.1.0, as code scanning takes it: one run, with paths from the current folder.</summary>
internal static class SarifLog
{
    private const string Root = "%SRCROOT%";

    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string file, Report report) => File.WriteAllText(file, Of(report).ToJsonString(Readable) + "\n");

    public static JsonObject Of(Report report) => new()
    {
        ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "portreuse",
                    ["version"] = typeof(SarifLog).Assembly
                        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
                    ["rules"] = new JsonArray([.. Rules.All.Select(RuleOf)]),
                },
            },
            ["invocations"] = new JsonArray(new JsonObject
            {
                ["executionSuccessful"] = !report.Failures.Any(),
                ["toolExecutionNotifications"] = new JsonArray([.. report.Scan.Problems.Select(NotificationOf)]),
            }),
            ["originalUriBaseIds"] = new JsonObject { [Root] = new JsonObject { ["uri"] = new Uri(CurrentFolder()).AbsoluteUri } },
            ["results"] = ResultsOf(report),
            ["columnKind"] = "utf16CodeUnits",
        }),
    };

    private static JsonNode RuleOf(DiagnosticDescriptor rule) => new JsonObject
    {
        ["id"] = rule.Id,
        ["shortDescription"] = TextOf(rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ["fullDescription"] = TextOf(rule.Description.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ["helpUri"] = rule.HelpLinkUri,
        ["defaultConfiguration"] = new JsonObject { ["level"] = LevelOf(rule.DefaultSeverity) },
        ["properties"] = new JsonObject { ["category"] = rule.Category },
    };

    private static JsonNode NotificationOf(LoadProblem problem) => new JsonObject
    {
        ["level"] = problem.IsForeign ? "note" : "error",
        ["message"] = TextOf(problem.Reason),
        ["locations"] = new JsonArray(
            new JsonObject { ["physicalLocation"] = new JsonObject { ["artifactLocation"] = ArtifactOf(problem.Path) } }),
    };

    private static JsonArray ResultsOf(Report report)
    {
        var rules = Rules.All.Index().ToDictionary(rule => rule.Item.Id, rule => rule.Index);
        var fresh = report.New.ToHashSet(ReferenceEqualityComparer.Instance);
        return new([.. report.Shown.Select(
            finding => ResultOf(finding, rules[finding.Id], report.Gone is null ? null : fresh.Contains(finding)))]);
    }

    private static JsonObject ResultOf(Finding finding, int rule, bool? isNew)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.Id,
            ["ruleIndex"] = rule,
            ["level"] = LevelOf(finding.Severity),
            ["message"] = TextOf(finding.Message),
            ["locations"] = new JsonArray(LocationOf(finding.Place)),
            ["relatedLocations"] = new JsonArray(
                [.. finding.Related.Select((place, index) => LocationOf(place.Place, index, place.Label))]),
            ["properties"] = new JsonObject { ["acrossProjects"] = finding.IsAcrossProjects },
        };
        if (isNew is { } known)
        {
            result["baselineState"] = known ? "new" : "unchanged";
        }

        return result;
    }

    private static JsonObject LocationOf(Place place, int? id = null, string? label = null)
    {
        var location = new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = ArtifactOf(place.Path),
                ["region"] = new JsonObject
                {
                    ["startLine"] = place.Line,
                    ["startColumn"] = place.Column,
                    ["endLine"] = place.EndLine,
                    ["endColumn"] = place.EndColumn,
                    ["snippet"] = TextOf(place.Source),
                },
            },
        };
        if (id is { } number)
        {
            location["id"] = number;
            location["message"] = TextOf(label!);
        }

        return location;
    }

    private static JsonObject ArtifactOf(string path)
    {
        var name = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return Path.IsPathRooted(name) || name.StartsWith("..", StringComparison.Ordinal)
            ? new JsonObject { ["uri"] = new Uri(Path.GetFullPath(path)).AbsoluteUri }
            : new JsonObject { ["uri"] = string.Join('/', name.Split(Path.DirectorySeparatorChar)
                .Select(Uri.EscapeDataString)), ["uriBaseId"] = Root };
    }

    private static string CurrentFolder() =>
        Environment.CurrentDirectory.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;

    private static JsonObject TextOf(string text) => new() { ["text"] = text };

    private static string LevelOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "note",
        _ => "none",
    };
}

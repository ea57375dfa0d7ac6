using Microsoft.CodeAnalysis;
using PortReuse.Scan.Analysis;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PortReuse.Scan.Reporting;

/// <summary>For a terminal: a table of the findings, each with its source lines, and one of the rules.</summary>
internal sealed class TerminalReport(IAnsiConsole console) : IReporter
{
    // The rule, its severity, and the lines of the table.
    private const int OtherColumns = 22;
    private const int LeastWidth = 40;

    public void Write(Report report)
    {
        if (report.New.Count > 0)
        {
            console.Write(Findings(report.New));
            console.Write(ByRule(report.New));
        }

        foreach (var problem in report.Scan.Problems)
        {
            var style = problem.IsForeign ? "grey" : "red";
            console.MarkupLineInterpolated(
                $"[{style}]{(problem.IsForeign ? "not C#" : "not loaded")}[/] {Report.NameOf(problem.Path)}: {problem.Reason}");
        }

        foreach (var note in report.Scan.Notes)
        {
            console.MarkupLineInterpolated($"[grey]note: {note}[/]");
        }

        console.MarkupLineInterpolated($"[{(report.New.Count > 0 || report.Failures.Any() ? "yellow" : "green")}]{report.Summary}[/]");
    }

    private Table Findings(IEnumerable<Finding> findings)
    {
        var width = Math.Max(LeastWidth, console.Profile.Width - OtherColumns);
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators().Expand();
        table.AddColumn(new TableColumn("rule").NoWrap());
        table.AddColumn(new TableColumn("finding"));
        foreach (var finding in findings)
        {
            table.AddRow(Rule(finding), new Rows(Text(finding, width)));
        }

        return table;
    }

    private static Markup Rule(Finding finding) => Markup.FromInterpolated(
        $"[link={finding.Rule.HelpLinkUri}]{finding.Id}[/]\n[{ColorOf(finding.Severity)}]{Report.NameOf(finding.Severity)}[/]");

    private static IEnumerable<IRenderable> Text(Finding finding, int width)
    {
        yield return Markup.FromInterpolated(
            $"[bold]{Report.NameOf(finding.Place.Path)}[/]:{finding.Place.Line}:{finding.Place.Column}{(finding.IsAcrossProjects ? "  across projects" : "")}");
        yield return new Text(finding.Message);
        foreach (var line in Excerpt.Of(finding, width - "123 | ".Length, Report.NameOf))
        {
            var style = line.Kind switch
            {
                ExcerptKind.Mark => ColorOf(finding.Severity),
                ExcerptKind.RelatedMark => "blue",
                ExcerptKind.File => "bold",
                _ => "default",
            };
            var bar = line.Kind == ExcerptKind.File ? " " : " │ ";
            yield return Markup.FromInterpolated($"[grey]{line.Gutter}{bar}[/][{style}]{line.Text}[/]").Overflow(Overflow.Crop);
        }
    }

    private static Table ByRule(IEnumerable<Finding> findings)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("rule");
        table.AddColumn(new TableColumn("findings").RightAligned());
        table.AddColumn("title");
        foreach (var rule in findings.GroupBy(finding => finding.Id).OrderBy(rule => rule.Key, StringComparer.Ordinal))
        {
            table.AddRow(
                new Text(rule.Key),
                new Text(rule.Count().ToString(System.Globalization.CultureInfo.InvariantCulture)),
                new Text(rule.First().Rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        return table;
    }

    private static string ColorOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "red",
        DiagnosticSeverity.Warning => "yellow",
        _ => "aqua",
    };
}

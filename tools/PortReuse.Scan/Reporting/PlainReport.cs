using PortReuse.Scan.Analysis;

namespace PortReuse.Scan.Reporting;

/// <summary>For files, pipes and logs: lines as a compiler writes them, with the source below.</summary>
internal sealed class PlainReport(TextWriter output) : IReporter
{
    private const int Width = 140;

    public void Write(Report report)
    {
        foreach (var finding in report.New)
        {
            Write(finding);
        }

        foreach (var problem in report.Scan.Problems)
        {
            output.WriteLine($"{Report.NameOf(problem.Path)}: {(problem.IsForeign ? "not C#" : "not loaded")}: {problem.Reason}");
        }

        foreach (var note in report.Scan.Notes)
        {
            output.WriteLine($"note: {note}");
        }

        output.WriteLine(report.Summary);
    }

    private void Write(Finding finding)
    {
        var place = $"{Report.NameOf(finding.Place.Path)}({finding.Place.Line},{finding.Place.Column})";
        var across = finding.IsAcrossProjects ? " [across projects]" : "";
        output.WriteLine($"{place}: {Report.NameOf(finding.Severity)} {finding.Id}: {finding.Message}{across}");
        foreach (var line in Excerpt.Of(finding, Width, Report.NameOf))
        {
            output.WriteLine(line.Kind == ExcerptKind.File ? $"  {line.Gutter} {line.Text}" : $"  {line.Gutter} | {line.Text}".TrimEnd());
        }

        output.WriteLine();
    }
}

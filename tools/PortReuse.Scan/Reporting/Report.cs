using Microsoft.CodeAnalysis;
using PortReuse.Scan.Analysis;
using PortReuse.Scan.Loading;

namespace PortReuse.Scan.Reporting;

/// <summary>What is told of a scan in the end, wherever.</summary>
/// <param name="Scan">What came of it; of its findings, only <paramref name="Shown"/> are told.</param>
/// <param name="Shown">The findings that are severe enough.</param>
/// <param name="New">Those of them that the baseline does not have; all, where there is none.</param>
/// <param name="Gone">How many of the baseline are gone; null where there is none.</param>
/// <param name="Fixed">How many findings were repaired; null where that was not asked for.</param>
internal sealed record Report(ScanResult Scan, IReadOnlyList<Finding> Shown, IReadOnlyList<Finding> New, int? Gone, int? Fixed)
{
    /// <summary>What was to be analyzed, and was not.</summary>
    public IEnumerable<LoadProblem> Failures => Scan.Problems.Where(problem => !problem.IsForeign);

    /// <summary>One line.</summary>
    public string Summary
    {
        get
        {
            var across = New.Count(finding => finding.IsAcrossProjects);
            var text = Gone is { } gone
                ? $"{Number(Shown.Count, "finding")}, {New.Count} of them new; {gone} of the baseline are gone"
                : Number(Shown.Count, "finding");
            text += across > 0 ? $", {across} of them across projects" : "";
            text += Fixed is { } repaired ? $"; {repaired} fixed" : "";
            return $"{text}; {Number(Scan.Projects, "project")}, {Number(Scan.Files, "file")}{(Failures.Any() ? $", {Failures.Count()} not loaded" : "")}.";
        }
    }

    public static string NameOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "info",
        _ => "hidden",
    };

    /// <summary>As a user would name the file: from the current folder, where it is below that.</summary>
    public static string NameOf(string path)
    {
        var name = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return name.StartsWith("..", StringComparison.Ordinal) ? path : name;
    }

    private static string Number(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}

using System.Globalization;
using Microsoft.CodeAnalysis;

namespace PortReuse.Lint;

/// <summary>What is printed of the runs.</summary>
internal static class Report
{
    public static void Findings(string root, AnalysisRun run)
    {
        foreach (var finding in run.Findings)
        {
            var place = finding.Location.GetLineSpan();
            var line = finding.Location.SourceTree?.GetText().Lines[place.StartLinePosition.Line].ToString().Trim();
            Console.WriteLine($"{Path.GetRelativePath(root, place.Path)}({place.StartLinePosition.Line + 1}): {finding.Id}: {line}");
        }
    }

    public static void GivenUp(AnalysisRun run)
    {
        foreach (var name in run.GivenUp)
        {
            Console.WriteLine($"Given up: {name}");
        }
    }

    public static void Exceptions(IEnumerable<AnalysisRun> runs)
    {
        foreach (var (project, exception) in runs.SelectMany(run => run.OurExceptions))
        {
            Console.WriteLine($"{project}: {exception}");
        }
    }

    public static void Summary(IReadOnlyList<AnalysisRun> runs, int projects, TimeSpan elapsed) =>
        Console.WriteLine(
            $"{runs[0].Findings.Count} findings, {runs.Sum(run => run.OurExceptions.Count())} exceptions of our analyzers; "
            + $"{projects} projects, {runs[0].Files} files, {runs[0].Lines} lines; "
            + string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:F1} s in all."));

    public static void TimeByRule(IReadOnlyList<AnalysisRun> runs)
    {
        var table = new TimeTable(runs);
        table.Header("Time by rule");
        table.Row("All rules", run => run.OurTime);
        table.Row("  Search for code about sockets",
            run => run.OurTime - run.OurParts.Values.Aggregate(TimeSpan.Zero, (sum, part) => sum + part));
        foreach (var part in runs.SelectMany(run => run.OurParts.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            table.Row($"  {part}", run => run.OurParts.GetValueOrDefault(part));
        }
    }

    public static void Comparison(OtherAnalyzers others, IReadOnlyList<AnalysisRun> runs)
    {
        var active = others.OnByDefault.Where(analyzer => runs.Any(run => run.IsActive(analyzer))).ToArray();
        var table = new TimeTable(runs);
        table.Header(others.Name);
        foreach (var analyzer in active.OrderBy(analyzer => table.Last(run => run.TimeOf(analyzer))))
        {
            table.Row($"  {analyzer.GetType().Name}", run => run.TimeOf(analyzer));
        }

        Console.WriteLine(
            $"{others.Count} analyzers, {others.OnByDefault.Length} of them on by default, {active.Length} of those had something to look at; "
            + $"{runs.Sum(run => run.ExceptionsOf(others.OnByDefault))} exceptions of theirs.");
        if (active is [])
        {
            return;
        }

        TimeSpan MedianOf(AnalysisRun run) => Median.Of(active.Select(run.TimeOf));
        table.Row($"Median of the {active.Length}", MedianOf);
        table.Row("All of our rules", run => run.OurTime);
        table.Ratio("Ours / median", run => run.OurTime / MedianOf(run));
    }
}

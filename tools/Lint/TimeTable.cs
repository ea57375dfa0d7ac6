using System.Globalization;

namespace PortReuse.Lint;

/// <summary>
/// Prints times in columns: that of the first run, which is mostly the just-in-time compiler's, and the median of the others.
/// </summary>
internal sealed class TimeTable(IReadOnlyList<AnalysisRun> runs)
{
    private const int LabelWidth = 68;

    private const int ColumnWidth = 14;

    public void Header(string title)
    {
        Console.WriteLine();
        Print(title, runs is [_] ? ["cold"] : ["cold", $"median of {runs.Count - 1}"]);
    }

    public void Row(string label, Func<AnalysisRun, TimeSpan> time) =>
        Print(label, Columns(run => time(run).TotalMilliseconds)
            .Select(value => string.Create(CultureInfo.InvariantCulture, $"{value:F1} ms")));

    /// <summary>The median of the runs' own ratios: what slows a whole run down leaves its ratio alone.</summary>
    public void Ratio(string label, Func<AnalysisRun, double> ratio) =>
        Print(label, Columns(ratio).Select(value => string.Create(CultureInfo.InvariantCulture, $"{value:F2}")));

    /// <summary>The time that counts: of the last column.</summary>
    public double Last(Func<AnalysisRun, TimeSpan> time) => Columns(run => time(run).TotalMilliseconds).Last();

    private IEnumerable<double> Columns(Func<AnalysisRun, double> value) =>
        runs is [var first, _, ..] ? [value(first), Median.Of(runs.Skip(1).Select(value))] : [value(runs[0])];

    private static void Print(string label, IEnumerable<string> columns) =>
        Console.WriteLine(label.PadRight(LabelWidth) + string.Concat(columns.Select(column => column.PadLeft(ColumnWidth))));
}

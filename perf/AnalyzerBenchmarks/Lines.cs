using System.Globalization;
using BenchmarkDotNet.Reports;

namespace PortReuse.AnalyzerBenchmarks;

/// <summary>The straight line through the times of one dimension: what each unit more costs, and how straight it is.</summary>
internal static class Lines
{
    public static string TableOf(Summary growth)
    {
        var rows =
            from report in growth.Reports
            where report.ResultStatistics is not null
            let parameters = report.BenchmarkCase.Parameters
            group (Size: (double)(int)parameters[nameof(Growth.Size)],
                Milliseconds: report.ResultStatistics!.Median / 1e6) by parameters[nameof(Growth.Dimension)] into points
            select Row(points.Key.ToString()!, [.. points.OrderBy(point => point.Size)]);
        return $"| grows with | times | each one more | R² of the line |\n|---|---|---|---|\n{string.Join('\n', rows)}";
    }

    private static string Row(string dimension, (double Size, double Milliseconds)[] points)
    {
        var (meanSize, meanTime) = (points.Average(point => point.Size), points.Average(point => point.Milliseconds));
        var covariance = points.Sum(point => (point.Size - meanSize) * (point.Milliseconds - meanTime));
        var sizes = points.Sum(point => (point.Size - meanSize) * (point.Size - meanSize));
        var times = points.Sum(point => (point.Milliseconds - meanTime) * (point.Milliseconds - meanTime));
        var straightness = covariance * covariance / (sizes * times);
        var measured = string.Join(
            ", ", points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Size:0}: {point.Milliseconds:0.00} ms")));
        return string.Create(
            CultureInfo.InvariantCulture, $"| {dimension} | {measured} | {covariance / sizes * 1000:0.0} µs | {straightness:0.000} |");
    }
}

using System.Diagnostics.Metrics;

namespace PortReuse;

/// <summary>The names by which the metrics of this library are listened to.</summary>
/// <remarks>docs/metrics.md lists every instrument, its unit and its tags.</remarks>
public static class PortMetrics
{
    /// <summary>
    /// The name of the <see cref="Meter"/>: for <c>dotnet-counters --counters</c>, a <see cref="MeterListener"/>, or <c>AddMeter</c> of
    /// OpenTelemetry.
    /// </summary>
    public const string MeterName = "PortReuse";
}

using System.Diagnostics.Metrics;
using PortReuse.Metering;

namespace PortReuse.Tests.Support;

/// <summary>A measurement of the meter <c>PortReuse</c>, of whichever type.</summary>
internal sealed record Measured(string Instrument, double Value, IReadOnlyList<KeyValuePair<string, object?>> Tags)
{
    public string TagText => string.Join(' ', Tags.Select(tag => $"{tag.Key}={tag.Value}"));
}

/// <summary>Listens to the meter <c>PortReuse</c>, observable instruments too.</summary>
internal sealed class MeasuredMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<Measured> _all = [];
    private readonly List<Instrument> _instruments = [];

    public MeasuredMeter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != PortMetrics.MeterName)
            {
                return;
            }

            _instruments.Add(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        PortMeter.Fallback(PortErrorCause.Unknown); // The instruments are made with the first use.
        _listener.MeasurementsCompleted = (_, _) => { }; // Without it .NET 8 leaves the instruments enabled after Dispose.
        _listener.Start();
    }

    public IReadOnlyList<Instrument> Instruments => _instruments;

    public IReadOnlyList<Measured> All => _all;

    public IEnumerable<Measured> Of(string instrument) => _all.Where(each => each.Instrument == instrument);

    /// <summary>What the observable instruments say now: of the namespace of the calling thread.</summary>
    public IReadOnlyList<Measured> Observe()
    {
        var before = _all.Count;
        _listener.RecordObservableInstruments();
        return [.. _all.Skip(before)];
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_all)
        {
            _all.Add(new Measured(instrument.Name, value, tags.ToArray()));
        }
    }
}

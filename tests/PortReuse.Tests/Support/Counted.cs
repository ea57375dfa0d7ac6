using System.Diagnostics.Metrics;

namespace PortReuse.Tests.Support;

/// <summary>What the meter <c>PortReuse</c> has counted since this was made.</summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<string> _measurements = [];
    private readonly List<string> _instruments = [];

    public Counted()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != "PortReuse")
            {
                return;
            }

            _instruments.Add($"{instrument.Name} {instrument.Unit}");
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var text = instrument.Name;
            foreach ((var key, var tag) in tags)
            {
                text += $" {key}={tag}";
            }

            lock (_measurements)
            {
                _measurements.AddRange(Enumerable.Repeat(text, (int)value));
            }
        });
        _listener.MeasurementsCompleted = (_, _) => { }; // Without it .NET 8 leaves the instruments enabled after Dispose.
        _listener.Start();
    }

    public IReadOnlyList<string> Instruments => _instruments;

    public IReadOnlyList<string> Measurements => _measurements;

    public IEnumerable<string> Of(string instrument) => _measurements.Where(text => text.StartsWith(instrument, StringComparison.Ordinal));

    public void Dispose() => _listener.Dispose();
}

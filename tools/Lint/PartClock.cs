using System.Diagnostics;

namespace PortReuse.Lint;

/// <summary>The time in each part of our analyzer's work, for parts that follow each other on one thread.</summary>
internal sealed class PartClock
{
    private readonly Dictionary<string, TimeSpan> _times = [];
    private string? _current;
    private long _since;

    public IReadOnlyDictionary<string, TimeSpan> Times => _times;

    /// <summary>One part ends here, and the named one begins, or none.</summary>
    public void Enter(string? part)
    {
        var now = Stopwatch.GetTimestamp();
        if (_current is not null)
        {
            _times[_current] = _times.GetValueOrDefault(_current) + Stopwatch.GetElapsedTime(_since, now);
        }

        _current = part;
        _since = now;
    }
}

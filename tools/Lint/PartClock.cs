using System.Diagnostics;
using Microsoft.CodeAnalysis;
using PortReuse.Analyzers;

namespace PortReuse.Lint;

/// <summary>
/// The time in each part of our analyzer's work, for parts that follow each other on one thread, and what it has given up.
/// </summary>
internal sealed class PartClock : IAnalysisObserver
{
    private readonly HashSet<string> _givenUp = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _times = [];
    private string? _current;
    private long _since;

    public IReadOnlyDictionary<string, TimeSpan> Times => _times;

    /// <summary>What was too large to follow, by name.</summary>
    public IReadOnlyCollection<string> GivenUp => _givenUp;

    public void GiveUp(ISymbol code) => _givenUp.Add(code.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));

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

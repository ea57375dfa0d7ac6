using PortReuse.Ports;

namespace PortReuse.Connecting;

/// <summary>A few ports of the system's range, chosen at random.</summary>
/// <remarks>
/// The kernel ignores a window that lies outside its range, so that it does no harm where the range is changed, or is that of another
/// network namespace.
/// </remarks>
internal static class PortWindow
{
    /// <summary>How many ports are looked at before the search is given up: fewer are often all used, more take longer.</summary>
    public const int Size = 64;

    /// <summary>How many windows are tried before the whole range. Where 99 % of it is used, a window is full every second time.</summary>
    public const int Most = 6;

    private const long MillisecondsKnown = 10_000;

    private static Known _range = new(null, long.MinValue);

    /// <summary>A window; null where the range is not known, or so small that it is as good as one.</summary>
    public static PortRange? Choose() => SystemRange() is { } range && range.Count > 2 * Size
        ? At(Random.Shared.Next(range.Low, range.High - Size + 2))
        : null;

    /// <summary>Forgets the range, so that the next call reads it again.</summary>
    public static void Forget() => Volatile.Write(ref _range, new(null, long.MinValue));

    private static PortRange At(int low) => new(low, low + Size - 1);

    private static PortRange? SystemRange()
    {
        var known = Volatile.Read(ref _range);
        var now = Environment.TickCount64;
        if (now >= known.Until)
        {
            Volatile.Write(ref _range, known = new Known(PortSysctls.ReadRange(), now + MillisecondsKnown));
        }

        return known.Range;
    }

    private sealed record Known(PortRange? Range, long Until);
}

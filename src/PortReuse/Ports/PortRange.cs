using System.Globalization;

namespace PortReuse;

/// <summary>A range of ports, both bounds included.</summary>
public readonly record struct PortRange
{
    private readonly int _low;
    private readonly int _high;

    /// <summary>Creates a range.</summary>
    /// <param name="Low">The lowest port, from 0 to 65535.</param>
    /// <param name="High">The highest port, from <paramref name="Low"/> to 65535.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="Low"/> or <paramref name="High"/> is not from 0 to 65535.</exception>
    /// <exception cref="ArgumentException"><paramref name="High"/> is below <paramref name="Low"/>.</exception>
    public PortRange(int Low, int High)
    {
        _low = RequirePort(Low, nameof(Low));
        _high = RequirePort(High, nameof(High));
        if (High < Low)
        {
            throw new ArgumentException($"The highest port, {High}, is below the lowest, {Low}.", nameof(High));
        }
    }

    /// <summary>The lowest port, from 0 to 65535.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public int Low
    {
        get => _low;
        init => _low = RequirePort(value, nameof(value));
    }

    /// <summary>The highest port, from <see cref="Low"/> to 65535.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 65535.</exception>
    public int High
    {
        get => _high;
        init => _high = RequirePort(value, nameof(value));
    }

    /// <summary>How many ports the range has.</summary>
    public int Count => High - Low + 1;

    /// <summary>Whether the port is one of the range.</summary>
    /// <param name="port">A port from 0 to 65535.</param>
    /// <returns>True when it is.</returns>
    public bool Contains(int port) => port >= Low && port <= High;

    /// <summary>The range as the kernel writes it in a list of ports: <c>low-high</c>, or the one port.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Low == High
        ? Low.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Low}-{High}");

    /// <summary>The two bounds.</summary>
    /// <param name="Low">The lowest port.</param>
    /// <param name="High">The highest port.</param>
    public void Deconstruct(out int Low, out int High) => (Low, High) = (_low, _high);

    private static int RequirePort(int port, string parameter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port, parameter);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue, parameter);
        return port;
    }
}

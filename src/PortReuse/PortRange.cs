using System.Globalization;

namespace PortReuse;

/// <summary>A range of ports, both bounds included.</summary>
/// <param name="Low">The lowest port, from 0 to 65535.</param>
/// <param name="High">The highest port, from <paramref name="Low"/> to 65535.</param>
public readonly record struct PortRange(int Low, int High)
{
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
}

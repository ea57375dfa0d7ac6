using System.Net;

namespace PortReuse;

/// <summary>The ports that the system chooses by itself: which they are, and how many a source address holds now.</summary>
/// <remarks>
/// Everything is read from the system at each call, and is a moment old when the call returns. On Linux it is that of the network
/// namespace of the calling thread.
/// </remarks>
public static class EphemeralPorts
{
    /// <summary>The range, the reserved ports, and the settings that bear on them.</summary>
    /// <remarks>Linux tells all; other systems nothing but the range, or not even that. Source: <c>/proc/sys/net/ipv4</c>.</remarks>
    /// <returns>The settings as they are now.</returns>
    public static EphemeralPortSettings GetSettings() => OperatingSystem.IsLinux() ? PortSysctls.Read() : new EphemeralPortSettings
    {
        Range = OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? BsdPortRange.TryRead() : null,
    };

    /// <summary>
    /// How many ephemeral ports a source address holds now: those of its TCP sockets in every state, TIME_WAIT among them. To be compared with
    /// <see cref="EphemeralPortSettings.UsableCount"/>.
    /// </summary>
    /// <remarks>
    /// A port outside the range, or a reserved one, is not counted, where the range is known. A port that the address uses for several connections counts once. A socket that is bound to the wildcard address is not counted,
    /// unless that is the address asked for. A socket that is bound and not connected is seen on Linux 6.8 and later.
    /// Source: <c>sock_diag(7)</c>; elsewhere what <see cref="System.Net.NetworkInformation.IPGlobalProperties"/> knows.
    /// </remarks>
    /// <param name="source">A local address of IPv4 or IPv6.</param>
    /// <returns>The number of ports, from 0 to 65535.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="PlatformNotSupportedException">The system does not show its sockets.</exception>
    public static int CountHeld(IPAddress source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Count(new HeldPorts(GetSettings(), AddressBytes.Of(source)));
    }

    /// <summary>How many ephemeral ports a source address holds now for connections to one destination, in every state.</summary>
    /// <remarks>This is the number that the size of the range limits. It says nothing of the ports that other sockets keep from being shared.</remarks>
    /// <inheritdoc cref="CountHeld(IPAddress)" path="/returns"/>
    /// <param name="source">A local address of IPv4 or IPv6.</param>
    /// <param name="destination">The remote address, of the same family, and the port from 1 to 65535.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or <paramref name="destination"/> is null.</exception>
    /// <exception cref="PlatformNotSupportedException">The system does not show its sockets.</exception>
    public static int CountHeld(IPAddress source, IPEndPoint destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        return Count(new HeldPorts(GetSettings(), AddressBytes.Of(source), AddressBytes.Of(destination.Address), destination.Port));
    }

    private static int Count(HeldPorts ports)
    {
        if (!TcpSockets.TryVisit(ref ports))
            throw new PlatformNotSupportedException("The system does not show its TCP sockets.");
        return ports.Count;
    }
}

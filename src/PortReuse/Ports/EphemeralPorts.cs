using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Diagnosis;
using PortReuse.Ports;

namespace PortReuse;

/// <summary>
/// The ports that the system chooses by itself: which they are, how many a source address holds now, and one of them for a server.
/// </summary>
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
    /// How many ephemeral ports a source address holds now: those of its TCP sockets in every state, TIME_WAIT among them. To be compared
    /// with <see cref="EphemeralPortSettings.UsableCount"/>.
    /// </summary>
    /// <remarks>
    /// A port outside the range, or a reserved one, is not counted, where the range is known. A port that the address uses for several
    /// connections counts once. A socket that is bound to the wildcard address is not counted, unless that is the address asked for. A
    /// socket that is bound and not connected is seen on Linux 6.8 and later. Source: <c>sock_diag(7)</c>; elsewhere what
    /// <see cref="System.Net.NetworkInformation.IPGlobalProperties"/> knows.
    /// </remarks>
    /// <param name="source">A local address of IPv4 or IPv6.</param>
    /// <returns>The number of ports, from 0 to 65535.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="PlatformNotSupportedException">The system does not show its sockets.</exception>
    public static int CountHeld(IPAddress source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var settings = GetSettings();
        return Count(new HeldPorts(settings, AddressBytes.Of(source)), new SocketFilter { Ports = settings.Range, Sources = [source] });
    }

    /// <summary>How many ephemeral ports a source address holds now for connections to one destination, in every state.</summary>
    /// <remarks>
    /// This is the number that the size of the range limits. It says nothing of the ports that other sockets keep from being shared.
    /// </remarks>
    /// <inheritdoc cref="CountHeld(IPAddress)" path="/returns"/>
    /// <param name="source">A local address of IPv4 or IPv6.</param>
    /// <param name="destination">The remote address, of the same family, and the port from 1 to 65535.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or <paramref name="destination"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is of another family than <paramref name="source"/>.</exception>
    /// <exception cref="PlatformNotSupportedException">The system does not show its sockets.</exception>
    public static int CountHeld(IPAddress source, IPEndPoint destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        byte[] from = AddressBytes.Of(source), to = AddressBytes.Of(destination.Address);
        if (from.Length != to.Length)
        {
            throw new ArgumentException(
                $"{destination} is of another family than the source {source}: there is no connection between them.", nameof(destination));
        }

        var settings = GetSettings();
        var filter =
            new SocketFilter { Ports = settings.Range, Sources = [source], RemotePort = destination.Port, IsForConnections = true };
        return Count(new HeldPorts(settings, from, to, destination.Port), filter);
    }

    /// <summary>
    /// Reserves a port for a server that is told its number: the system gives it to no other socket until the reservation is disposed.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A port that is found by a bind to port 0, read, and let go again may be given to any other program before the server binds it. This
    /// one is kept while the server starts: see <see cref="PortReservation"/> for what is promised, and what a server needs on which
    /// system.
    /// </para>
    /// <para>It takes one file descriptor.</para>
    /// </remarks>
    /// <param name="address">
    /// The address that the server is to listen on: one of this machine, or the wildcard address of a family. The port is reserved on every
    /// address of both families, so that it is also there for a server that listens on another one.
    /// </param>
    /// <returns>The reservation, to be disposed once the server listens, or is not to be any more.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="address"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="address"/> is a multicast or a broadcast address.</exception>
    /// <exception cref="PortException">
    /// <see cref="PortErrorCause.AddressNotLocal"/>: <paramref name="address"/> is none of this machine's;
    /// <see cref="PortErrorCause.EphemeralPortsExhausted"/>: there is no port that is free on every address.
    /// </exception>
    /// <exception cref="SocketException">The system has another reason; no file descriptor is left, for instance.</exception>
    public static PortReservation Reserve(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        address = CanonicalEndPoint.Of(address);
        UnicastAddress.Require(address, nameof(address));
        if (!AddressProbe.IsLocal(address))
        {
            throw PortErrors.ExplainBind(
                new SocketException((int)SocketError.AddressNotAvailable), new IPEndPoint(address, 0), user: SocketOwner.Listener);
        }

        return PortReservation.Make(address);
    }

    private static int Count(HeldPorts ports, SocketFilter filter)
    {
        if (TcpSockets.Visit(filter, ref ports) == ShownSockets.None)
        {
            throw new PlatformNotSupportedException("The system does not show its TCP sockets.");
        }

        return ports.Count;
    }
}

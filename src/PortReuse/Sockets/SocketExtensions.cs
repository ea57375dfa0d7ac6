using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using PortReuse.Addresses;
using PortReuse.Connecting;
using PortReuse.Sockets;

namespace PortReuse;

/// <summary>Extensions of <see cref="Socket"/> for connects from a chosen local address.</summary>
/// <remarks>
/// Every method takes a socket that its caller owns, and none disposes it: after an exception it is not bound to another address
/// than before, and can still be used.
/// </remarks>
public static class SocketExtensions
{
    /// <summary>
    /// Lets a later <see cref="Socket.Bind"/> to port 0 fix the address only; the system chooses the port when the socket connects.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A bind to port 0 otherwise reserves a port before the destination is known, so that one source address has at most one
    /// connection for each port of the ephemeral range, whatever the destinations. With the port chosen at connect, it has
    /// that many to each destination.
    /// </para>
    /// <para>
    /// Linux 4.2 and later: sets <c>IP_BIND_ADDRESS_NO_PORT</c>, for IPv4, IPv6 and dual mode alike. Windows: sets
    /// <c>ReuseUnicastPort</c>. Others, macOS and FreeBSD among them, have no counterpart.
    /// </para>
    /// <para>
    /// Until it is connected such a socket has port 0, and a <see cref="Socket.LocalEndPoint"/> read in between says so for ever;
    /// <see cref="GetLocalEndPoint"/> does not. A port taken by a socket that was bound without the option is not shared, not even
    /// from another source address.
    /// </para>
    /// <para>
    /// .NET does not know the option, and cannot carry it over to a fresh socket when a connect fails: use one socket for each
    /// address, and a new one for each attempt. On Unix, a connect to several addresses then stops at the first that fails, and a second
    /// connect of the same object throws <see cref="PlatformNotSupportedException"/>. On .NET 8 that is also thrown by a connect to a host
    /// name or an array of addresses, be it one: look the name up, and connect to an <see cref="IPEndPoint"/>.
    /// </para>
    /// <para>Source: <c>ip(7)</c>; Microsoft, "SO_REUSE_UNICASTPORT".</para>
    /// </remarks>
    /// <param name="socket">A TCP socket of IPv4 or IPv6, not bound yet.</param>
    /// <returns>True when the system confirms the option; false where it has none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="socket"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="socket"/> is not a TCP socket of IPv4 or IPv6.</exception>
    /// <exception cref="InvalidOperationException">
    /// <paramref name="socket"/> is bound, listening or connected already. The system would take the option without an error, and
    /// it would have no effect.
    /// </exception>
    /// <exception cref="ObjectDisposedException"><paramref name="socket"/> is disposed.</exception>
    public static bool TrySetBindAddressNoPort(this Socket socket)
    {
        SocketGuard.RequireTcp(socket);
        SocketGuard.RequireUnbound(socket);

        return DeferredPort.TrySetAndConfirm(socket);
    }

    /// <summary>Binds the socket to the local address that it is to connect from, without wasting a port on it.</summary>
    /// <remarks>
    /// <para>
    /// With port 0 and where the system can, the port is chosen when the socket connects, as after
    /// <see cref="TrySetBindAddressNoPort"/>; its remarks hold here too. Where the system cannot, this is a plain
    /// <see cref="Socket.Bind"/>, and the result says so.
    /// </para>
    /// <para>
    /// The socket is also given the whole range of ports as its own (<c>IP_LOCAL_PORT_RANGE</c>, 1 to 65535), unless it has a range
    /// already, as by <see cref="TrySetLocalPortRange"/>. That leaves no port out; but on Linux 6.8 and later the connect then takes a free
    /// port as soon as it comes to one, where it would otherwise first look at half of the range, used or not: once more than half is used
    /// towards a destination, each connect to it takes a hundred times as long. Where a kernel has no such option, or makes nothing of it,
    /// all is as without.
    /// </para>
    /// <para>With another port than 0 it is a plain <see cref="Socket.Bind"/> on every system.</para>
    /// <para>
    /// A wildcard address (<see cref="IPAddress.Any"/>, <see cref="IPAddress.IPv6Any"/>) with port 0 asks for nothing, and the
    /// socket is left unbound, and without a range: the connect chooses both, on every system. A bind could only cost a port, and with an
    /// option that .NET does not know the socket would no longer move on to the next of several addresses.
    /// </para>
    /// </remarks>
    /// <param name="socket">A TCP socket of IPv4 or IPv6, not bound yet.</param>
    /// <param name="localEndPoint">
    /// The local address, and the port from 1 to 65535, or 0 for any. Of the family of the socket; a dual-mode socket takes
    /// both families.
    /// </param>
    /// <returns>
    /// True when the port is chosen at the connect; false when the socket has its port now, because one was asked for or because the
    /// system (macOS, FreeBSD, an older Linux) cannot wait.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="socket"/> or <paramref name="localEndPoint"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="socket"/> is not a TCP socket of IPv4 or IPv6, or the family of <paramref name="localEndPoint"/> does not fit it,
    /// or it is multicast or broadcast.
    /// </exception>
    /// <exception cref="InvalidOperationException"><paramref name="socket"/> is bound, listening or connected already.</exception>
    /// <exception cref="ObjectDisposedException"><paramref name="socket"/> is disposed.</exception>
    /// <exception cref="SocketException">
    /// The bind failed. <see cref="SocketError.AddressNotAvailable"/>: the address is not one of this machine.
    /// <see cref="SocketError.AddressAlreadyInUse"/>: the port is taken; with port 0, where the system cannot wait for the
    /// connect, all ephemeral ports of the address are. <see cref="SocketError.AccessDenied"/>: the port is privileged.
    /// </exception>
    public static bool BindForConnect(this Socket socket, IPEndPoint localEndPoint)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(localEndPoint);
        SocketGuard.RequireTcp(socket);
        SocketGuard.RequireSameFamily(socket, localEndPoint);
        UnicastAddress.Require(localEndPoint.Address, nameof(localEndPoint));

        if (localEndPoint.Port == 0)
        {
            if (Wildcard.Is(localEndPoint.Address))
            {
                SocketGuard.RequireUnboundByItsOwnAccount(socket);
                return true;
            }

            var isDeferred = socket.TrySetBindAddressNoPort();
            if (isDeferred && OperatingSystem.IsLinux()
                && KernelPortSearch.Best == PortSearch.WholeRange && !LocalPortRangeOption.IsSet(socket))
            {
                LocalPortRangeOption.TrySet(socket, LocalPortRangeOption.Whole);
            }
            socket.Bind(localEndPoint);
            return isDeferred;
        }

        SocketGuard.RequireUnbound(socket);
        socket.Bind(localEndPoint);
        return false;
    }

    /// <summary>Sets <c>SO_REUSEPORT</c> alone: sockets of one user that all have it share a port.</summary>
    /// <remarks>
    /// <para>
    /// .NET sets it together with <c>SO_REUSEADDR</c> (<see cref="SocketOptionName.ReuseAddress"/>,
    /// <see cref="Socket.ExclusiveAddressUse"/>), and has no way to set it alone.
    /// </para>
    /// <para>
    /// Linux 3.9 and later, macOS and FreeBSD. Listeners that share a port share its connections too, except on macOS. .NET does not
    /// know that the option is set; the remarks of <see cref="TrySetBindAddressNoPort"/> on a connect that fails hold here too.
    /// </para>
    /// <para>Source: <c>socket(7)</c>; <c>getsockopt(2)</c> of FreeBSD and macOS.</para>
    /// </remarks>
    /// <param name="socket">A TCP or UDP socket of IPv4 or IPv6, not bound yet.</param>
    /// <param name="value">Whether the port may be shared.</param>
    /// <exception cref="ArgumentNullException"><paramref name="socket"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="socket"/> is of neither IPv4 nor IPv6.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="socket"/> is bound, listening or connected already.</exception>
    /// <exception cref="ObjectDisposedException"><paramref name="socket"/> is disposed.</exception>
    /// <exception cref="PlatformNotSupportedException">
    /// The system is Windows, which has no such option, or one that is not known here.
    /// </exception>
    /// <exception cref="SocketException">The system refuses the option.</exception>
    public static void SetReusePort(this Socket socket, bool value)
    {
        SocketGuard.RequireIP(socket);
        SocketGuard.RequireUnbound(socket);
        ReuseOption.SetReusePort(socket, value);
    }

    /// <summary>Sets <c>SO_REUSEADDR</c> alone.</summary>
    /// <remarks>
    /// <para>
    /// On Unix it lets a socket be bound while connections of its port are in TIME_WAIT, and, on Linux, while other sockets that have it
    /// too are bound to the port and none listens. .NET sets it together with <c>SO_REUSEPORT</c>
    /// (<see cref="SocketOptionName.ReuseAddress"/>), and sets it by itself in each <see cref="Socket.Bind"/> of a socket of
    /// <see cref="ProtocolType.Tcp"/>: on such a socket false does not last.
    /// </para>
    /// <para>
    /// On Windows it lets any other program take the port. The remarks of <see cref="TrySetBindAddressNoPort"/> on a connect that fails
    /// hold here too.
    /// </para>
    /// <para>Source: <c>socket(7)</c>; Microsoft, "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE".</para>
    /// </remarks>
    /// <inheritdoc cref="SetReusePort" path="/param"/>
    /// <inheritdoc cref="SetReusePort" path="/exception"/>
    public static void SetReuseAddress(this Socket socket, bool value)
    {
        SocketGuard.RequireIP(socket);
        SocketGuard.RequireUnbound(socket);
        ReuseOption.SetReuseAddress(socket, value);
    }

    /// <summary>Narrows the ports that the system chooses from for this socket, at a bind to port 0 or at the connect.</summary>
    /// <remarks>
    /// <para>
    /// Linux 6.3 and later: sets <c>IP_LOCAL_PORT_RANGE</c>, which takes no privilege. The kernel accepts any bounds: one outside
    /// its own range (<c>net.ipv4.ip_local_port_range</c>) is ignored as if it were 0. A range can only be narrowed so, and a reserved
    /// port is never chosen.
    /// </para>
    /// <para>
    /// .NET does not know that the option is set; the remarks of <see cref="TrySetBindAddressNoPort"/> on a connect that fails hold here
    /// too.
    /// </para>
    /// <para>Source: <c>ip(7)</c>.</para>
    /// </remarks>
    /// <param name="socket">A TCP or UDP socket of IPv4 or IPv6, not bound yet.</param>
    /// <param name="low">The lowest port, from 1 to 65535, or 0 for that of the system's range.</param>
    /// <param name="high">The highest port, from <paramref name="low"/> to 65535, or 0 for that of the system's range.</param>
    /// <returns>True when the system confirms the option; false where it has none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="socket"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="socket"/> is of neither IPv4 nor IPv6, or <paramref name="low"/> is above <paramref name="high"/> and neither is 0.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="low"/> or <paramref name="high"/> is not from 0 to 65535.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="socket"/> is bound, listening or connected already.</exception>
    /// <exception cref="ObjectDisposedException"><paramref name="socket"/> is disposed.</exception>
    public static bool TrySetLocalPortRange(this Socket socket, int low, int high)
    {
        SocketGuard.RequireIP(socket);
        RequirePort(low);
        RequirePort(high);
        if (low > high && high != 0)
        {
            throw new ArgumentException($"The lowest port, {low}, is above the highest, {high}.", nameof(low));
        }

        SocketGuard.RequireUnbound(socket);

        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        return LocalPortRangeOption.TrySetAndConfirm(socket, new PortBounds(low, high));
    }

    /// <summary>The local endpoint that the socket has now, asked from the system each time.</summary>
    /// <remarks>
    /// <para>
    /// <see cref="Socket.LocalEndPoint"/> keeps its first answer. Read between a bind that deferred the port and the connect, it
    /// says port 0 for ever. This reads the true one, and leaves what <see cref="Socket.LocalEndPoint"/> keeps alone.
    /// </para>
    /// <para>
    /// The port is 0 where the address is bound and the port not chosen yet. A dual-mode socket has an IPv6 address, which for an
    /// IPv4 connection is an IPv4-mapped one.
    /// </para>
    /// <para>
    /// It takes the handle of the socket. On Unix, .NET then no longer moves on to the next address when a connect to several
    /// fails, so that it is best called on a connected socket.
    /// </para>
    /// <para>It may be called from any thread, and while another one disposes the socket. Source: <c>getsockname(2)</c>.</para>
    /// </remarks>
    /// <param name="socket">A socket of IPv4 or IPv6, of any type.</param>
    /// <returns>A new endpoint: the local address, and the port from 0 to 65535.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="socket"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="socket"/> is of neither IPv4 nor IPv6.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="socket"/> has neither a local address nor a port yet.</exception>
    /// <exception cref="ObjectDisposedException"><paramref name="socket"/> is disposed.</exception>
    /// <exception cref="SocketException">The system refuses to answer.</exception>
    public static IPEndPoint GetLocalEndPoint(this Socket socket)
    {
        SocketGuard.RequireIP(socket);

        return SocketName.Read(socket)
            ?? throw new InvalidOperationException("The socket has neither a local address nor a port yet. Bind or connect it first.");
    }

    private static void RequirePort(int port, [CallerArgumentExpression(nameof(port))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort, name);
    }
}

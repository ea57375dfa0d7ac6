using System.Net;
using System.Net.Sockets;

namespace PortReuse.Sockets;

/// <summary>Refuses a socket or an endpoint that a method cannot serve, before anything is changed.</summary>
internal static class SocketGuard
{
    /// <summary>Refuses what is not a socket of IPv4 or IPv6.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="socket"/> is null.</exception>
    /// <exception cref="ArgumentException">The address family of <paramref name="socket"/> is neither IPv4 nor IPv6.</exception>
    public static void RequireIP(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);

        if (socket.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
        {
            throw new ArgumentException(
                $"The socket's address family is {socket.AddressFamily}; only IPv4 and IPv6 sockets have a port.", nameof(socket));
        }
    }

    /// <summary>Refuses what is not a TCP socket of IPv4 or IPv6.</summary>
    /// <inheritdoc cref="RequireIP" path="/exception"/>
    public static void RequireTcp(Socket socket)
    {
        RequireIP(socket);

        if (socket.SocketType != SocketType.Stream)
        {
            throw new ArgumentException(
                $"The socket's type is {socket.SocketType}; the choice of a port can wait for the destination only on a TCP socket " +
                $"({nameof(SocketType)}.{nameof(SocketType.Stream)}).",
                nameof(socket));
        }
    }

    /// <summary>Refuses a socket that has its local address or port already.</summary>
    /// <exception cref="InvalidOperationException">The socket is bound, listening or connected.</exception>
    /// <exception cref="ObjectDisposedException">The socket is disposed.</exception>
    public static void RequireUnbound(Socket socket)
    {
        if (SocketName.IsAssigned(socket))
        {
            throw AlreadyBound();
        }
    }

    /// <summary>As <see cref="RequireUnbound"/>, but believes what the object itself says, and does not take the handle.</summary>
    /// <remarks>
    /// .NET no longer lets a socket whose handle was taken move on to the next of several addresses. Where nothing else needs
    /// the handle, that price is not worth the one case it misses: a socket that was bound through its handle.
    /// </remarks>
    /// <inheritdoc cref="RequireUnbound" path="/exception"/>
    public static void RequireUnboundByItsOwnAccount(Socket socket)
    {
        // IsBound does not see that a socket listens; and is true, wrongly, where it was made from an unbound handle.
        if (socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.AcceptConnection) is int and not 0)
        {
            throw AlreadyBound();
        }

        if (socket.IsBound)
        {
            RequireUnbound(socket);
        }
    }

    /// <summary>Refuses an endpoint that a socket of this family cannot be bound to.</summary>
    /// <exception cref="ArgumentException">The family of <paramref name="localEndPoint"/> does not fit the socket.</exception>
    public static void RequireSameFamily(Socket socket, IPEndPoint localEndPoint)
    {
        var isIPv4 = localEndPoint.AddressFamily == AddressFamily.InterNetwork;
        if (socket.AddressFamily == AddressFamily.InterNetwork)
        {
            if (!isIPv4)
            {
                throw new ArgumentException($"An IPv4 socket cannot be bound to {localEndPoint}.", nameof(localEndPoint));
            }
        }
        else if ((isIPv4 || localEndPoint.Address.IsIPv4MappedToIPv6) && !socket.DualMode)
        {
            throw new ArgumentException(
                $"An IPv6 socket cannot be bound to {localEndPoint} unless its {nameof(Socket.DualMode)} is set.", nameof(localEndPoint));
        }
    }

    private static InvalidOperationException AlreadyBound() =>
        new("The socket has its local address already, and it is too late to choose its port another way. " +
            "Call this before Bind, Listen or Connect.");
}

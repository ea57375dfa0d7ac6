using System.Net;
using System.Net.Sockets;

namespace PortReuse;

/// <summary>Tells why a bind or a connect failed, by looking at the machine right after it.</summary>
/// <remarks>
/// Only <see cref="SocketError.AddressNotAvailable"/> and <see cref="SocketError.AddressAlreadyInUse"/> are explained, and on Windows
/// <see cref="SocketError.NoBufferSpaceAvailable"/>; any other exception is given back as it is. To look takes a
/// fraction of a second where the machine has a hundred thousand sockets, and nothing but the failure pays for it.
/// </remarks>
internal static class PortErrors
{
    /// <summary>Whether the error is one that has to do with the local address or port.</summary>
    public static bool IsAboutPorts(SocketError error) =>
        error is SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse ||
        (error == SocketError.NoBufferSpaceAvailable && OperatingSystem.IsWindows());

    /// <summary>Explains why a socket could not be bound.</summary>
    /// <param name="error">What the bind threw.</param>
    /// <param name="local">The endpoint that it was to be bound to.</param>
    /// <param name="socket">The socket, for a port range of its own; may be null.</param>
    /// <returns>A <see cref="PortException"/> with <paramref name="error"/> inside, or <paramref name="error"/> itself.</returns>
    public static SocketException ExplainBind(SocketException error, IPEndPoint local, Socket? socket = null)
    {
        if (error is PortException || !IsAboutPorts(error.SocketErrorCode))
            return error;

        (PortErrorCause cause, string message) =
            !AddressProbe.IsLocal(local.Address) ? BindMessages.NotLocal(local.Address) :
            local.Port != 0 ? BindMessages.NotShared(local, PortHolder.Find(local)) :
            PortPressure.Measure(local.Address, remote: null, socket).ExplainBind(local.Address);

        return new PortException(cause, error.SocketErrorCode, message, error) { LocalEndPoint = local };
    }

    /// <summary>Explains why a socket could not be connected.</summary>
    /// <param name="error">What the connect threw.</param>
    /// <param name="local">What the socket was bound to, with port 0 where the connect was to choose it; null where it was not bound.</param>
    /// <param name="remote">Where it was to be connected to.</param>
    /// <param name="socket">The socket, for a port range of its own; may be null.</param>
    /// <returns>A <see cref="PortException"/> with <paramref name="error"/> inside, or <paramref name="error"/> itself.</returns>
    public static SocketException ExplainConnect(SocketException error, IPEndPoint? local, EndPoint remote, Socket? socket = null)
    {
        if (error is PortException || !IsAboutPorts(error.SocketErrorCode))
            return error;

        (PortErrorCause cause, string message) = remote is IPEndPoint end
            ? ExplainConnect(local, end, socket)
            : ConnectMessages.NotLookedAt(local, remote);

        return new PortException(cause, error.SocketErrorCode, message, error) { LocalEndPoint = local, RemoteEndPoint = remote };
    }

    /// <summary>The exception for a socket that was connected to itself. The system reports no error for it.</summary>
    public static PortException SelfConnect(IPEndPoint local) =>
        new(PortErrorCause.SelfConnect, SocketError.ConnectionRefused, ConnectMessages.SelfConnect(local))
        {
            LocalEndPoint = local,
            RemoteEndPoint = local,
        };

    private static (PortErrorCause, string) ExplainConnect(IPEndPoint? local, IPEndPoint remote, Socket? socket)
    {
        bool isWildcard = local is null || Wildcard.Is(local.Address);
        if (!isWildcard && !AddressProbe.IsLocal(local!.Address))
            return BindMessages.NotLocal(local.Address);

        // What the system would choose by itself, for a socket that has chosen none.
        IPAddress? source = AddressProbe.SourceFor(isWildcard ? null : local!.Address, remote);
        if (source is null)
            return ConnectMessages.NoWay(local, remote);

        if (local is null || local.Port == 0)
            return PortPressure.Measure(source, remote, socket).ExplainConnect(source, remote);

        var from = new IPEndPoint(source, local.Port);
        return from.Equals(remote)
            ? (PortErrorCause.SelfConnect, ConnectMessages.SelfConnect(from))
            : ConnectMessages.Duplicate(from, remote, TcpSockets.Find(from, remote));
    }
}

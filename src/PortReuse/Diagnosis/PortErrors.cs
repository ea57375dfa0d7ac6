using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Connecting;
using PortReuse.Sockets;

namespace PortReuse.Diagnosis;

/// <summary>Tells why a bind or a connect failed, by looking at the machine right after it.</summary>
/// <remarks>
/// Only <see cref="SocketError.AddressNotAvailable"/> and <see cref="SocketError.AddressAlreadyInUse"/> are explained, and on Windows
/// <see cref="SocketError.NoBufferSpaceAvailable"/>; any other exception is given back as it is. To look takes a
/// fraction of a second where the machine has a hundred thousand sockets; many failures share one look (<see cref="PortSurvey"/>).
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
    /// <param name="user">Whose socket it is.</param>
    /// <returns>A <see cref="PortException"/> with <paramref name="error"/> inside, or <paramref name="error"/> itself.</returns>
    public static SocketException ExplainBind(
        SocketException error, IPEndPoint local, Socket? socket = null, SocketOwner user = SocketOwner.Program)
    {
        if (error is PortException || !IsAboutPorts(error.SocketErrorCode))
        {
            return error;
        }

        var refusal = RefusalOf(user, local, socket);
        (var cause, var message) =
            !AddressProbe.IsLocal(local.Address) ? BindMessages.NotLocal(local.Address) :
            local.Port == 0 ? ExhaustionMessages.Bind(local.Address, Ask(local.Address, null, socket), user, refusal) :
            BindMessages.NotShared(local, PortHolder.Find(local), user);

        return new PortException(cause, error.SocketErrorCode, message,
            error) { LocalEndPoint = local, IsDeferralRefused = refusal is not null };
    }

    /// <summary>Explains why a socket could not be connected.</summary>
    /// <param name="error">What the connect threw.</param>
    /// <param name="local">
    /// What the socket was bound to, with port 0 where the connect was to choose it; null where it was not bound.
    /// </param>
    /// <param name="remote">Where it was to be connected to.</param>
    /// <param name="socket">The socket, for a port range of its own; may be null.</param>
    /// <param name="user">Whose socket it is.</param>
    /// <returns>A <see cref="PortException"/> with <paramref name="error"/> inside, or <paramref name="error"/> itself.</returns>
    public static SocketException ExplainConnect(
        SocketException error, IPEndPoint? local, EndPoint remote, Socket? socket = null, SocketOwner user = SocketOwner.Program)
    {
        if (error is PortException || !IsAboutPorts(error.SocketErrorCode))
        {
            return error;
        }

        var refusal = RefusalOf(user, local, socket);
        (var cause, var message) = remote is IPEndPoint end
            ? ExplainConnect(local, end, socket, user, refusal)
            : ConnectMessages.NotLookedAt(local, remote);

        return new PortException(cause, error.SocketErrorCode, message, error)
        {
            LocalEndPoint = local,
            RemoteEndPoint = remote,
            IsDeferralRefused = refusal is not null,
        };
    }

    /// <summary>The exception for a socket that was connected to itself. The system reports no error for it.</summary>
    public static PortException SelfConnect(IPEndPoint local) =>
        new(PortErrorCause.SelfConnect, SocketError.ConnectionRefused, ConnectMessages.SelfConnect(local))
        {
            LocalEndPoint = local,
            RemoteEndPoint = local,
        };

    private static (PortErrorCause, string) ExplainConnect(
        IPEndPoint? local, IPEndPoint remote, Socket? socket, SocketOwner user, string? refusal)
    {
        // Connections that fill the range say all: their address is local, and there is a way. To ask the system for that takes as much as
        // the connect.
        if (socket is not null && refusal is null && local is { Port: 0 } && !Wildcard.Is(local.Address) &&
            Ask(local.Address, remote, socket) is { IsFullByConnections: true } full)
        {
            return ExhaustionMessages.Connect(local.Address, remote, full, user);
        }

        // What the system would choose by itself, for a socket that has chosen none.
        var isWildcard = local is null || Wildcard.Is(local.Address);
        var source = AddressProbe.SourceFor(isWildcard ? null : local!.Address, remote);
        if (source is null)
        {
            return isWildcard || AddressProbe.IsLocal(local!.Address)
                ? ConnectMessages.NoWay(local, remote)
                : BindMessages.NotLocal(local.Address);
        }

        var port = local is null ? 0 : refusal is null || socket is null ? local.Port : PortOf(socket);
        if (port == 0)
        {
            return ExhaustionMessages.Connect(source, remote, Ask(source, remote, socket), user);
        }

        var from = new IPEndPoint(source, port);
        return from.Equals(remote)
            ? (PortErrorCause.SelfConnect, ConnectMessages.SelfConnect(from))
            : ConnectMessages.Duplicate(from, remote, TcpSockets.Find(from, remote));
    }

    private static PortPressure Ask(IPAddress source, IPEndPoint? remote, Socket? socket) =>
        PortSurvey.Ask(PortQuestion.Of(source, remote, socket), source);

    // A socket of the user's may never have asked for it; then it is only known that it would have been refused.
    private static string? RefusalOf(SocketOwner user, IPEndPoint? local, Socket? socket) =>
        local is not { Port: 0 } || Wildcard.Is(local.Address) || user == SocketOwner.Listener ? null :
        user == SocketOwner.Connector && socket is not null ? DeferredPort.RefusalOn(socket) :
        DeferredPort.Refusal;

    private static int PortOf(Socket socket)
    {
        try
        {
            return SocketName.Read(socket)?.Port ?? 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }
}

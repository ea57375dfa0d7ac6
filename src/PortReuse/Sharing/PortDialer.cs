using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PortReuse;

/// <summary>Dials for a <see cref="SharedPort"/>.</summary>
internal sealed class PortDialer(IReadOnlyList<IPEndPoint> listeners, Arrivals arrivals, SharedPortOptions options)
{
    // A peer that gives its own dial up again and again, just when this side's meets it.
    private const int MostResets = 8;

    public async ValueTask<DialResult> DialAsync(IPEndPoint remote, DialPolicy policy, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IPAddress source = options.Network.Call(remote, static remote => AddressProbe.SourceFor(null, remote)) ?? Wildcard(remote.AddressFamily);
        RefuseOneself(remote, source);

        IPEndPoint? local = LocalChoice.Choose(listeners, remote, source);
        PortException? failure = null;
        if (policy != DialPolicy.Fresh)
        {
            if (local is null)
            {
                failure = DialErrors.NoListener(remote);
            }
            else
            {
                DialResult? result;
                (result, failure) = await DialSharedAsync(local, remote, cancellationToken).ConfigureAwait(false);
                if (result is not null)
                    return result.Value;
            }

            if (policy == DialPolicy.Require)
                throw failure!;
            PortMeter.Fallback(failure!.Cause);
        }

        bool keepAddress = local is not null && failure?.Cause != PortErrorCause.AddressNotLocal;
        IPEndPoint? from = keepAddress ? new IPEndPoint(local!.Address, 0) : null;
        Socket fresh = await ConnectFreshAsync(from, remote, cancellationToken).ConfigureAwait(false);
        return new DialResult(fresh, DialOutcome.FreshPort, failure?.Cause);
    }

    /// <summary>The connection between the two endpoints, whoever made it; or why there cannot be one now.</summary>
    private async ValueTask<(DialResult? Result, PortException? Failure)> DialSharedAsync(
        IPEndPoint local, IPEndPoint remote, CancellationToken cancellationToken)
    {
        PendingDial dial = await arrivals.BeginDialAsync(new ConnectionKey(local, remote), cancellationToken).ConfigureAwait(false);
        Socket? dialed = null;
        try
        {
            TimeSpan pause = Collision.FirstPause;
            long begin = Stopwatch.GetTimestamp();
            int resets = 0;
            while (true)
            {
                if (arrivals.TakeOffer(dial) is { } accepted)
                    return (new DialResult(accepted, DialOutcome.Accepted), null);

                Attempt attempt = await TryConnectAsync(local, remote, cancellationToken).ConfigureAwait(false);
                dialed = attempt.Socket;
                if (dialed is not null)
                {
                    bool simultaneous = TcpInfo.IsSimultaneousOpen(dialed);
                    return (new DialResult(dialed, simultaneous ? DialOutcome.SimultaneousOpen : DialOutcome.Dialed), null);
                }

                if (attempt.BindFailure is not null)
                    return (null, attempt.BindFailure);

                if (attempt.Collision is not { } collision)
                {
                    if (++resets > MostResets)
                        throw attempt.Reset!;
                    continue;
                }

                TcpSocketState? state = options.Network.Call(dial.Key, static key => TcpSockets.Find(key.Local, key.Remote));
                if (!Collision.IsPeerOnTheWay(state, arrivals.IsHandedOut(dial.Key), Stopwatch.GetElapsedTime(begin)))
                {
                    if (arrivals.TakeOffer(dial) is { } late)
                        return (new DialResult(late, DialOutcome.Accepted), null);
                    return (null, Explain(collision, local, remote, state));
                }

                await arrivals.WaitForOfferAsync(dial, pause, cancellationToken).ConfigureAwait(false);
                pause = pause * 2 < Collision.LongestPause ? pause * 2 : Collision.LongestPause;
            }
        }
        finally
        {
            arrivals.EndDial(dial, dialed);
        }
    }

    private async ValueTask<Attempt> TryConnectAsync(IPEndPoint local, IPEndPoint remote, CancellationToken cancellationToken)
    {
        Socket socket = options.Network.Call(remote.AddressFamily, SharedListeners.NewSocket);
        bool isConnected = false;
        try
        {
            SharedListeners.Share(socket);
            options.ConfigureSocket?.Invoke(socket);
            if (Bind(socket, local) is { } failure)
                return new Attempt { BindFailure = failure };

            PortMeter.Attempt(remote.AddressFamily);
            await socket.ConnectAsync(remote, cancellationToken).ConfigureAwait(false);
            isConnected = true;
            return new Attempt { Socket = socket };
        }
        catch (SocketException e) when (e is not PortException && PortErrors.IsAboutPorts(e.SocketErrorCode))
        {
            return new Attempt { Collision = e };
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset && TcpInfo.WasNeverConnected(socket))
        {
            // Only a connect that has met one of the peer can end so: the peer has given its own up. It listens, and can be dialed.
            return new Attempt { Reset = e };
        }
        finally
        {
            if (!isConnected)
                socket.Dispose();
        }
    }

    private async ValueTask<Socket> ConnectFreshAsync(IPEndPoint? local, IPEndPoint remote, CancellationToken cancellationToken)
    {
        Socket socket = options.Network.Call(remote.AddressFamily, SharedListeners.NewSocket);
        try
        {
            options.ConfigureSocket?.Invoke(socket);
            if (local is not null)
            {
                try
                {
                    socket.BindForConnect(local);
                }
                catch (SocketException e)
                {
                    throw ExplainBind(e, local, socket);
                }
            }

            PortMeter.Attempt(remote.AddressFamily);
            try
            {
                await socket.ConnectAsync(remote, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException e)
            {
                throw options.Network.Call(
                    (e, local, remote, socket), static failed => PortErrors.ExplainConnect(failed.e, failed.local, failed.remote, failed.socket));
            }

            // Where nothing listens at the peer's endpoint and it is of this machine, the system may choose just that port.
            return socket.LocalEndPoint!.Equals(remote) ? throw PortErrors.SelfConnect(remote) : socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private PortException? Bind(Socket socket, IPEndPoint local)
    {
        try
        {
            socket.Bind(local);
            return null;
        }
        catch (SocketException e)
        {
            if (ExplainBind(e, local, socket) is PortException failure)
                return failure;
            throw;
        }
    }

    private SocketException ExplainBind(SocketException error, IPEndPoint local, Socket socket) =>
        options.Network.Call((error, local, socket), static failed => PortErrors.ExplainBind(failed.error, failed.local, failed.socket));

    private PortException Explain(SocketException error, IPEndPoint local, IPEndPoint remote, TcpSocketState? state)
    {
        if (state is null)
        {
            return (PortException)options.Network.Call(
                (error, local, remote), static failed => PortErrors.ExplainConnect(failed.error, failed.local, failed.remote));
        }

        (PortErrorCause cause, string message) = ConnectMessages.Duplicate(local, remote, state);
        return new PortException(cause, error.SocketErrorCode, message, error) { LocalEndPoint = local, RemoteEndPoint = remote };
    }

    private void RefuseOneself(IPEndPoint remote, IPAddress source)
    {
        foreach (IPEndPoint listener in listeners)
        {
            if (listener.Port != remote.Port || listener.AddressFamily != remote.AddressFamily)
                continue;

            bool isOwn = listener.Address.Equals(remote.Address) || (SocketExtensions.IsWildcard(listener.Address) &&
                options.Network.Call((remote.Address, source), static peer => OwnAddress.Is(peer.Address, peer.source)));
            if (isOwn)
                throw DialErrors.Oneself(listener, remote);
        }
    }

    private static IPAddress Wildcard(AddressFamily family) => family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;

    /// <summary>How one connect ended; one of them is set.</summary>
    private readonly struct Attempt
    {
        public Socket? Socket { get; init; }

        public PortException? BindFailure { get; init; }

        public SocketException? Collision { get; init; }

        public SocketException? Reset { get; init; }
    }
}

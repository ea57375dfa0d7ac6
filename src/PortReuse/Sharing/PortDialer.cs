using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Connecting;
using PortReuse.Diagnosis;
using PortReuse.Metering;

namespace PortReuse.Sharing;

/// <summary>Dials for a <see cref="SharedPort"/>.</summary>
internal sealed class PortDialer(IReadOnlyList<IPEndPoint> listeners, Arrivals arrivals, SharedPortOptions options)
{
    // A peer that gives its own dial up again and again, just when this side's meets it.
    private const int MostResetsOfCrossings = 8;

    // The peer's dial may have given way to this one, and have been given up, without a trace at this side. Or the peer has closed
    // what it accepted, and may do so again.
    private const int MostOtherResets = 1;

    private readonly SocketOpener _fresh = new(options.ConfigureSocket);
    private readonly SocketOpener _shared = new(socket =>
    {
        SharedListeners.Share(socket);
        options.ConfigureSocket?.Invoke(socket);
    });

    public async ValueTask<DialResult> DialAsync(IPEndPoint remote, DialPolicy policy, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var source = options.Network.Call(remote, static remote => AddressProbe.SourceFor(null, remote))
            ?? Wildcard.Of(remote.AddressFamily);
        RefuseOneself(remote, source);

        var local = LocalChoice.Choose(listeners, remote, source);
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
                remote = CanonicalEndPoint.InZoneOf(local, remote);
                (result, failure) = await DialSharedAsync(local, remote, cancellationToken).ConfigureAwait(false);
                if (result is not null)
                {
                    return result.Value;
                }
            }

            if (policy == DialPolicy.Require)
            {
                throw failure!;
            }

            PortMeter.Fallback(failure!.Cause);
        }

        var keepAddress = local is not null && failure?.Cause != PortErrorCause.AddressNotLocal;
        var from = new IPEndPoint(keepAddress ? local!.Address : Wildcard.Of(remote.AddressFamily), 0);
        var fresh = await options.Network.Call(
            (_fresh, from, remote, cancellationToken),
            static call =>
                Attempt.ConnectAsync(call._fresh, call.from, call.remote, explain: true, call.cancellationToken)).ConfigureAwait(false);
        return new DialResult(fresh, DialOutcome.FreshPort, failure?.Cause);
    }

    /// <summary>The connection between the two endpoints, made by either side; or the reason why there cannot be one now.</summary>
    private async ValueTask<(DialResult? Result, PortException? Failure)> DialSharedAsync(
        IPEndPoint local, IPEndPoint remote, CancellationToken cancellationToken)
    {
        var dial = await arrivals.BeginDialAsync(new ConnectionKey(local, remote), cancellationToken).ConfigureAwait(false);
        Socket? dialed = null;
        try
        {
            var pause = Collision.FirstPause;
            var begin = Stopwatch.GetTimestamp();
            int resetsOfCrossings = 0, otherResets = 0;
            while (true)
            {
                if (arrivals.TakeOffer(dial) is { } accepted)
                {
                    return (new DialResult(accepted, DialOutcome.Accepted), null);
                }

                var ending = await TryConnectAsync(dial, local, remote, cancellationToken).ConfigureAwait(false);
                dialed = ending.Socket;
                if (dialed is not null)
                {
                    var simultaneous = TcpInfo.IsSimultaneousOpen(dialed);
                    return (new DialResult(dialed, simultaneous ? DialOutcome.SimultaneousOpen : DialOutcome.Dialed), null);
                }

                if (ending.BindFailure is not null)
                {
                    return (null, ending.BindFailure);
                }

                if (ending.IsOvertaken)
                {
                    continue;
                }

                if (ending.Collision is not { } collision)
                {
                    var isOneTooMany = ending.IsCrossing ? ++resetsOfCrossings > MostResetsOfCrossings : ++otherResets > MostOtherResets;
                    if (isOneTooMany)
                    {
                        throw ending.Reset!;
                    }

                    continue;
                }

                (var isFound, var state) = options.Network.Call(
                    dial.Key, static key => (TcpSockets.TryFindAtOnce(key.Local, key.Remote, out var found), found));
                if (!isFound)
                {
                    // Before all connections are read, for want of a better way, the peer's has mostly come.
                    if (pause < Collision.PauseToRead && !arrivals.IsHandedOut(dial.Key))
                    {
                        await arrivals.WaitForOfferAsync(dial, pause, cancellationToken).ConfigureAwait(false);
                        pause *= 2;
                        continue;
                    }

                    // Others may have to be looked for first, and the peer's connection may come sooner.
                    var look = options.Network.Connections.AskAsync(dial.Key);
                    await Task.WhenAny(look, arrivals.OfferOf(dial)).WaitAsync(cancellationToken).ConfigureAwait(false);
                    if (!look.IsCompleted)
                    {
                        continue;
                    }

                    state = await look.ConfigureAwait(false);
                }

                if (!Collision.IsPeerOnTheWay(state, arrivals.IsHandedOut(dial.Key), Stopwatch.GetElapsedTime(begin)))
                {
                    if (arrivals.TakeOffer(dial) is { } late)
                    {
                        return (new DialResult(late, DialOutcome.Accepted), null);
                    }

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

    private async ValueTask<Ending> TryConnectAsync(
        PendingDial dial, IPEndPoint local, IPEndPoint remote, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Socket socket;
        try
        {
            socket = options.Network.Call((_shared, local), static call => call._shared.Open(call.local));
        }
        catch (PortException e)
        {
            return new Ending { BindFailure = e };
        }

        var isConnected = false;
        using var overtaken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var connect = socket.ConnectAsync(remote, overtaken.Token).AsTask();
            await WaitForEitherAsync(connect, dial).ConfigureAwait(false);
            if (!connect.IsCompleted)
            {
                await overtaken.CancelAsync().ConfigureAwait(false);
            }

            await connect.ConfigureAwait(false);
            Attempt.RefuseClosed(socket, overtaken.Token);
            isConnected = true;
            return new Ending { Socket = socket };
        }
        catch (SocketException e) when (PortErrors.IsAboutPorts(e.SocketErrorCode))
        {
            return new Ending { Collision = e };
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The peer has given up its own connect, or what it accepted, before the caller could be told. It listens, and can be dialed.
            // A cancellation that came with the reset may have closed the socket; see Attempt.
            cancellationToken.ThrowIfCancellationRequested();
            return overtaken.IsCancellationRequested
                ? new Ending { IsOvertaken = true }
                : new Ending { Reset = e, IsCrossing = TcpInfo.HadMetAConnect(socket) };
        }
        catch (OperationCanceledException) when (overtaken.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Ending { IsOvertaken = true };
        }
        finally
        {
            if (!isConnected)
            {
                socket.Dispose();
            }
        }
    }

    /// <summary>
    /// Returns when the connect has ended, or when the peer's connection has arrived: the connect may then never be answered.
    /// </summary>
    /// <remarks>
    /// Linux before 6.1.97 and 6.9.8 lets a connect go out although its own listener is about to accept the peer's, a few times in a
    /// thousand crossed dials. The peer has its connection and takes no other between the same endpoints, and the system would give up
    /// after two minutes.
    /// </remarks>
    private async ValueTask WaitForEitherAsync(Task connect, PendingDial dial)
    {
        if (connect.IsCompleted)
        {
            return;
        }

        Task either = Task.WhenAny(connect, arrivals.OfferOf(dial));
        try
        {
            await either.WaitAsync(Collision.LongestSilence).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            arrivals.LookFurtherFor(dial);
            await either.ConfigureAwait(false);
        }
    }

    private PortException Explain(SocketException error, IPEndPoint local, IPEndPoint remote, TcpSocketState? state)
    {
        if (state is null)
        {
            return (PortException)options.Network.Call(
                (error, local, remote), static failed => PortErrors.ExplainConnect(failed.error, failed.local, failed.remote));
        }

        (var cause, var message) = ConnectMessages.Duplicate(local, remote, state);
        return new PortException(cause, error.SocketErrorCode, message, error) { LocalEndPoint = local, RemoteEndPoint = remote };
    }

    private void RefuseOneself(IPEndPoint remote, IPAddress source)
    {
        foreach (var listener in listeners)
        {
            if (listener.Port != remote.Port || listener.AddressFamily != remote.AddressFamily)
            {
                continue;
            }

            var isOwn = AddressBytes.AreEqual(listener.Address, remote.Address) || (Wildcard.Is(listener.Address) &&
                options.Network.Call((remote.Address, source), static peer => OwnAddress.Is(peer.Address, peer.source)));
            if (isOwn)
            {
                throw DialErrors.Oneself(listener, remote);
            }
        }
    }

    /// <summary>How one connect ended; one of the first five is set.</summary>
    private readonly struct Ending
    {
        public Socket? Socket { get; init; }

        public PortException? BindFailure { get; init; }

        public SocketException? Collision { get; init; }

        public SocketException? Reset { get; init; }

        /// <summary>Whether it was given up because the peer's connection had come.</summary>
        public bool IsOvertaken { get; init; }

        /// <summary>Whether what was reset had met a connect of the peer.</summary>
        public bool IsCrossing { get; init; }
    }
}

using System.Net.Sockets;
using PortReuse.Addresses;

namespace PortReuse.Sharing;

/// <summary>Hands each accepted connection to the dial between the same endpoints, or else to a caller of AcceptAsync.</summary>
/// <remarks>
/// One lock covers all of it, so that each connection is given away once: to a dial that is under way, to a call that waits to accept,
/// or to those that are unclaimed, from where either kind takes it later.
/// </remarks>
internal sealed class Arrivals(int maxUnclaimed)
{
    private readonly object _gate = new();
    private readonly UnclaimedConnections _unclaimed = new();
    private readonly AcceptingCalls _accepting = new();
    private readonly Dictionary<ConnectionKey, PendingDial> _dials = [];
    private readonly HandedOut _handedOut = new();
    private readonly RoomSignal _room = new();
    private int _waitingDials;
    private bool _isClosed;

    /// <summary>Takes a connection in and gives it away, or keeps it.</summary>
    public void Add(Socket socket)
    {
        ConnectionKey key;
        try
        {
            key = ConnectionKey.Of(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        Socket? tooLate = null;
        lock (_gate)
        {
            if (!_isClosed && _dials.TryGetValue(key, out var dial) && dial.Offered is null)
            {
                Offer(dial, socket);
            }
            else
            {
                tooLate = GiveToAccept(key, socket);
            }
        }

        tooLate?.Dispose();
    }

    /// <summary>Lets the call that has waited for longest throw what the system answered the listener with.</summary>
    /// <remarks>
    /// It is not kept for a later call, when it may be over. The listener tries again in a moment, and then that one is told.
    /// </remarks>
    public void Fail(SocketException failure)
    {
        lock (_gate)
        {
            if (_accepting.TryTakeFirst(out var waiting))
            {
                waiting.SetException(failure);
            }
        }
    }

    /// <summary>Completes when another connection may be taken from the system.</summary>
    public Task WaitForRoomAsync()
    {
        lock (_gate)
        {
            return HasRoom() ? Task.CompletedTask : _room.WaitAsync();
        }
    }

    /// <summary>The connection that has been unclaimed for longest, or the next one that comes.</summary>
    /// <exception cref="ObjectDisposedException">The port is closed, or is while this waits.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; no connection was lost by it.</exception>
    /// <exception cref="SocketException">The system could not accept a connection.</exception>
    public ValueTask<Socket> AcceptAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource<Socket>> waiting;
        lock (_gate)
        {
            if (_isClosed)
            {
                return ValueTask.FromException<Socket>(Closed());
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return ValueTask.FromCanceled<Socket>(cancellationToken);
            }

            if (_unclaimed.TryTakeFirst(out var key, out var first))
            {
                SignalRoom();
                _handedOut.Add(key, first);
                return ValueTask.FromResult(first);
            }

            waiting = _accepting.Add();
        }

        return cancellationToken.CanBeCanceled ? WaitAsync(waiting, cancellationToken) : new ValueTask<Socket>(waiting.Value.Task);
    }

    /// <summary>Begins a dial, after any other one between the same endpoints has ended. It may have an offer already.</summary>
    /// <exception cref="ObjectDisposedException">The port is closed.</exception>
    public async ValueTask<PendingDial> BeginDialAsync(ConnectionKey key, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task other;
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isClosed, typeof(SharedPort));
                if (!_dials.TryGetValue(key, out var dial))
                {
                    dial = new PendingDial(key) { Offered = _unclaimed.TakeOpen(key) };
                    _dials.Add(key, dial);
                    SignalRoom();
                    return dial;
                }

                other = dial.Ended.Task;
            }

            await other.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The peer's connection, if it has come and is still open; it is the caller's then.</summary>
    public Socket? TakeOffer(PendingDial dial)
    {
        Socket? tooLate;
        lock (_gate)
        {
            if (dial.Offered is not { } socket)
            {
                return null;
            }

            dial.Offered = null;
            dial.Arrived = null;
            if (TcpInfo.IsOpen(socket))
            {
                _handedOut.Add(dial.Key, socket);
                return socket;
            }

            tooLate = GiveToAccept(dial.Key, socket); // Closed by the peer, it is no end of a collision, and the dial goes on.
        }

        tooLate?.Dispose();
        return null;
    }

    /// <summary>Completes when there is an offer.</summary>
    public Task OfferOf(PendingDial dial)
    {
        lock (_gate)
        {
            if (dial.Offered is not null)
            {
                return Task.CompletedTask;
            }

            dial.Arrived ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return dial.Arrived.Task;
        }
    }

    /// <summary>Accepts every connection until the dial ends: the peer's may be queued behind unclaimed ones.</summary>
    public void LookFurtherFor(PendingDial dial)
    {
        lock (_gate)
        {
            if (dial.IsWaiting)
            {
                return;
            }

            dial.IsWaiting = true;
            _waitingDials++;
            _room.Signal();
        }
    }

    /// <summary>Waits until the peer's connection comes, but no longer than that time.</summary>
    public async ValueTask WaitForOfferAsync(PendingDial dial, TimeSpan time, CancellationToken cancellationToken)
    {
        LookFurtherFor(dial);
        try
        {
            await OfferOf(dial).WaitAsync(time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }
    }

    /// <summary>Whether the user has been given a connection between these endpoints that is open still.</summary>
    public bool IsHandedOut(ConnectionKey key)
    {
        lock (_gate)
        {
            return _handedOut.IsOpen(key);
        }
    }

    /// <summary>Ends a dial. An offer that it has not taken goes to a caller of AcceptAsync.</summary>
    /// <param name="dial">The dial.</param>
    /// <param name="dialed">The connection that it made and gives to the user, or null.</param>
    public void EndDial(PendingDial dial, Socket? dialed)
    {
        Socket? tooLate = null;
        lock (_gate)
        {
            _dials.Remove(dial.Key);
            if (dial.IsWaiting)
            {
                _waitingDials--;
            }

            if (dial.Offered is { } offered)
            {
                dial.Offered = null;
                tooLate = GiveToAccept(dial.Key, offered);
            }

            if (dialed is not null)
            {
                _handedOut.Add(dial.Key, dialed);
            }
        }

        tooLate?.Dispose();
        dial.Ended.SetResult();
    }

    /// <summary>Gives nothing away from now on. What is unclaimed is closed, and every waiting call ends.</summary>
    public void Close()
    {
        List<Socket> sockets;
        List<TaskCompletionSource<Socket>> accepting;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            sockets = _unclaimed.TakeAll();
            accepting = _accepting.TakeAll();
            _room.Signal();
        }

        foreach (var socket in sockets)
        {
            socket.Dispose();
        }

        foreach (var waiting in accepting)
        {
            waiting.SetException(Closed());
        }
    }

    private async ValueTask<Socket> WaitAsync(LinkedListNode<TaskCompletionSource<Socket>> waiting, CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(_ => Cancel(waiting, cancellationToken), null))
        {
            return await waiting.Value.Task.ConfigureAwait(false);
        }
    }

    private void Cancel(LinkedListNode<TaskCompletionSource<Socket>> waiting, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_accepting.TryTake(waiting))
            {
                return; // It has its connection already, and keeps it.
            }
        }

        waiting.Value.SetCanceled(cancellationToken);
    }

    private static void Offer(PendingDial dial, Socket socket)
    {
        dial.Offered = socket;
        dial.Arrived?.TrySetResult();
    }

    /// <summary>Gives the connection to a caller of AcceptAsync, now or later.</summary>
    /// <returns>Null; or, if no call will ever accept it, the connection, which the caller closes outside the lock.</returns>
    private Socket? GiveToAccept(ConnectionKey key, Socket socket)
    {
        if (_isClosed)
        {
            return socket;
        }

        if (_accepting.TryTakeFirst(out var waiting))
        {
            _handedOut.Add(key, socket);
            waiting.SetResult(socket);
        }
        else
        {
            _unclaimed.Add(key, socket);
        }

        return null;
    }

    private void SignalRoom()
    {
        if (HasRoom())
        {
            _room.Signal();
        }
    }

    private bool HasRoom() => _isClosed || _unclaimed.Count < maxUnclaimed || _waitingDials > 0;

    private static ObjectDisposedException Closed() => new(typeof(SharedPort).FullName);
}

using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests;

/// <summary>What comes to the listener of a shared port, and what becomes of it.</summary>
public class SharedPortAcceptTests
{
    [LinuxFact]
    public async Task They_are_given_in_the_order_in_which_they_came()
    {
        await using SharedPort port = Listen();
        var clients = new List<Socket>();
        for (int i = 0; i < 20; i++)
            clients.Add(Connect(port));

        foreach (Socket client in clients)
        {
            using Socket accepted = await port.AcceptAsync();
            Connected.ExpectOne(client, accepted);
        }

        clients.ForEach(client => client.Dispose());
    }

    [LinuxFact]
    public async Task A_cancelled_call_loses_no_connection()
    {
        const int rounds = 500;
        await using SharedPort port = Listen();
        int cancelled = 0;
        for (int i = 0; i < rounds; i++)
        {
            using var cancellation = new CancellationTokenSource();
            Task<Socket> accept = port.AcceptAsync(cancellation.Token).AsTask();
            Task cancel = Task.Run(cancellation.Cancel);
            using Socket client = Connect(port);
            Socket accepted;
            try
            {
                accepted = await accept;
            }
            catch (OperationCanceledException e)
            {
                Assert.Equal(cancellation.Token, e.CancellationToken);
                cancelled++;
                accepted = await port.AcceptAsync();
            }

            Assert.Equal(client.LocalEndPoint, accepted.RemoteEndPoint);
            Reset.Close(accepted);
            await cancel;
        }

        Assert.InRange(cancelled, 1, rounds);
    }

    [LinuxFact]
    public async Task A_call_that_is_cancelled_before_takes_nothing()
    {
        await using SharedPort port = Listen();
        using Socket client = Connect(port);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => port.AcceptAsync(new CancellationToken(canceled: true)).AsTask());

        using Socket accepted = await port.AcceptAsync();
        Connected.ExpectOne(client, accepted);
    }

    [LinuxFact]
    public async Task A_peer_s_connection_behind_others_that_nobody_claims_is_found_by_the_dial()
    {
        await using SharedPort a = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0), new SharedPortOptions { MaxUnclaimed = 2 });
        await using SharedPort b = Listen();
        var others = new List<Socket>();
        for (int i = 0; i < 10; i++)
            others.Add(Connect(a));
        DialResult ofB = await b.DialAsync(a.LocalEndPoint, DialPolicy.Require);

        DialResult ofA = await a.DialAsync(b.LocalEndPoint);

        Assert.Equal(DialOutcome.Accepted, ofA.Outcome);
        Connected.ExpectOne(ofA.Socket, ofB.Socket);
        foreach (Socket other in others)
        {
            using Socket accepted = await a.AcceptAsync();
            Connected.ExpectOne(other, accepted);
            other.Dispose();
        }

        ofA.Socket.Dispose();
        ofB.Socket.Dispose();
    }

    [LinuxFact]
    public async Task No_more_than_the_limit_are_taken_from_the_system()
    {
        const int limit = 3;
        await using SharedPort port = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0), new SharedPortOptions { MaxUnclaimed = limit });
        var clients = new List<Socket>();
        int before = OpenSockets.Count();
        for (int i = 0; i < 10; i++)
            clients.Add(Connect(port));

        // One that is claimed makes room for the next one, and for no other.
        for (int i = 0; i < clients.Count; i++)
        {
            Assert.InRange(OpenSockets.Count() - before - clients.Count, 0, limit);
            (await port.AcceptAsync()).Dispose();
        }

        clients.ForEach(client => client.Dispose());
    }

    [LinuxFact]
    public async Task A_failure_of_the_system_is_thrown_once_and_what_comes_later_is_accepted()
    {
        var arrivals = new Arrivals(maxUnclaimed: 1);
        Task<Socket> waiting = arrivals.AcceptAsync(CancellationToken.None).AsTask();

        arrivals.Fail(new SocketException((int)SocketError.TooManyOpenSockets));
        arrivals.Fail(new SocketException((int)SocketError.NoBufferSpaceAvailable));

        Assert.Equal(SocketError.TooManyOpenSockets, await Dial.ErrorAsync(() => waiting));
        Assert.Equal(SocketError.NoBufferSpaceAvailable, await Dial.ErrorAsync(() => arrivals.AcceptAsync(CancellationToken.None).AsTask()));
        Task<Socket> next = arrivals.AcceptAsync(CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        using Socket client = NewSocket.IPv4();
        client.Connect(listener.LocalEndPoint!);
        using Socket accepted = listener.Accept();
        arrivals.Add(accepted);
        Assert.Same(accepted, await next);
    }

    [LinuxFact]
    public async Task A_connection_that_was_kept_for_a_dial_which_then_failed_goes_to_whoever_accepts()
    {
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        using Socket client = NewSocket.IPv4();
        client.Connect(listener.LocalEndPoint!);
        using Socket accepted = listener.Accept();
        var arrivals = new Arrivals(maxUnclaimed: 1);
        PendingDial dial = await arrivals.BeginDialAsync(ConnectionKey.Of(accepted), CancellationToken.None);
        Task<Socket> accept = arrivals.AcceptAsync(CancellationToken.None).AsTask();
        arrivals.Add(accepted);
        Assert.False(accept.IsCompleted);

        arrivals.EndDial(dial, dialed: null);

        Assert.Same(accepted, await accept);
    }

    [LinuxFact]
    public async Task A_dial_that_leaves_a_closed_connection_leaves_the_order_too()
    {
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        using Socket closed = NewSocket.IPv4(), client = NewSocket.IPv4();
        closed.Connect(listener.LocalEndPoint!);
        closed.Shutdown(SocketShutdown.Send);
        client.Connect(listener.LocalEndPoint!);
        using Socket first = listener.Accept(), second = listener.Accept();
        Assert.Equal(0, first.Receive(new byte[1]));
        var arrivals = new Arrivals(maxUnclaimed: 2);
        arrivals.Add(first);
        arrivals.Add(second);

        PendingDial dial = await arrivals.BeginDialAsync(ConnectionKey.Of(first), CancellationToken.None);
        Assert.Null(arrivals.TakeOffer(dial));
        arrivals.EndDial(dial, dialed: null);

        Assert.Same(first, await arrivals.AcceptAsync(CancellationToken.None));
        Assert.Same(second, await arrivals.AcceptAsync(CancellationToken.None));
    }

    [LinuxFact]
    public async Task Disposal_ends_every_call_and_leaves_what_was_handed_over()
    {
        int before = OpenSockets.Count();
        SharedPort port = Listen();
        using Socket kept = Connect(port);
        Socket accepted = await port.AcceptAsync();
        using Socket client = Connect(port);
        Socket claimed = await port.AcceptAsync();
        claimed.Dispose();
        Task<Socket>[] waiting = [.. Enumerable.Range(0, 5).Select(_ => port.AcceptAsync().AsTask())];

        await port.DisposeAsync();

        foreach (Task<Socket> task in waiting)
            await Assert.ThrowsAsync<ObjectDisposedException>(() => task.WaitAsync(TimeSpan.FromSeconds(20)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => port.AcceptAsync().AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => port.DialAsync(new IPEndPoint(IPAddress.Loopback, 1)).AsTask());
        Connected.ExpectOne(kept, accepted);
        port.Dispose();
        await port.DisposeAsync();
        Assert.Equal(before + 3, OpenSockets.Count());
        accepted.Dispose();
    }

    [LinuxFact]
    public async Task Disposal_closes_what_nobody_has_claimed()
    {
        const int clients = 3;
        int before = OpenSockets.Count();
        SharedPort port = Listen();
        using var sockets = new SocketList();
        for (int i = 0; i < clients; i++)
            sockets.Add(Connect(port));
        bool areTaken = SpinWait.SpinUntil(() => OpenSockets.Count() == before + 1 + clients + clients, TimeSpan.FromSeconds(20));
        Assert.True(areTaken, "They were not accepted.");

        await port.DisposeAsync();

        Assert.Equal(before + clients, OpenSockets.Count());
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_comes_or_is_left_after_the_disposal_is_closed(bool forDial)
    {
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        using Socket client = NewSocket.IPv4();
        client.Connect(listener.LocalEndPoint!);
        using Socket accepted = listener.Accept();
        var arrivals = new Arrivals(maxUnclaimed: 1);
        if (forDial)
        {
            PendingDial dial = await arrivals.BeginDialAsync(ConnectionKey.Of(accepted), CancellationToken.None);
            arrivals.Add(accepted);
            arrivals.Close();
            Assert.False(accepted.SafeHandle.IsClosed); // The dial may still take it.
            arrivals.EndDial(dial, dialed: null);
        }
        else
        {
            arrivals.Close();
            arrivals.Add(accepted);
        }

        Assert.True(accepted.SafeHandle.IsClosed);
    }

    [LinuxFact]
    public async Task Disposal_in_the_midst_of_crossing_dials_and_accepts_leaves_no_socket()
    {
        int before = OpenSockets.Count();
        for (int i = 0; i < 100; i++)
        {
            SharedPort a = Listen(), b = Listen();
            var given = new List<Socket>();
            Task[] tasks =
            [
                Task.Run(() => Keep(given, async () => (await a.DialAsync(b.LocalEndPoint)).Socket)),
                Task.Run(() => Keep(given, async () => (await b.DialAsync(a.LocalEndPoint)).Socket)),
                Task.Run(() => Keep(given, async () => await a.AcceptAsync())),
                Task.Run(() => Keep(given, async () => await b.AcceptAsync())),
                Task.Run(() => a.DisposeAsync().AsTask()),
                Task.Run(() => b.DisposeAsync().AsTask()),
            ];
            await Task.WhenAll(tasks).WaitAsync(TimeSpan.FromSeconds(60));
            given.ForEach(Reset.Close);
            Assert.Equal(before, OpenSockets.Count());
        }
    }

    /// <summary>What a caller does as soon as its dial ends by a disposal is done outside of every lock.</summary>
    [LinuxFact]
    public async Task What_follows_a_dial_that_a_disposal_ends_may_dispose_on_another_thread()
    {
        using var unanswered = new UnansweredListener(IPAddress.Loopback);
        SharedPort port = Listen();
        Task<DialResult> first = port.DialAsync(unanswered.EndPoint).AsTask(), second = port.DialAsync(unanswered.EndPoint).AsTask();
        Task<bool> ofFirst = Task.Run(() => DisposesInTime(first)), ofSecond = Task.Run(() => DisposesInTime(second));

        await Task.Run(port.Dispose);

        Assert.True(await ofFirst && await ofSecond, "It waits for the disposal that it follows.");

        async Task<bool> DisposesInTime(Task<DialResult> dial)
        {
            try
            {
                await dial;
                return false;
            }
            catch (ObjectDisposedException)
            {
                return Task.Run(port.Dispose).Wait(TimeSpan.FromSeconds(10));
            }
        }
    }

    private static async Task Keep(List<Socket> given, Func<Task<Socket>> get)
    {
        try
        {
            Socket socket = await get();
            lock (given)
                given.Add(socket);
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
        }
    }

    private static SharedPort Listen() => SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0));

    private static Socket Connect(SharedPort port)
    {
        Socket client = NewSocket.IPv4();
        client.Connect(port.LocalEndPoint);
        return client;
    }
}

using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Sharing;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Sharing;

/// <summary>What comes to the listener of a shared port, and what becomes of it.</summary>
public class SharedPortAcceptTests
{
    [LinuxFact]
    public async Task They_are_given_in_the_order_in_which_they_came()
    {
        await using SharedPort port = Listen();
        var clients = new List<Socket>();
        for (var i = 0; i < 20; i++)
        {
            clients.Add(Connect(port));
        }

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
        var cancelled = 0;
        for (var i = 0; i < rounds; i++)
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
        for (var i = 0; i < 10; i++)
        {
            others.Add(Connect(a));
        }

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
        await using SharedPort port = SharedPort
            .Listen(new IPEndPoint(IPAddress.Loopback, 0), new SharedPortOptions { MaxUnclaimed = limit });
        var clients = new List<Socket>();
        var before = OpenSockets.Count();
        for (var i = 0; i < 10; i++)
        {
            clients.Add(Connect(port));
        }

        // One that is claimed makes room for the next one, and for no other.
        for (var i = 0; i < clients.Count; i++)
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

        Assert.Equal(SocketError.TooManyOpenSockets, await Dial.ErrorAsync(() => waiting));
        Task<Socket> next = arrivals.AcceptAsync(CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);
        using var pair = new ConnectedPair();
        arrivals.Add(pair.Accepted);
        Assert.Same(pair.Accepted, await next);
    }

    /// <summary>The listener tries again every moment. A failure that lasts is told to whoever waits then.</summary>
    [LinuxFact]
    public async Task A_failure_that_nobody_waited_for_is_over_when_somebody_does()
    {
        using ConnectedPair pair = new(), later = new();
        var arrivals = new Arrivals(maxUnclaimed: 2);
        arrivals.Fail(new SocketException((int)SocketError.TooManyOpenSockets));
        arrivals.Add(pair.Accepted);

        Assert.Same(pair.Accepted, await arrivals.AcceptAsync(CancellationToken.None));
        Task<Socket> next = arrivals.AcceptAsync(CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);
        arrivals.Add(later.Accepted);
        Assert.Same(later.Accepted, await next);
    }

    [LinuxFact]
    public async Task A_connection_that_was_kept_for_a_dial_which_then_failed_goes_to_whoever_accepts()
    {
        using var pair = new ConnectedPair();
        var arrivals = new Arrivals(maxUnclaimed: 1);
        PendingDial dial = await arrivals.BeginDialAsync(ConnectionKey.Of(pair.Accepted), CancellationToken.None);
        Task<Socket> accept = arrivals.AcceptAsync(CancellationToken.None).AsTask();
        arrivals.Add(pair.Accepted);
        Assert.False(accept.IsCompleted);

        arrivals.EndDial(dial, dialed: null);

        Assert.Same(pair.Accepted, await accept);
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

    private static SharedPort Listen() => SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0));

    private static Socket Connect(SharedPort port)
    {
        Socket client = NewSocket.IPv4();
        client.Connect(port.LocalEndPoint);
        return client;
    }
}

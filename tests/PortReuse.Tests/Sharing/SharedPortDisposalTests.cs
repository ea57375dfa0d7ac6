using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Sharing;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Sharing;

/// <summary>What becomes of the calls and connections of a shared port that is disposed of.</summary>
public class SharedPortDisposalTests
{
    [LinuxFact]
    public async Task Disposal_ends_every_call_and_leaves_what_was_handed_over()
    {
        var before = OpenSockets.Count();
        SharedPort port = Listen();
        using Socket kept = Connect(port);
        Socket accepted = await port.AcceptAsync();
        using Socket client = Connect(port);
        Socket claimed = await port.AcceptAsync();
        claimed.Dispose();
        Task<Socket>[] waiting = [.. Enumerable.Range(0, 5).Select(_ => port.AcceptAsync().AsTask())];

        await port.DisposeAsync();

        foreach (Task<Socket> task in waiting)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => task.WaitAsync(TimeSpan.FromSeconds(20)));
        }

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
        var before = OpenSockets.Count();
        SharedPort port = Listen();
        using var sockets = new SocketList();
        for (var i = 0; i < clients; i++)
        {
            sockets.Add(Connect(port));
        }

        var areTaken = SpinWait.SpinUntil(() => OpenSockets.Count() == before + 1 + clients + clients, TimeSpan.FromSeconds(20));
        Assert.True(areTaken, "They were not accepted.");

        await port.DisposeAsync();

        Assert.Equal(before + clients, OpenSockets.Count());
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_comes_or_is_left_after_the_disposal_is_closed(bool forDial)
    {
        using var pair = new ConnectedPair();
        var arrivals = new Arrivals(maxUnclaimed: 1);
        if (forDial)
        {
            PendingDial dial = await arrivals.BeginDialAsync(ConnectionKey.Of(pair.Accepted), CancellationToken.None);
            arrivals.Add(pair.Accepted);
            arrivals.Close();
            Assert.False(pair.Accepted.SafeHandle.IsClosed); // The dial may still take it.
            arrivals.EndDial(dial, dialed: null);
        }
        else
        {
            arrivals.Close();
            arrivals.Add(pair.Accepted);
        }

        Assert.True(pair.Accepted.SafeHandle.IsClosed);
    }

    /// <summary>A dial sees at its next step that what it was offered is closed, and then it belongs to nobody.</summary>
    [LinuxFact]
    public async Task What_a_dial_refuses_after_the_disposal_is_closed()
    {
        using var pair = new ConnectedPair();
        var arrivals = new Arrivals(maxUnclaimed: 1);
        PendingDial dial = await arrivals.BeginDialAsync(ConnectionKey.Of(pair.Accepted), CancellationToken.None);
        arrivals.Add(pair.Accepted);
        Reset.Close(pair.Client);
        arrivals.Close();

        Assert.Null(arrivals.TakeOffer(dial));

        Assert.True(pair.Accepted.SafeHandle.IsClosed);
    }

    [LinuxFact]
    public async Task Disposal_in_the_midst_of_crossing_dials_and_accepts_leaves_no_socket()
    {
        var before = OpenSockets.Count();
        for (var i = 0; i < 100; i++)
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
            {
                given.Add(socket);
            }
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

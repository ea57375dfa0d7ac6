using System.Net;
using System.Net.Sockets;
using PortReuse.Diagnosis;
using PortReuse.Tests.Support;
using Xunit.Abstractions;

namespace PortReuse.Tests.Sharing;

/// <summary>Whatever two peers do that dial each other's shared port, each side has its end of one connection.</summary>
public class SharedPortCollisionTests(ITestOutputHelper output)
{
    public static TheoryData<string, DialPolicy> LocalAddresses => new()
    {
        { "127.0.0.1", DialPolicy.Prefer },
        { "127.0.0.1", DialPolicy.Require },
        { "::1", DialPolicy.Prefer },
        { "::1", DialPolicy.Require },
    };

    [LinuxTheory]
    [MemberData(nameof(LocalAddresses))]
    public async Task Both_dial_at_the_same_instant(string address, DialPolicy policy)
    {
        const int rounds = 300;
        var before = OpenSockets.Count();
        await using (SharedPort a = Listen(address), b = Listen(address))
        {
            using var crossing = new Crossing(a, b);
            for (var i = 0; i < rounds; i++)
            {
                await crossing.RunAsync(policy);
            }

            output.WriteLine($"{rounds} crossed dials: {crossing}");
            Assert.Equal(rounds, crossing.Ends.Values.Sum());
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    [LinuxFact]
    public async Task Both_dial_at_the_same_instant_and_both_accept()
    {
        const int rounds = 300;
        await using SharedPort a = Listen("127.0.0.1"), b = Listen("127.0.0.1");
        var ends = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < rounds; i++)
        {
            using var start = new Barrier(2);
            Task<(Socket, string)> other = Task.Factory.StartNew(
                () => DialOrAcceptAsync(a, b, start), CancellationToken.None, TaskCreationOptions.LongRunning,
                    TaskScheduler.Default).Unwrap();
            (Socket ofB, var howB) = await DialOrAcceptAsync(b, a, start);
            (Socket ofA, var howA) = await other;

            Connected.ExpectOne(ofA, ofB);
            Unclaimed.ExpectNone(a);
            Unclaimed.ExpectNone(b);
            Reset.Close(ofA);
            Reset.Close(ofB);
            string[] how = [howA, howB];
            Array.Sort(how, StringComparer.Ordinal);
            ends[string.Join(", ", how)] = ends.GetValueOrDefault(string.Join(", ", how)) + 1;
        }

        output.WriteLine(string.Join("; ", ends.Select(end => $"{end.Value} times {end.Key}")));
    }

    [LinuxTheory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task The_peer_s_connection_is_accepted_already_or_waits_in_the_accept_queue(string address)
    {
        const int rounds = 300;
        await using SharedPort a = Listen(address), b = Listen(address);
        for (var i = 0; i < rounds; i++)
        {
            DialResult ofA = await a.DialAsync(b.LocalEndPoint);
            Assert.Equal(DialOutcome.Dialed, ofA.Outcome);

            DialResult ofB = await b.DialAsync(a.LocalEndPoint);

            Assert.Equal(DialOutcome.Accepted, ofB.Outcome);
            Connected.ExpectOne(ofA.Socket, ofB.Socket);
            Unclaimed.ExpectNone(a);
            Unclaimed.ExpectNone(b);
            Reset.Close(ofA.Socket);
            Reset.Close(ofB.Socket);
        }
    }

    /// <summary>The peer's first packet is lost at the full queue, and its connection is made by this side's own dial.</summary>
    [LinuxTheory]
    [InlineData(DialPolicy.Require)]
    [InlineData(DialPolicy.Prefer)]
    public async Task The_accept_queue_is_full(DialPolicy policy)
    {
        var options = new SharedPortOptions { Backlog = 1, MaxUnclaimed = 1 };
        await using SharedPort a = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0), options), b = Listen("127.0.0.1");
        using var fillers = new SocketList();
        for (var i = 0; i < 6; i++)
        {
            Socket filler = fillers.Add(NewSocket.IPv4());
            filler.Blocking = false;
            Assert.Contains(Dial.Error(() => filler.Connect(a.LocalEndPoint)), new[] { SocketError.Success, SocketError.WouldBlock });
        }

        Task<DialResult> dialOfB = b.DialAsync(a.LocalEndPoint, policy).AsTask();
        DialResult ofA = await a.DialAsync(b.LocalEndPoint, policy);
        DialResult ofB = await dialOfB;

        output.WriteLine($"{ofA.Outcome}, {ofB.Outcome}");
        Assert.Equal((a.LocalEndPoint, b.LocalEndPoint), (ofA.Socket.LocalEndPoint, ofB.Socket.LocalEndPoint));
        Connected.ExpectOne(ofA.Socket, ofB.Socket);
        Unclaimed.ExpectNone(b);
        Reset.Close(ofA.Socket);
        Reset.Close(ofB.Socket);
    }

    /// <summary>
    /// Whenever the cancellation comes, there is one connection, or the peer has the rest of one that had come about by then; and no socket
    /// is left.
    /// </summary>
    [LinuxFact]
    public async Task One_is_cancelled_at_any_moment()
    {
        const int rounds = 400;
        var before = OpenSockets.Count();
        var ends = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await using (SharedPort a = Listen("127.0.0.1"), b = Listen("127.0.0.1"))
        {
            for (var i = 0; i < rounds; i++)
            {
                using var cancellation = new CancellationTokenSource();
                using var start = new Barrier(3);
                var spins = i % 50 * 20;
                Task cancel = Task.Run(() =>
                {
                    start.SignalAndWait();
                    Thread.SpinWait(spins);
                    cancellation.Cancel();
                });
                Task<DialResult> dialOfB = Task.Run(() =>
                {
                    start.SignalAndWait();
                    return b.DialAsync(a.LocalEndPoint, DialPolicy.Require).AsTask();
                });
                start.SignalAndWait();
                Task<DialResult> dialOfA = a.DialAsync(b.LocalEndPoint, DialPolicy.Require, cancellation.Token).AsTask();
                await cancel;

                var end = await EndAsync(a, dialOfA, dialOfB, cancellation.Token);
                ends[end] = ends.GetValueOrDefault(end) + 1;
                Unclaimed.ExpectNone(a);
                await ExpectOnlyClosedAsync(b, dialer: a);
            }
        }

        output.WriteLine(string.Join("; ", ends.Select(end => $"{end.Value} times {end.Key}")));
        Assert.Equal(before, OpenSockets.Count());
    }

    /// <summary>
    /// A connection of the cancelled dial that had come about by then is closed, and left to whoever accepts. Until it has come and is
    /// gone, the next dial would meet it.
    /// </summary>
    private static async Task ExpectOnlyClosedAsync(SharedPort port, SharedPort dialer)
    {
        while (true)
        {
            using var enough = new CancellationTokenSource();
            Task<Socket> accept = port.AcceptAsync(enough.Token).AsTask();
            while (!accept.IsCompleted && IsAnyBetween(port.LocalEndPoint, dialer.LocalEndPoint))
            {
                await Task.Yield();
            }

            if (!accept.IsCompleted)
            {
                await enough.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accept);
                return;
            }

            Socket socket = await accept;
            var received = -1;
            SocketError error = await Dial.ErrorAsync(async () => received = await socket.ReceiveAsync(new byte[1]));
            Assert.True(received == 0 || error == SocketError.ConnectionReset, $"{received}, {error}");
            Reset.Close(socket);
        }
    }

    private static bool IsAnyBetween(IPEndPoint one, IPEndPoint other) =>
        TcpSockets.Find(one, other) is not null || TcpSockets.Find(other, one) is not null;

    private static async Task<string> EndAsync(
        SharedPort a, Task<DialResult> dialOfA, Task<DialResult> dialOfB, CancellationToken cancelled)
    {
        Socket ofA;
        try
        {
            ofA = (await dialOfA).Socket;
        }
        catch (OperationCanceledException e)
        {
            Assert.Equal(cancelled, e.CancellationToken);
            return await EndOfOtherAsync(a, dialOfB);
        }

        Socket ofB = (await dialOfB).Socket;
        Connected.ExpectOne(ofA, ofB);
        Reset.Close(ofA);
        Reset.Close(ofB);
        return "not cancelled";
    }

    private static async Task<string> EndOfOtherAsync(SharedPort cancelled, Task<DialResult> dial)
    {
        Socket socket;
        try
        {
            socket = (await dial).Socket;
        }
        catch (PortException e)
        {
            Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
            return "the other met a connection that was being closed";
        }

        using var enough = new CancellationTokenSource();
        Task<Socket> accept = cancelled.AcceptAsync(enough.Token).AsTask();
        Task<SocketError> ended = Dial.ErrorAsync(() => socket.ReceiveAsync(new byte[1]));
        if (await Task.WhenAny(accept, ended) == accept)
        {
            Reset.Close(await accept);
            Assert.Equal(SocketError.ConnectionReset, await ended);
            socket.Dispose();
            return "the other was accepted";
        }

        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accept);
        Reset.Close(socket);
        return "the other had a connection that was closed at once";
    }

    /// <summary>What a peer does that accepts all the time and dials once, and wants one connection: it requires the shared port.</summary>
    private static async Task<(Socket Socket, string How)> DialOrAcceptAsync(SharedPort port, SharedPort peer, Barrier start)
    {
        using var enough = new CancellationTokenSource();
        Task<Socket> accept = port.AcceptAsync(enough.Token).AsTask();
        start.SignalAndWait();
        try
        {
            DialResult result = await port.DialAsync(peer.LocalEndPoint, DialPolicy.Require);
            await enough.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accept);
            return (result.Socket, result.Outcome.ToString());
        }
        catch (PortException e)
        {
            Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
            return (await accept, "by AcceptAsync");
        }
    }

    private static SharedPort Listen(string address) => SharedPort.Listen(new IPEndPoint(IPAddress.Parse(address), 0));
}

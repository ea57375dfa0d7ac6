using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using Xunit.Abstractions;

namespace PortReuse.Tests;

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
        int before = OpenSockets.Count();
        await using (SharedPort a = Listen(address), b = Listen(address))
        {
            using var crossing = new Crossing(a, b);
            for (int i = 0; i < rounds; i++)
                await crossing.RunAsync(policy);

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
        for (int i = 0; i < rounds; i++)
        {
            using var start = new Barrier(2);
            Task<(Socket, string)> other = Task.Factory.StartNew(
                () => DialOrAcceptAsync(a, b, start), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
            (Socket ofB, string howB) = await DialOrAcceptAsync(b, a, start);
            (Socket ofA, string howA) = await other;

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
        for (int i = 0; i < rounds; i++)
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

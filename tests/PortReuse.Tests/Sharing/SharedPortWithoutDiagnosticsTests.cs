using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Sharing;

/// <summary>Peers in a sandbox that does not let them ask the kernel for one connection.</summary>
public class SharedPortWithoutDiagnosticsTests
{
    [TwoHostsTheory]
    [InlineData(DialPolicy.Require)]
    [InlineData(DialPolicy.Prefer)]
    public async Task Crossed_dials_come_to_one_connection(DialPolicy policy)
    {
        using var host = new NetworkHost();
        host.Run(KernelWithoutTheOption.ForbidSocketDiagnostics);
        await using SharedPort a = host.Listen(new IPEndPoint(IPAddress.Loopback, 0)), b = host
            .Listen(new IPEndPoint(IPAddress.Loopback, 0));
        using var crossing = new Crossing(a, b);

        for (var i = 0; i < 100; i++)
        {
            await crossing.RunAsync(policy);
        }
    }

    [TwoHostsFact]
    public async Task A_connection_that_the_caller_has_is_told_as_such()
    {
        using var host = new NetworkHost();
        host.Run(KernelWithoutTheOption.ForbidSocketDiagnostics);
        await using SharedPort a = host.Listen(new IPEndPoint(IPAddress.Loopback, 0)), b = host
            .Listen(new IPEndPoint(IPAddress.Loopback, 0));
        using var sockets = new SocketList();
        sockets.Add((await a.DialAsync(b.LocalEndPoint)).Socket);

        var e = await Assert.ThrowsAsync<PortException>(() => a.DialAsync(b.LocalEndPoint, DialPolicy.Require).AsTask());

        Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
        Assert.Contains("There is a connection from", e.Message, StringComparison.Ordinal);
    }

    [TwoHostsFact]
    public async Task Dials_that_collide_together_share_a_look_at_all_connections()
    {
        const int dials = 20;
        await using var one = new CollidingDials(dials);
        Task<DialResult> first = one.Dial(0);
        await one.Looks.WaitForOneAsync();

        Task<DialResult>[] rest = [.. Enumerable.Range(1, dials - 1).Select(peer => one.Dial(peer))];
        one.Looks.LetGoOn(2);

        foreach (Task<DialResult> dial in rest.Prepend(first))
        {
            var e = await Assert.ThrowsAsync<PortException>(() => dial);
            Assert.Contains("There is a connection from", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, one.Looks.Count);
    }

    [TwoHostsFact]
    public async Task A_dial_that_is_cancelled_during_a_look_ends_at_once_and_the_others_go_on()
    {
        await using var one = new CollidingDials(3);
        using var cancellation = new CancellationTokenSource();
        Task<DialResult> first = one.Dial(0);
        await one.Looks.WaitForOneAsync();
        Task<DialResult> cancelled = one.Dial(1, cancellation.Token), other = one.Dial(2);

        await cancellation.CancelAsync();
        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        Assert.Equal(cancellation.Token, e.CancellationToken);
        Assert.False(first.IsCompleted || other.IsCompleted);
        one.Looks.LetGoOn(2);
        await Assert.ThrowsAsync<PortException>(() => first);
        await Assert.ThrowsAsync<PortException>(() => other);
    }

    /// <summary>The peer's connection may come while the look for it goes on: the dial waits for that no more.</summary>
    [TwoHostsFact]
    public async Task What_comes_during_a_look_ends_the_dial()
    {
        await using var one = new CollidingDials(1);
        Task<DialResult> dial = one.Dial(0);
        await one.Looks.WaitForOneAsync();

        Socket ofPeer = await one.DialAgainFromPeerAsync(0);

        Assert.Equal(DialOutcome.Accepted, (await dial).Outcome);
        Connected.ExpectOne((await dial).Socket, ofPeer);
        Reset.Close((await dial).Socket);
        Reset.Close(ofPeer);
        one.Looks.LetGoOn(1);
    }
}

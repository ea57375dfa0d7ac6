using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Sharing;

/// <summary>What a dial does where a connection between the two endpoints is there already, or was, or cannot be.</summary>
public class SharedPortDialTests
{
    public static TheoryData<DialPolicy> Policies => new(Enum.GetValues<DialPolicy>());

    [LinuxTheory]
    [MemberData(nameof(Policies))]
    public async Task A_second_dial(DialPolicy policy)
    {
        await using SharedPort a = Listen(), b = Listen();
        DialResult first = await a.DialAsync(b.LocalEndPoint, DialPolicy.Require);
        using Socket accepted = await b.AcceptAsync();

        await ExpectSecondConnection(a, b, policy);

        Connected.ExpectOne(first.Socket, accepted);
        first.Socket.Dispose();
    }

    [LinuxTheory]
    [MemberData(nameof(Policies))]
    public async Task A_dial_to_a_peer_whose_connection_AcceptAsync_has_given_away(DialPolicy policy)
    {
        await using SharedPort a = Listen(), b = Listen();
        DialResult first = await a.DialAsync(b.LocalEndPoint, DialPolicy.Require);
        using Socket accepted = await b.AcceptAsync();

        await ExpectSecondConnection(b, a, policy);

        Connected.ExpectOne(first.Socket, accepted);
        first.Socket.Dispose();
    }

    [LinuxTheory]
    [InlineData("dialed")]
    [InlineData("accepted by a call that waited")]
    [InlineData("accepted by a later call")]
    public async Task That_the_caller_has_the_connection_is_known_at_once(string how)
    {
        await using SharedPort a = Listen(), b = Listen();
        Task<Socket>? waiting = how == "accepted by a call that waited" ? b.AcceptAsync().AsTask() : null;
        DialResult first = await a.DialAsync(b.LocalEndPoint, DialPolicy.Require);
        using Socket accepted = await (waiting ?? b.AcceptAsync().AsTask());
        (SharedPort from, SharedPort to) = how == "dialed" ? (a, b) : (b, a);
        using var counted = new Counted();

        await Assert.ThrowsAsync<PortException>(() => from.DialAsync(to.LocalEndPoint, DialPolicy.Require).AsTask());

        Assert.Single(counted.Of("portreuse.connect.attempts")); // It did not wait, and try again.
        first.Socket.Dispose();
    }

    [LinuxTheory]
    [InlineData(DialPolicy.Require)]
    [InlineData(DialPolicy.Prefer)]
    public async Task Of_several_dials_to_one_peer_one_gets_the_connection(DialPolicy policy)
    {
        const int dials = 20;
        await using SharedPort a = Listen(), b = Listen();
        Task<DialResult>[] tasks = [.. Enumerable.Range(0, dials)
            .Select(_ => Task.Run(() => a.DialAsync(b.LocalEndPoint, policy).AsTask()))];

        var sockets = new List<Socket>();
        var dialed = 0;
        foreach (Task<DialResult> task in tasks)
        {
            try
            {
                DialResult result = await task;
                sockets.Add(result.Socket);
                dialed += result.Outcome == DialOutcome.Dialed ? 1 : 0;
                Assert.Equal(result.Outcome == DialOutcome.Dialed ? null : PortErrorCause.DuplicateConnection, result.Reason);
            }
            catch (PortException e)
            {
                Assert.Equal((DialPolicy.Require, PortErrorCause.DuplicateConnection), (policy, e.Cause));
            }
        }

        Assert.Equal(1, dialed);
        Assert.Equal(policy == DialPolicy.Require ? 1 : dials, sockets.Count);
        foreach (Socket _ in sockets)
        {
            (await b.AcceptAsync()).Dispose();
        }

        Unclaimed.ExpectNone(b);
        sockets.ForEach(Reset.Close);
    }

    [LinuxFact]
    public async Task A_connection_that_was_reset_is_in_nobody_s_way_even_if_its_socket_is_still_there()
    {
        await using SharedPort a = Listen(), b = Listen();
        var left = new List<Socket>();
        for (var i = 0; i < 200; i++)
        {
            DialResult result = await (i % 2 == 0 ? a.DialAsync(b.LocalEndPoint, DialPolicy.Require)
                : b.DialAsync(a.LocalEndPoint, DialPolicy.Require));
            Assert.Equal(DialOutcome.Dialed, result.Outcome);
            left.Add(await (i % 2 == 0 ? b : a).AcceptAsync());
            Reset.Close(result.Socket);
        }

        using var crossing = new Crossing(a, b);
        for (var i = 0; i < 100; i++)
        {
            await crossing.RunAsync(DialPolicy.Require);
        }

        left.ForEach(socket => socket.Dispose());
    }

    [LinuxTheory]
    [InlineData(DialPolicy.Require)]
    [InlineData(DialPolicy.Prefer)]
    public async Task A_connection_that_the_peer_has_closed_is_not_taken_for_the_dial_s(DialPolicy policy)
    {
        await using SharedPort a = Listen(), b = Listen();
        DialResult first = await a.DialAsync(b.LocalEndPoint, DialPolicy.Require);
        first.Socket.Send([42]);
        first.Socket.Shutdown(SocketShutdown.Both);
        first.Socket.Dispose();

        if (policy == DialPolicy.Require)
        {
            var e = await Assert.ThrowsAsync<PortException>(() => b.DialAsync(a.LocalEndPoint, policy).AsTask());
            Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
        }
        else
        {
            DialResult second = await b.DialAsync(a.LocalEndPoint, policy);
            Assert.Equal((DialOutcome.FreshPort, PortErrorCause.DuplicateConnection), (second.Outcome, second.Reason));
            using Socket other = await a.AcceptAsync();
            Connected.ExpectOne(second.Socket, other);
            second.Socket.Dispose();
        }

        // What the peer had sent before is not lost.
        using Socket accepted = await b.AcceptAsync();
        Assert.Equal(1, accepted.Receive(new byte[2]));
    }

    [LinuxFact]
    public async Task A_connection_of_somebody_else_from_the_same_port()
    {
        await using SharedPort a = Listen(), b = Listen();
        using Socket other = PortSharing.Bound(a.LocalEndPoint, PortSharing.ReuseAddress);
        other.Connect(b.LocalEndPoint);
        using Socket accepted = await b.AcceptAsync();

        var e = await Assert.ThrowsAsync<PortException>(() => a.DialAsync(b.LocalEndPoint, DialPolicy.Require).AsTask());

        Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
    }

    [LinuxFact]
    public async Task A_port_that_a_dialer_cannot_share()
    {
        var options = new SharedPortOptions { ConfigureSocket = socket => socket.ExclusiveAddressUse = true };
        await using SharedPort a = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0), options);
        await using SharedPort b = Listen();

        var e = await Assert.ThrowsAsync<PortException>(() => a.DialAsync(b.LocalEndPoint, DialPolicy.Require).AsTask());
        Assert.Equal((PortErrorCause.PortNotShared, SocketError.AddressAlreadyInUse), (e.Cause, e.SocketErrorCode));

        DialResult result = await a.DialAsync(b.LocalEndPoint);
        Assert.Equal((DialOutcome.FreshPort, PortErrorCause.PortNotShared), (result.Outcome, result.Reason));
        result.Socket.Dispose();
    }

    [LinuxTheory]
    [MemberData(nameof(Policies))]
    public async Task A_refusal_is_told_as_it_is(DialPolicy policy)
    {
        await using SharedPort a = Listen();
        using Socket nobody = PortSharing.Bound(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        var before = OpenSockets.Count();

        var e = await Assert.ThrowsAnyAsync<SocketException>(() => a.DialAsync((IPEndPoint)nobody.LocalEndPoint!, policy).AsTask());

        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
        Assert.IsNotType<PortException>(e);
        Assert.Equal(before, OpenSockets.Count());
    }

    private static async Task ExpectSecondConnection(SharedPort from, SharedPort to, DialPolicy policy)
    {
        var before = OpenSockets.Count();
        if (policy == DialPolicy.Require)
        {
            var e = await Assert.ThrowsAsync<PortException>(() => from.DialAsync(to.LocalEndPoint, policy).AsTask());
            Assert.Equal((PortErrorCause.DuplicateConnection, SocketError.AddressNotAvailable), (e.Cause, e.SocketErrorCode));
            Assert.Equal((from.LocalEndPoint, to.LocalEndPoint), (e.LocalEndPoint, e.RemoteEndPoint));
            Assert.IsType<SocketException>(e.InnerException);
        }
        else
        {
            DialResult second = await from.DialAsync(to.LocalEndPoint, policy);
            Assert.Equal(DialOutcome.FreshPort, second.Outcome);
            Assert.Equal(policy == DialPolicy.Prefer ? PortErrorCause.DuplicateConnection : null, second.Reason);
            Assert.NotEqual(from.LocalEndPoint, second.Socket.LocalEndPoint);
            using Socket accepted = await to.AcceptAsync();
            Connected.ExpectOne(second.Socket, accepted);
            second.Socket.Dispose();
        }

        Unclaimed.ExpectNone(to);
        Unclaimed.ExpectNone(from);
        Assert.Equal(before, OpenSockets.Count());
    }

    private static SharedPort Listen() => SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0));
}

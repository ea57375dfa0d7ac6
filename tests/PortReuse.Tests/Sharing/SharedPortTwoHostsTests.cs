using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using PortReuse.Diagnosis;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;
using Xunit.Abstractions;

namespace PortReuse.Tests.Sharing;

/// <summary>Shared ports of two hosts, joined by a virtual cable.</summary>
public class SharedPortTwoHostsTests(ITestOutputHelper output)
{
    private const string Place = "between two hosts: ";
    private const int Port = 7000; // The same on both, as peers have it.

    [TwoHostsTheory(DisplayName = Place + "both dial at the same instant")]
    [InlineData(AddressFamily.InterNetwork, false)]
    [InlineData(AddressFamily.InterNetwork, true)]
    [InlineData(AddressFamily.InterNetworkV6, false)]
    [InlineData(AddressFamily.InterNetworkV6, true)]
    public async Task Both_dial_at_the_same_instant(AddressFamily family, bool wildcard)
    {
        const int rounds = 300;
        using var hosts = new JoinedHosts();
        var endPointOfA = new IPEndPoint(hosts.A.Address(family), Port);
        var endPointOfB = new IPEndPoint(hosts.B.Address(family), Port);
        IPEndPoint any = new(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, Port);
        var before = OpenSockets.Count();

        await using (SharedPort a = hosts.A.Listen(wildcard ? any : endPointOfA), b = hosts.B.Listen(wildcard ? any : endPointOfB))
        {
            using var crossing = new Crossing(a, endPointOfA, b, endPointOfB);
            for (var i = 0; i < rounds; i++)
            {
                await crossing.RunAsync(DialPolicy.Prefer);
            }

            output.WriteLine($"{rounds} crossed dials: {crossing}");
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    /// <summary>Their addresses have a zone each, the number that the host itself gives the interface.</summary>
    [TwoHostsTheory(DisplayName = Place + "link-local addresses of IPv6")]
    [InlineData(DialPolicy.Require, false, true)]
    [InlineData(DialPolicy.Prefer, false, true)]
    [InlineData(DialPolicy.Require, true, true)]
    [InlineData(DialPolicy.Prefer, true, true)]
    [InlineData(DialPolicy.Require, false, false)]
    public async Task Link_local_addresses(DialPolicy policy, bool wildcard, bool namesZone)
    {
        using var hosts = new JoinedHosts();
        hosts.A.Run(() => Netlink.AddAddress("cable", IPAddress.Parse("fe80::77:1"), 64));
        hosts.B.Run(() => Netlink.AddAddress("cable", IPAddress.Parse("fe80::77:2"), 64));
        IPEndPoint endPointOfA = new(ZonedAddress(hosts.A, "fe80::77:1"), Port),
            endPointOfB = new(ZonedAddress(hosts.B, "fe80::77:2"), Port);
        IPEndPoint seenByA = new(ZonedAddress(hosts.A, "fe80::77:2"), Port), seenByB = new(ZonedAddress(hosts.B, "fe80::77:1"), Port);
        var any = new IPEndPoint(IPAddress.IPv6Any, Port);
        await using SharedPort a = hosts.A.Listen(wildcard ? any : endPointOfA), b = hosts.B.Listen(wildcard ? any : endPointOfB);

        DialResult ofA = await a.DialAsync(Named(seenByA), policy);
        Assert.Equal(endPointOfA, ofA.Socket.LocalEndPoint);
        TcpSocketState? state = hosts.A.Run(() => TcpSockets.Find(endPointOfA, seenByA));
        Assert.Equal(TcpSocketState.Established, state);
        DialResult ofB = await b.DialAsync(Named(seenByB), policy);
        Assert.Equal(DialOutcome.Accepted, ofB.Outcome);
        Connected.ExpectBytesBothWays(ofA.Socket, ofB.Socket);

        var e = await Assert.ThrowsAsync<PortException>(() => b.DialAsync(seenByB, DialPolicy.Require).AsTask());
        Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
        Assert.Contains("There is a connection from", e.Message, StringComparison.Ordinal);
        Reset.Close(ofA.Socket);
        Reset.Close(ofB.Socket);
        e = await Assert.ThrowsAsync<PortException>(() => a.DialAsync(Named(endPointOfA), policy).AsTask());
        Assert.Equal(PortErrorCause.SelfConnect, e.Cause);

        // From a listener in a zone a destination need not name it.
        IPEndPoint Named(IPEndPoint zoned) => namesZone ? zoned : new IPEndPoint(new IPAddress(zoned.Address.GetAddressBytes()), Port);

        static IPAddress ZonedAddress(NetworkHost host, string address) => new(
            IPAddress.Parse(address).GetAddressBytes(),
            host.Run(() => NetworkInterface.GetAllNetworkInterfaces().Single(each => each.Name == "cable").GetIPProperties()
                .GetIPv6Properties().Index));
    }

    [ScriptedPeerTheory(DisplayName = Place + "the first packets of both dials cross on the way")]
    [InlineData(DialPolicy.Require)]
    [InlineData(DialPolicy.Prefer)]
    public async Task The_first_packets_cross_on_the_way(DialPolicy policy)
    {
        const int rounds = 300;
        var before = OpenSockets.Count();
        using (var cable = new HeldCable())
        {
            var endPointOfA = new IPEndPoint(cable.AddressOfA, Port);
            var endPointOfB = new IPEndPoint(cable.AddressOfB, Port);
            await using SharedPort a = cable.A.Listen(endPointOfA), b = cable.B.Listen(endPointOfB);
            using var crossing = new Crossing(a, endPointOfA, b, endPointOfB);
            for (var i = 0; i < rounds; i++)
            {
                await crossing.RunAsync(policy);
            }

            output.WriteLine($"{rounds} crossed dials: {crossing}");
            Assert.Equal(rounds, crossing.Ends["SimultaneousOpen, SimultaneousOpen"]);
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    [TwoHostsTheory(DisplayName = Place + "a dial after the connection was closed a moment ago")]
    [InlineData(true, DialPolicy.Require, DialOutcome.Dialed)]
    [InlineData(true, DialPolicy.Prefer, DialOutcome.Dialed)]
    [InlineData(false, DialPolicy.Require, null)]
    [InlineData(false, DialPolicy.Prefer, DialOutcome.FreshPort)]
    public async Task A_connection_closed_a_moment_ago(bool timestamps, DialPolicy policy, DialOutcome? expected)
    {
        using var hosts = new JoinedHosts();
        hosts.WriteSetting("tcp_timestamps", timestamps ? "1" : "0");
        await using SharedPort a = hosts.A.Listen(new IPEndPoint(hosts.A.IPv4, Port));
        await using SharedPort b = hosts.B.Listen(new IPEndPoint(hosts.B.IPv4, Port));
        DialResult first = await a.DialAsync(b.LocalEndPoint, DialPolicy.Require);
        Connected.CloseInTurn(first.Socket, await b.AcceptAsync());
        var before = OpenSockets.Count();

        if (expected is null)
        {
            var e = await Assert.ThrowsAsync<PortException>(() => a.DialAsync(b.LocalEndPoint, policy).AsTask());
            Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
            Assert.Contains("TIME_WAIT", e.Message, StringComparison.Ordinal);
            Assert.Equal(SocketError.AddressNotAvailable, e.SocketErrorCode);
            Assert.Equal((a.LocalEndPoint, b.LocalEndPoint), (e.LocalEndPoint, e.RemoteEndPoint));
        }
        else
        {
            DialResult second = await a.DialAsync(b.LocalEndPoint, policy);
            Assert.Equal(expected, second.Outcome);
            Assert.Equal(expected == DialOutcome.FreshPort ? PortErrorCause.DuplicateConnection : null, second.Reason);
            Assert.Equal(hosts.A.IPv4, ((IPEndPoint)second.Socket.LocalEndPoint!).Address);
            Assert.Equal(expected == DialOutcome.Dialed, second.Socket.LocalEndPoint!.Equals(a.LocalEndPoint));
            using Socket accepted = await b.AcceptAsync();
            Connected.ExpectOne(second.Socket, accepted);
            second.Socket.Dispose();
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    [TwoHostsTheory(DisplayName = Place + "the peer of one that waits in TIME_WAIT dials it all the same")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_peer_of_one_in_TIME_WAIT(bool timestamps)
    {
        using var hosts = new JoinedHosts();
        hosts.WriteSetting("tcp_timestamps", timestamps ? "1" : "0");
        await using SharedPort a = hosts.A.Listen(new IPEndPoint(hosts.A.IPv4, Port));
        await using SharedPort b = hosts.B.Listen(new IPEndPoint(hosts.B.IPv4, Port));
        DialResult first = await a.DialAsync(b.LocalEndPoint, DialPolicy.Require);
        Connected.CloseInTurn(first.Socket, await b.AcceptAsync());

        DialResult second = await b.DialAsync(a.LocalEndPoint, DialPolicy.Require);

        Assert.Equal(DialOutcome.Dialed, second.Outcome);
        using Socket accepted = await a.AcceptAsync();
        Connected.ExpectOne(second.Socket, accepted);
        second.Socket.Dispose();
    }

    [TwoHostsTheory(DisplayName = Place + "it leaves from the address that the route starts from")]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task It_leaves_from_the_route_s_address(AddressFamily family)
    {
        using var hosts = new JoinedHosts();
        IPAddress loopback = family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        await using SharedPort a = hosts.A.Listen(new IPEndPoint(loopback, Port), new IPEndPoint(hosts.A.Address(family), Port));
        await using SharedPort b = hosts.B.Listen(new IPEndPoint(hosts.B.Address(family), Port));

        DialResult result = await a.DialAsync(b.LocalEndPoint, DialPolicy.Require);

        using Socket accepted = await b.AcceptAsync();
        Assert.Equal(a.LocalEndPoints[1], accepted.RemoteEndPoint);
        Connected.ExpectOne(result.Socket, accepted);
        result.Socket.Dispose();
    }

    [TwoHostsFact(DisplayName = Place + "where no local endpoint leads to the peer, a fresh port does, or the dial says so")]
    public async Task No_local_endpoint_leads_to_the_peer()
    {
        using var hosts = new JoinedHosts();
        await using SharedPort a = hosts.A.Listen(new IPEndPoint(IPAddress.Loopback, Port));
        await using SharedPort b = hosts.B.Listen(new IPEndPoint(hosts.B.IPv4, Port));

        var e = await Assert.ThrowsAsync<PortException>(() => a.DialAsync(b.LocalEndPoint, DialPolicy.Require).AsTask());
        Assert.Equal(PortErrorCause.AddressNotLocal, e.Cause);

        DialResult result = await a.DialAsync(b.LocalEndPoint);
        Assert.Equal((DialOutcome.FreshPort, PortErrorCause.AddressNotLocal), (result.Outcome, result.Reason));
        using Socket accepted = await b.AcceptAsync();
        Assert.Equal(hosts.A.IPv4, ((IPEndPoint)accepted.RemoteEndPoint!).Address);
        Connected.ExpectOne(result.Socket, accepted);
        result.Socket.Dispose();
    }

    [TwoHostsFact(DisplayName = Place + "where the address that is listened on is gone, a fresh port of another one serves, or the dial says so")]
    public async Task The_address_is_gone()
    {
        using var hosts = new JoinedHosts();
        IPAddress second = IPAddress.Parse("10.77.0.77");
        hosts.A.Run(() => Netlink.AddAddress("cable", second, 24));
        await using SharedPort a = hosts.A.Listen(new IPEndPoint(second, Port));
        await using SharedPort b = hosts.B.Listen(new IPEndPoint(hosts.B.IPv4, Port));
        DialResult result = await a.DialAsync(b.LocalEndPoint, DialPolicy.Require);
        Assert.Equal(a.LocalEndPoint, result.Socket.LocalEndPoint);
        Reset.Close(result.Socket);
        (await b.AcceptAsync()).Dispose();

        hosts.A.Run(() => Netlink.RemoveAddress("cable", second, 24));

        var e = await Assert.ThrowsAsync<PortException>(() => a.DialAsync(b.LocalEndPoint, DialPolicy.Require).AsTask());
        Assert.Equal(PortErrorCause.AddressNotLocal, e.Cause);
        result = await a.DialAsync(b.LocalEndPoint);
        Assert.Equal((DialOutcome.FreshPort, PortErrorCause.AddressNotLocal), (result.Outcome, result.Reason));
        Assert.Equal(hosts.A.IPv4, ((IPEndPoint)result.Socket.LocalEndPoint!).Address);
        result.Socket.Dispose();
    }

    [TwoHostsTheory(DisplayName = Place + "an address of this host is oneself, on whatever interface")]
    [InlineData("10.77.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.9")]
    [InlineData("10.77.0.77")]
    public async Task Oneself(string address)
    {
        using var hosts = new JoinedHosts();
        hosts.A.Run(() => Netlink.AddAddress("cable", IPAddress.Parse("10.77.0.77"), 24)); // A second one: no route starts from it.
        await using SharedPort a = hosts.A.Listen(new IPEndPoint(IPAddress.Any, Port));

        foreach (DialPolicy policy in Enum.GetValues<DialPolicy>())
        {
            var e = await Assert.ThrowsAsync<PortException>(() =>
                a.DialAsync(new IPEndPoint(IPAddress.Parse(address), Port), policy).AsTask());
            Assert.Equal(PortErrorCause.SelfConnect, e.Cause);
        }

        Unclaimed.ExpectNone(a);
    }

    [TwoHostsFact(DisplayName = Place + "where any address can be bound to, a peer is not taken for oneself")]
    public async Task A_peer_is_not_taken_for_oneself()
    {
        using var hosts = new JoinedHosts();
        hosts.A.WriteSetting("ip_nonlocal_bind", "1");
        await using SharedPort a = hosts.A.Listen(new IPEndPoint(IPAddress.Any, Port));
        await using SharedPort b = hosts.B.Listen(new IPEndPoint(IPAddress.Any, Port));

        DialResult result = await a.DialAsync(new IPEndPoint(hosts.B.IPv4, Port), DialPolicy.Require);

        Assert.Equal(DialOutcome.Dialed, result.Outcome);
        result.Socket.Dispose();
    }
}

using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Sharing;

/// <summary>Which endpoint a dial means, and that it leaves from the listening one.</summary>
public class SharedPortEndPointTests
{
    [LinuxTheory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.9")]
    [InlineData("0.0.0.0", "::ffff:127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("::", "::1")]
    [InlineData("::1", "::1%1")]
    [InlineData("::", "::1%1")]
    [InlineData("::1%1", "::1")]
    public async Task Oneself(string listener, string remote)
    {
        await using SharedPort port = SharedPort.Listen(new IPEndPoint(IPAddress.Parse(listener), 0));
        var oneself = new IPEndPoint(IPAddress.Parse(remote), port.LocalEndPoint.Port);
        var before = OpenSockets.Count();

        foreach (DialPolicy policy in Enum.GetValues<DialPolicy>())
        {
            var e = await Assert.ThrowsAsync<PortException>(() => port.DialAsync(oneself, policy).AsTask());
            Assert.Equal(PortErrorCause.SelfConnect, e.Cause);
        }

        Unclaimed.ExpectNone(port);
        Assert.Equal(before, OpenSockets.Count());
    }

    [LinuxFact]
    public async Task The_same_port_of_another_local_address_is_a_peer()
    {
        await using SharedPort a = Listen();
        await using SharedPort b = SharedPort.Listen(new IPEndPoint(IPAddress.Parse("127.0.0.2"), a.LocalEndPoint.Port));

        DialResult result = await a.DialAsync(b.LocalEndPoint, DialPolicy.Require);

        using Socket accepted = await b.AcceptAsync();
        Connected.ExpectOne(result.Socket, accepted);
        result.Socket.Dispose();
    }

    [LinuxTheory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task From_the_listening_port_to_several_peers_at_once(string address)
    {
        await using SharedPort a = Listen(address), b = Listen(address), c = Listen(address);

        DialResult toB = await a.DialAsync(b.LocalEndPoint), toC = await a.DialAsync(c.LocalEndPoint);

        using Socket acceptedByB = await b.AcceptAsync(), acceptedByC = await c.AcceptAsync();
        Assert.Equal(a.LocalEndPoint, acceptedByB.RemoteEndPoint);
        Assert.Equal(a.LocalEndPoint, acceptedByC.RemoteEndPoint);
        Connected.ExpectOne(toB.Socket, acceptedByB);
        Connected.ExpectOne(toC.Socket, acceptedByC);
        toB.Socket.Dispose();
        toC.Socket.Dispose();
    }

    [LinuxFact]
    public async Task An_IPv4_mapped_address_is_the_IPv4_address()
    {
        await using SharedPort a = Listen(), b = Listen();

        DialResult result = await a.DialAsync(new IPEndPoint(IPAddress.Loopback.MapToIPv6(), b.LocalEndPoint.Port), DialPolicy.Require);

        Assert.Equal(b.LocalEndPoint, result.Socket.RemoteEndPoint);
        Reset.Close(result.Socket);
        Assert.Equal(SocketError.Success, await Dial.ErrorAsync(async () => Reset.Close((await b.DialAsync(a.LocalEndPoint)).Socket)));
    }

    /// <summary>Only a link-local address needs a zone; the system ignores that of any other.</summary>
    [LinuxTheory]
    [InlineData("::1", "::1%1")]
    [InlineData("::1%1", "::1")]
    public async Task The_zone_of_an_address_that_has_none_does_not_matter(string listener, string remote)
    {
        await using SharedPort a = Listen("::1"), b = Listen(listener);
        DialResult ofA = await a.DialAsync(b.LocalEndPoint, DialPolicy.Require);

        DialResult ofB = await b.DialAsync(new IPEndPoint(IPAddress.Parse(remote), a.LocalEndPoint.Port), DialPolicy.Require);

        Assert.Equal(DialOutcome.Accepted, ofB.Outcome);
        Reset.Close(ofA.Socket);
        Reset.Close(ofB.Socket);
    }

    [LinuxFact]
    public async Task What_the_caller_does_to_an_endpoint_afterwards_changes_nothing()
    {
        await using SharedPort a = Listen(), b = Listen(), c = Listen();
        IPEndPoint toB = b.LocalEndPoint, remote = new(toB.Address, toB.Port), local = a.LocalEndPoint;
        var portOfA = local.Port;

        Task<DialResult> first = a.DialAsync(remote, DialPolicy.Require).AsTask();
        remote.Port = c.LocalEndPoint.Port;
        local.Port = 1;
        DialResult ofA = await first;

        Assert.Equal(portOfA, ((IPEndPoint)ofA.Socket.LocalEndPoint!).Port);
        Assert.Equal(portOfA, a.LocalEndPoint.Port);
        var e = await Assert.ThrowsAsync<PortException>(() => a.DialAsync(toB, DialPolicy.Require).AsTask());
        Assert.Equal((PortErrorCause.DuplicateConnection, b.LocalEndPoint), (e.Cause, e.RemoteEndPoint));
        DialResult toC = await a.DialAsync(remote, DialPolicy.Require);
        Assert.Equal((DialOutcome.Dialed, portOfA), (toC.Outcome, ((IPEndPoint)toC.Socket.LocalEndPoint!).Port));
        Reset.Close(ofA.Socket);
        Reset.Close(toC.Socket);
    }

    private static SharedPort Listen(string address = "127.0.0.1") => SharedPort.Listen(new IPEndPoint(IPAddress.Parse(address), 0));
}

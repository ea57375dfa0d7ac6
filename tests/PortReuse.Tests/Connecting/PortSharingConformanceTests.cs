using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Connecting;

/// <summary>
/// What the kernel lets share a local port, seen through the connector: chosen ports, wildcards, and ports that are poisoned.
/// </summary>
public class PortSharingConformanceTests
{
    private const int First = NetworkNamespace.FirstEphemeralPort;
    private const int ListenerPort = 5000;

    private static readonly IPAddress OtherSource = IPAddress.Parse("127.0.0.9");

    public static TheoryData<string> Families => ["127.0.0.1", "::1"];

    [NamespaceTheory]
    [MemberData(nameof(Families))]
    public void One_chosen_port_has_a_connection_to_each_destination_and_no_second(string source) => NetworkNamespace.Run(() =>
    {
        var address = IPAddress.Parse(source);
        using Destinations destinations = Destinations.FourPorts(address, ListenerPort);
        using var sockets = new SocketList();
        var connector = new OutboundConnector(new IPEndPoint(address, First));

        foreach (IPEndPoint destination in destinations.EndPoints)
        {
            Assert.Equal(new IPEndPoint(address, First), sockets.Add(connector.Connect(destination)).LocalEndPoint);
        }

        foreach (IPEndPoint destination in destinations.EndPoints)
        {
            Assert.Equal(PortErrorCause.DuplicateConnection, Assert.Throws<PortException>(() => connector.Connect(destination)).Cause);
        }

        Assert.Equal(1, EphemeralPorts.CountHeld(address));
    });

    [NamespaceFact]
    public void One_chosen_port_is_shared_by_source_addresses() => NetworkNamespace.Run(() =>
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, ListenerPort)]);
        using var sockets = new SocketList();

        foreach (IPAddress source in new[] { IPAddress.Loopback, OtherSource })
        {
            var local = new IPEndPoint(source, First);
            Assert.Equal(local, sockets.Add(new OutboundConnector(local).Connect(destination.EndPoints[0])).LocalEndPoint);
        }
    });

    [NamespaceTheory]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::", "::1")]
    public void A_wildcard_with_a_chosen_port_has_a_connection_to_each_destination_and_no_second(string wildcard, string loopback) =>
        NetworkNamespace.Run(() =>
    {
        var address = IPAddress.Parse(loopback);
        using Destinations destinations = Destinations.FourPorts(address, ListenerPort);
        using var sockets = new SocketList();
        var connector = new OutboundConnector(new IPEndPoint(IPAddress.Parse(wildcard), First));

        foreach (IPEndPoint destination in destinations.EndPoints)
        {
            Assert.Equal(new IPEndPoint(address, First), sockets.Add(connector.Connect(destination)).LocalEndPoint);
        }

        var e = Assert.Throws<PortException>(() => connector.Connect(destinations.EndPoints[0]));
        Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
        Assert.Contains($"{new IPEndPoint(address, First)} to {destinations.EndPoints[0]}", e.Message, StringComparison.Ordinal);
    });

    [NamespaceTheory]
    [MemberData(nameof(Families))]
    public void A_port_of_the_system_s_choice_is_shared_by_destinations_and_never_by_two_connections_to_one(string source) =>
        NetworkNamespace.Run(() =>
    {
        var address = IPAddress.Parse(source);
        using Destinations destinations = Destinations.FourPorts(address, ListenerPort);
        using var sockets = new SocketList();
        var connector = new OutboundConnector(address);
        var pairs = new HashSet<(EndPoint, EndPoint)>();

        for (var i = 0; i < NetworkNamespace.EphemeralPorts * 4; i++)
        {
            Socket socket = sockets.Add(connector.Connect(destinations.EndPoints[i % 4]));
            Assert.True(pairs.Add((socket.LocalEndPoint!, socket.RemoteEndPoint!)));
        }

        Assert.Equal(NetworkNamespace.EphemeralPorts, EphemeralPorts.CountHeld(address));
        Assert.All(destinations.EndPoints, destination => Assert.Equal(
            PortErrorCause.EphemeralPortsExhausted, Assert.Throws<PortException>(() => connector.Connect(destination)).Cause));
    });

    [LocalPortRangeFact(inNamespace: true)]
    public void A_port_that_an_ordinary_bind_holds_is_passed_over_whatever_its_address() => NetworkNamespace.Run(() =>
    {
        using Destinations destinations = Destinations.FourPorts(IPAddress.Loopback, ListenerPort);
        using var sockets = new SocketList();
        using Socket poisoner = PortSharing.Bound(new IPEndPoint(OtherSource, First), PortSharing.None);
        OutboundConnector connector = InTwoPorts();

        foreach (IPEndPoint destination in destinations.EndPoints)
        {
            Assert.Equal(First + 1, PortOf(sockets.Add(connector.Connect(destination))));
        }

        var e = Assert.Throws<PortException>(() => connector.Connect(destinations.EndPoints[0]));
        Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause);
        Assert.Contains(BoundSockets.AreShown ? "2 of the 2 ports of 40000-40001 are taken, 1 of them used by 127.0.0.1" : "2 ports of 40000-40001", e.Message, StringComparison.Ordinal);

        poisoner.Dispose();
        foreach (IPEndPoint destination in destinations.EndPoints)
        {
            Assert.Equal(First, PortOf(sockets.Add(connector.Connect(destination))));
        }
    });

    [ClosedBindFact]
    public void Once_it_is_closed_the_port_is_usable_although_another_connection_keeps_it() => ClosedBind.Run(destination =>
    {
        using Socket socket = new OutboundConnector(IPAddress.Loopback).Connect(destination);

        Assert.Equal(ClosedBind.Port, PortOf(socket));
    });

    [LocalPortRangeFact(inNamespace: true)]
    public void So_is_one_that_an_ordinary_bind_connected_from() => NetworkNamespace.Run(() =>
    {
        using Destinations destinations = Destinations.FourPorts(IPAddress.Loopback, ListenerPort);
        using var sockets = new SocketList();
        Socket poisoner = sockets.Add(PortSharing.Bound(new IPEndPoint(IPAddress.Loopback, First), PortSharing.None));
        poisoner.Connect(destinations.EndPoints[0]);

        foreach (IPEndPoint destination in destinations.EndPoints)
        {
            Assert.Equal(First + 1, PortOf(sockets.Add(InTwoPorts().Connect(destination))));
        }
    });

    [LocalPortRangeFact(inNamespace: true)]
    public void A_connection_of_the_system_s_choice_does_not_poison_its_port() => NetworkNamespace.Run(() =>
    {
        using Destinations destinations = Destinations.FourPorts(IPAddress.Loopback, ListenerPort);
        using var sockets = new SocketList();
        for (var i = 0; i < 2; i++)
        {
            Socket unbound = sockets.Add(NewSocket.IPv4());
            Assert.True(unbound.TrySetLocalPortRange(First, First + 1));
            unbound.Connect(destinations.EndPoints[0]);
        }

        foreach (IPEndPoint destination in destinations.EndPoints.Skip(1))
        {
            int[] ports = [.. Enumerable.Range(0, 2).Select(_ => PortOf(sockets.Add(InTwoPorts().Connect(destination)))).Order()];
            Assert.Equal([First, First + 1], ports);
        }
    });

    private static OutboundConnector InTwoPorts() => Connectors.With(
        options => options.ConfigureSocket = socket => Assert.True(socket.TrySetLocalPortRange(First, First + 1)),
        new IPEndPoint(IPAddress.Loopback, 0));

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}

using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Connecting;

/// <summary>Several sources of one family: they take turns, and one that has no port left is replaced by the least used.</summary>
public class SeveralSourcesTests
{
    private const int Ports = 4;

    private static readonly IPEndPoint[] Sources = [.. Enumerable.Range(71, 3).Select(last => Connectors.AnyPort($"127.0.0.{last}"))];

    public static TheoryData<string> Ways => new(Way.Both);

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task They_take_turns(string way)
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var sockets = new SocketList();
        var connector = new OutboundConnector(Sources);

        var used = new List<IPAddress>();
        for (var i = 0; i < 2 * Sources.Length; i++)
        {
            used.Add(SourceOf(sockets.Add(await Way.By(way, connector, destination.EndPoints[0]))));
        }

        IEnumerable<IPAddress> once = Sources.Select(source => source.Address);
        Assert.Equal(once.Concat(once), used);
    }

    [LocalPortRangeTheory]
    [MemberData(nameof(Ways))]
    public async Task Every_port_of_each_is_used_before_the_connect_fails(string way)
    {
        LocalPortRange range = LocalPortRange.FindFree(Ports);
        using var destinations = new Destinations([new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Loopback, 0)]);
        using var sockets = new SocketList();
        OutboundConnector connector = Connectors.With(options => options.InRange(range), Sources);

        foreach (IPEndPoint destination in destinations.EndPoints)
        {
            var used = new List<IPAddress>();
            for (var i = 0; i < Sources.Length * Ports; i++)
            {
                used.Add(SourceOf(sockets.Add(await Way.By(way, connector, destination))));
            }

            Assert.All(Sources, source => Assert.Equal(Ports, used.Count(source.Address.Equals)));

            var before = OpenSockets.Count();
            var e = await Assert.ThrowsAsync<PortException>(() => Way.By(way, connector, destination));
            Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause);
            Assert.Equal(before, OpenSockets.Count());
        }
    }

    [LocalPortRangeTheory]
    [MemberData(nameof(Ways))]
    public async Task The_least_used_is_taken_when_one_is_exhausted(string way)
    {
        LocalPortRange range = LocalPortRange.FindFree(Ports);
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        IPEndPoint remote = destination.EndPoints[0];
        using var sockets = new SocketList();
        Use(Sources[0], Ports);
        Use(Sources[1], 2);
        Use(Sources[2], 1);

        OutboundConnector connector = Connectors.With(options => options.InRange(range), Sources);
        Assert.Equal(Sources[2].Address, SourceOf(sockets.Add(await Way.By(way, connector, remote))));

        // For a while after, the exhausted one has no turn.
        Assert.Equal(Sources[1].Address, SourceOf(sockets.Add(await Way.By(way, connector, remote))));
        Assert.Equal(Sources[2].Address, SourceOf(sockets.Add(await Way.By(way, connector, remote))));

        void Use(IPEndPoint source, int ports)
        {
            OutboundConnector one = Connectors.With(options => options.InRange(range), source);
            for (var i = 0; i < ports; i++)
            {
                sockets.Add(one.Connect(remote));
            }
        }
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_chosen_port_that_has_the_connection_already_is_replaced(string way)
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var sockets = new SocketList();
        var port = FreePort.Everywhere();
        var connector = new OutboundConnector([.. Sources.Select(source => new IPEndPoint(source.Address, port))]);

        var used = new List<IPAddress>();
        for (var i = 0; i < Sources.Length; i++)
        {
            used.Add(SourceOf(sockets.Add(await Way.By(way, connector, destination.EndPoints[0]))));
        }

        var e = await Assert.ThrowsAsync<PortException>(() => Way.By(way, connector, destination.EndPoints[0]));

        Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
        Assert.Equal(Sources.Length, used.Distinct().Count());
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task One_that_is_not_local_is_replaced(string way)
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var sockets = new SocketList();
        var connector = new OutboundConnector(Connectors.AnyPort("192.0.2.1"), Sources[0]);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Sources[0].Address, SourceOf(sockets.Add(await Way.By(way, connector, destination.EndPoints[0]))));
        }
    }

    [LinuxFact]
    public async Task Each_is_tried_for_the_destination_that_was_given_though_the_caller_changes_his_endpoint()
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var sockets = new SocketList();
        IPEndPoint given = destination.EndPoints[0];
        var mine = new IPEndPoint(given.Address, given.Port);
        OutboundConnector connector = Connectors.With(
            options => options.ConfigureSocket = socket => mine.Port = 1, Connectors.AnyPort("192.0.2.1"), Sources[0]);

        Assert.Equal(given, sockets.Add(await connector.ConnectAsync(mine)).RemoteEndPoint);
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_refusal_is_not_tried_again_from_another(string way)
    {
        using var target = new RefusingThenListening();
        var sockets = 0;
        OutboundConnector connector = Connectors.With(options => options.ConfigureSocket = _ => sockets++, Sources);

        var e = await Assert.ThrowsAnyAsync<SocketException>(
            () => Way.By(way, connector, new IPEndPoint(target.Addresses[0], target.Port)));

        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
        Assert.Equal(1, sockets);
    }

    private static IPAddress SourceOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Address;
}

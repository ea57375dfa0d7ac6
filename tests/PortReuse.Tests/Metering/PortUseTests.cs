using System.Net;
using System.Net.Sockets;
using PortReuse.Connecting;
using PortReuse.Metering;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Metering;

/// <summary>The gauges of the ports: how many a source uses for a destination, of how many, and the alarm at one half.</summary>
public sealed class PortUseTests : IDisposable
{
    private const int Half = NetworkNamespace.EphemeralPorts / 2;

    private static readonly IPEndPoint Source = Connectors.AnyPort("127.0.0.77");
    private static readonly IPEndPoint Destination = new(IPAddress.Parse("127.0.0.9"), 9000);

    private readonly TimeSpan _freshness = PortUse.Freshness;

    public PortUseTests() => PortUse.Freshness = TimeSpan.Zero;

    public void Dispose() => PortUse.Freshness = _freshness;

    [NamespaceFact]
    public void The_alarm_is_set_at_half_of_the_ports() => Run(() =>
    {
        using var destination = new Destinations([Destination, new IPEndPoint(IPAddress.Parse("127.0.0.9"), 9001)]);
        using var sockets = new SocketList();
        using var meter = new MeasuredMeter();
        var connector = new OutboundConnector(Source);

        for (var i = 0; i < Half - 1; i++)
        {
            sockets.Add(connector.Connect(Destination));
        }

        sockets.Add(connector.Connect(destination.EndPoints[1]));
        Assert.Equal([$"used {Half - 1}", "alarm 0"], Said(meter, Source.Address, Destination));
        Assert.Equal(["used 1", "alarm 0"], Said(meter, Source.Address, destination.EndPoints[1]));

        sockets.Add(connector.Connect(Destination));
        Assert.Equal([$"used {Half}", "alarm 1"], Said(meter, Source.Address, Destination));
        Assert.Equal(NetworkNamespace.EphemeralPorts, meter.Observe().Single(each => each.Instrument == "portreuse.ports.usable").Value);

        File.WriteAllText("/proc/sys/net/ipv4/ip_local_reserved_ports", $"{NetworkNamespace.FirstEphemeralPort}-{NetworkNamespace.FirstEphemeralPort + 7}");
        Assert.Equal(NetworkNamespace.EphemeralPorts - 8, meter.Observe()
            .Single(each => each.Instrument == "portreuse.ports.usable").Value);
    });

    [NamespaceFact]
    public void What_is_used_no_more_is_said_once() => Run(() =>
    {
        using var destination = new Destinations([Destination]);
        using var meter = new MeasuredMeter();
        using (var sockets = new SocketList())
        {
            sockets.Add(new OutboundConnector(Source).Connect(Destination));
            Assert.Equal(["used 1", "alarm 0"], Said(meter, Source.Address, Destination));
        }

        // The first instrument that is asked says so, and the next look has forgotten it.
        Assert.Equal(["used 0"], Said(meter, Source.Address, Destination));
        Assert.Empty(Said(meter, Source.Address, Destination));
        new OutboundConnector(Source).Connect(Destination).Close(timeout: 0);
    });

    [NamespaceFact]
    public void A_look_serves_all_instruments_that_are_asked_at_a_time() => Run(() =>
    {
        PortUse.Freshness = TimeSpan.FromDays(1);
        PortUse.Snapshot first = PortUse.Look();

        Assert.Same(first, PortUse.Look());
        PortUse.Freshness = TimeSpan.Zero;
        Assert.NotSame(first, PortUse.Look());
    });

    /// <summary>Where the system has chosen the source, it is the one that it chose.</summary>
    [NamespaceTheory]
    [InlineData("0.0.0.0", "127.0.0.1", "127.0.0.9")]
    [InlineData("::", "::1", "::1")]
    [InlineData("::ffff:127.0.0.77", "127.0.0.77", "127.0.0.9")]
    public void Of_either_family(string source, string used, string remote) => Run(() =>
    {
        var to = new IPEndPoint(IPAddress.Parse(remote), 9000);
        using var destination = new Destinations([to]);
        using var sockets = new SocketList();
        using var meter = new MeasuredMeter();

        sockets.Add(new OutboundConnector(IPAddress.Parse(source)).Connect(to));

        Assert.Equal(["used 1", "alarm 0"], Said(meter, IPAddress.Parse(used), to));
    });

    [NamespaceFact]
    public void A_source_with_a_port_of_its_own_uses_none() => Run(() =>
    {
        using var destination = new Destinations([Destination]);
        using var sockets = new SocketList();
        using var meter = new MeasuredMeter();

        sockets.Add(new OutboundConnector(new IPEndPoint(Source.Address, 6000)).Connect(Destination));

        Assert.Empty(Said(meter, Source.Address, Destination));
    });

    [NamespaceFact]
    public void Nothing_is_noted_while_nobody_listens() => Run(() =>
    {
        using var destination = new Destinations([Destination]);
        using var sockets = new SocketList();
        sockets.Add(new OutboundConnector(Source).Connect(Destination));

        using var meter = new MeasuredMeter();
        Assert.Empty(Said(meter, Source.Address, Destination));

        // From the next connect on, with those that were there.
        sockets.Add(new OutboundConnector(Source).Connect(Destination));
        Assert.Equal(["used 2", "alarm 0"], Said(meter, Source.Address, Destination));
    });

    // What other tests have connected is not used in this namespace, and is forgotten.
    private static void Run(Action action) => NetworkNamespace.Run(() =>
    {
        PortUse.Look();
        action();
    });

    private static IEnumerable<string> Said(MeasuredMeter meter, IPAddress source, IPEndPoint destination) => meter.Observe()
        .Where(each => each.TagText == $"network.local.address={source} network.peer.address={destination.Address} network.peer.port={destination.Port}")
        .Select(each => $"{each.Instrument["portreuse.ports.".Length..]} {each.Value}");
}

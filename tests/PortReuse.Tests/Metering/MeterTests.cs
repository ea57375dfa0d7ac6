using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Metering;

/// <summary>The meter <c>PortReuse</c>: what its instruments count.</summary>
public class MeterTests
{
    private static readonly IPEndPoint Source = Connectors.AnyPort("127.0.0.77");

    public static TheoryData<string> Ways => new(Way.Both);

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_connection_is_an_attempt_and_an_outcome(string way)
    {
        using var destinations = new Destinations([new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.IPv6Loopback, 0)]);
        using var sockets = new SocketList();
        using var counted = new Counted();

        sockets.Add(await Way.By(way, new OutboundConnector(Source), destinations.EndPoints[0]));
        sockets.Add(await Way.By(way, new OutboundConnector(IPAddress.IPv6Any), destinations.EndPoints[1]));

        Assert.Equal(
            [
                "portreuse.connect.attempts network.type=ipv4",
                "portreuse.connect.outcomes portreuse.outcome=connected",
                "portreuse.connect.attempts network.type=ipv6",
                "portreuse.connect.outcomes portreuse.outcome=connected",
            ],
            counted.Measurements);
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_failure_is_counted_by_its_cause_or_its_error(string way)
    {
        using var target = new RefusingThenListening();
        using var unanswered = new UnansweredListener(IPAddress.Loopback);
        using var counted = new Counted();

        await Fails(new OutboundConnector(Source), new IPEndPoint(target.Addresses[0], target.Port));
        await Fails(new OutboundConnector(IPAddress.Parse("192.0.2.1")), target.Listener.LocalEndPoint!);
        await Fails(Connectors.With(options => options.ConnectTimeout = TimeSpan.FromMilliseconds(1), Source), unanswered.EndPoint);

        Assert.Equal(
            [
                "portreuse.connect.outcomes portreuse.outcome=failed error.type=ConnectionRefused",
                "portreuse.connect.outcomes portreuse.outcome=failed error.type=AddressNotLocal",
                "portreuse.connect.outcomes portreuse.outcome=timed_out error.type=TimedOut",
            ],
            counted.Of("portreuse.connect.outcomes"));

        async Task Fails(OutboundConnector connector, EndPoint remote) =>
            await Assert.ThrowsAnyAsync<SocketException>(() => Way.By(way, connector, remote));
    }

    /// <summary>Each call once, by what came of it: the tags are those of its outcome.</summary>
    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_connect_takes_its_time_whatever_comes_of_it(string way)
    {
        using var target = new RefusingThenListening();
        using var unanswered = new UnansweredListener(IPAddress.Loopback);
        using var measured = new MeasuredMeter();
        var connector = new OutboundConnector(Source);
        OutboundConnector impatient = Connectors.With(options => options.ConnectTimeout = TimeSpan.FromMilliseconds(100), Source);

        (await Way.By(way, connector, target.Listener.LocalEndPoint!)).Dispose();
        await Assert.ThrowsAnyAsync<SocketException>(() => Way.By(way, connector, new IPEndPoint(target.Addresses[0], target.Port)));
        await Assert.ThrowsAnyAsync<SocketException>(() => Way.By(way, impatient, unanswered.EndPoint));
        await using (SharedPort port = SharedPort.Listen(new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0)))
        {
            (await port.DialAsync((IPEndPoint)target.Listener.LocalEndPoint!)).Socket.Dispose();
        }

        Measured[] durations = [.. measured.Of("portreuse.connect.duration")];
        Assert.Equal(
            [
                "portreuse.outcome=connected",
                "portreuse.outcome=failed error.type=ConnectionRefused",
                "portreuse.outcome=timed_out error.type=TimedOut",
                "portreuse.outcome=dialed",
            ],
            durations.Select(each => each.TagText));
        Assert.All(durations, each => Assert.InRange(each.Value, double.Epsilon, 20));
        Assert.InRange(durations[2].Value, 0.05, 20); // In seconds. The time-out is counted in the system's ticks, of up to 16 ms.
    }

    [LinuxFact]
    public async Task A_cancellation_is_counted()
    {
        using var unanswered = new UnansweredListener(IPAddress.Loopback);
        using var cancellation = new CancellationTokenSource();
        using var counted = new Counted();

        Task<Socket> task = new OutboundConnector(Source).ConnectAsync(unanswered.EndPoint, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);

        Assert.Equal(["portreuse.connect.outcomes portreuse.outcome=canceled"], counted.Of("portreuse.connect.outcomes"));
    }

    [LocalPortRangeTheory]
    [MemberData(nameof(Ways))]
    public async Task Another_source_is_a_fallback_of_that_cause(string way)
    {
        LocalPortRange range = LocalPortRange.FindFree(1);
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var sockets = new SocketList();
        sockets.Add(Connectors.With(options => options.InRange(range), Source).Connect(destination.EndPoints[0]));
        OutboundConnector connector = Connectors.With(
            options => options.InRange(range), Source, Connectors.AnyPort("192.0.2.1"), Connectors.AnyPort("127.0.0.78"));
        using var counted = new Counted();

        sockets.Add(await Way.By(way, connector, destination.EndPoints[0]));

        Assert.Equal(
            ["portreuse.fallbacks portreuse.cause=EphemeralPortsExhausted", "portreuse.fallbacks portreuse.cause=AddressNotLocal"],
            counted.Of("portreuse.fallbacks"));
    }

    [LinuxFact]
    public async Task The_dials_of_a_shared_port_are_counted_by_what_came_of_them()
    {
        await using SharedPort a = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0)), b = SharedPort
            .Listen(new IPEndPoint(IPAddress.Loopback, 0));
        using var sockets = new SocketList();
        using var counted = new Counted();

        sockets.Add((await a.DialAsync(b.LocalEndPoint)).Socket);
        sockets.Add((await b.DialAsync(a.LocalEndPoint)).Socket);
        sockets.Add((await b.DialAsync(a.LocalEndPoint)).Socket);
        sockets.Add((await b.DialAsync(a.LocalEndPoint, DialPolicy.Fresh)).Socket);
        await Assert.ThrowsAsync<PortException>(() => a.DialAsync(b.LocalEndPoint, DialPolicy.Require).AsTask());
        await Assert.ThrowsAsync<PortException>(() => a.DialAsync(a.LocalEndPoint).AsTask());

        Assert.Equal(["portreuse.fallbacks portreuse.cause=DuplicateConnection"], counted.Of("portreuse.fallbacks"));
        Assert.Equal(
            [
                "portreuse.connect.outcomes portreuse.outcome=dialed",
                "portreuse.connect.outcomes portreuse.outcome=accepted",
                "portreuse.connect.outcomes portreuse.outcome=fresh_port",
                "portreuse.connect.outcomes portreuse.outcome=fresh_port",
                "portreuse.connect.outcomes portreuse.outcome=failed error.type=DuplicateConnection",
                "portreuse.connect.outcomes portreuse.outcome=failed error.type=SelfConnect",
            ],
            counted.Of("portreuse.connect.outcomes"));
    }
}

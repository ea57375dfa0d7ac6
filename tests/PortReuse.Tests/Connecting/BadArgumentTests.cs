using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Connecting;

/// <summary>What a connector is told wrong: a clear exception that names the argument, and no socket.</summary>
public class BadArgumentTests
{
    private static readonly OutboundConnector FromIPv4 = new(IPAddress.Loopback);
    private static readonly IPEndPoint ToIPv4 = new(IPAddress.Loopback, 80);

    public static TheoryData<string, Type, string> Sources => new()
    {
        { "null address", typeof(ArgumentNullException), "source" },
        { "null sources", typeof(ArgumentNullException), "sources" },
        { "null options", typeof(ArgumentNullException), "options" },
        { "no source", typeof(ArgumentException), "sources" },
        { "options without a source", typeof(ArgumentException), "options" },
        { "a multicast address", typeof(ArgumentException), "source" },
        { "the broadcast address", typeof(ArgumentException), "source" },
        { "a multicast address of IPv6", typeof(ArgumentException), "sources" },
        { "a mapped multicast address", typeof(ArgumentException), "options" },
        { "a null source", typeof(ArgumentException), "sources" },
        { "time-out of 0", typeof(ArgumentOutOfRangeException), "options" },
        { "negative time-out", typeof(ArgumentOutOfRangeException), "options" },
        { "time-out of a year", typeof(ArgumentOutOfRangeException), "options" },
        { "negative delay", typeof(ArgumentOutOfRangeException), "options" },
    };

    public static TheoryData<string, Type> EndPoints => new()
    {
        { "null", typeof(ArgumentNullException) },
        { "port 0", typeof(ArgumentException) },
        { "name with port 0", typeof(ArgumentException) },
        { "a Unix domain endpoint", typeof(ArgumentException) },
        { "another family", typeof(ArgumentException) },
        { "a name of another family", typeof(ArgumentException) },
        { "an address that the name's family excludes", typeof(ArgumentException) },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_connector_is_not_made(string what, Type expected, string parameter) => Expect(expected, parameter, () => _ = what switch
    {
        "null address" => new OutboundConnector((IPAddress)null!),
        "null sources" => new OutboundConnector((IPEndPoint[])null!),
        "null options" => new OutboundConnector((OutboundConnectorOptions)null!),
        "no source" => new OutboundConnector(Array.Empty<IPEndPoint>()),
        "options without a source" => new OutboundConnector(new OutboundConnectorOptions()),
        "a multicast address" => new OutboundConnector(IPAddress.Parse("224.0.0.1")),
        "the broadcast address" => new OutboundConnector(IPAddress.Broadcast),
        "a multicast address of IPv6" => new OutboundConnector(ToIPv4, new IPEndPoint(IPAddress.Parse("ff02::1"), 0)),
        "a mapped multicast address" => Connectors.With(_ => { }, new IPEndPoint(IPAddress.Parse("::ffff:239.255.255.255"), 0)),
        "a null source" => new OutboundConnector(ToIPv4, null!),
        "time-out of 0" => Connectors.With(options => options.ConnectTimeout = TimeSpan.Zero, ToIPv4),
        "negative time-out" => Connectors.With(options => options.ConnectTimeout = TimeSpan.FromSeconds(-1), ToIPv4),
        "time-out of a year" => Connectors.With(options => options.ConnectTimeout = TimeSpan.FromDays(365), ToIPv4),
        "negative delay" => Connectors.With(options => options.AttemptDelay = TimeSpan.FromSeconds(-1), ToIPv4),
        _ => throw new InvalidOperationException(what),
    });

    [LinuxTheory]
    [MemberData(nameof(EndPoints))]
    public void An_endpoint_is_not_connected_to(string what, Type expected)
    {
        EndPoint remote = what switch
        {
            "null" => null!,
            "port 0" => new IPEndPoint(IPAddress.Loopback, 0),
            "name with port 0" => new DnsEndPoint("localhost", 0),
            "a Unix domain endpoint" => new UnixDomainSocketEndPoint("/nowhere"),
            "another family" => new IPEndPoint(IPAddress.IPv6Loopback, 80),
            "a name of another family" => new DnsEndPoint("localhost", 80, AddressFamily.InterNetworkV6),
            "an address that the name's family excludes" => new DnsEndPoint("127.0.0.1", 80, AddressFamily.InterNetworkV6),
            _ => throw new InvalidOperationException(what),
        };
        ExpectNoSocket(expected, "remote", () => FromIPv4.Connect(remote), () => FromIPv4.ConnectAsync(remote));
    }

    [LinuxTheory]
    [InlineData(null, 80, typeof(ArgumentNullException), "host")]
    [InlineData("", 80, typeof(ArgumentException), "host")]
    [InlineData("::1", 80, typeof(ArgumentException), "host")] // Another family.
    [InlineData("localhost", 0, typeof(ArgumentOutOfRangeException), "port")]
    [InlineData("localhost", -1, typeof(ArgumentOutOfRangeException), "port")]
    [InlineData("localhost", 65536, typeof(ArgumentOutOfRangeException), "port")]
    public void A_host_is_not_connected_to(string? host, int port, Type expected, string parameter) =>
        ExpectNoSocket(expected, parameter, () => FromIPv4.Connect(host!, port), () => FromIPv4.ConnectAsync(host!, port));

    [Fact]
    public void A_callback_without_its_context_is_refused() => Expect(
        typeof(ArgumentNullException), "context", () => _ = FromIPv4.ConnectCallback(null!, CancellationToken.None).AsTask());

    [Fact]
    public void A_handler_or_a_connector_that_is_null_is_refused()
    {
        using var handler = new SocketsHttpHandler();
        Expect(typeof(ArgumentNullException), "handler", () => ((SocketsHttpHandler)null!).ConnectFrom(FromIPv4));
        Expect(typeof(ArgumentNullException), "connector", () => handler.ConnectFrom(null!));
    }

    private static void ExpectNoSocket(Type expected, string parameter, Action connect, Func<ValueTask<Socket>> connectAsync)
    {
        var before = OpenSockets.Count();

        Expect(expected, parameter, connect);
        Expect(expected, parameter, () => _ = connectAsync().AsTask()); // At once, not in the task.

        Assert.Equal(before, OpenSockets.Count());
    }

    private static void Expect(Type expected, string parameter, Action action) =>
        Assert.Equal(parameter, Assert.IsAssignableFrom<ArgumentException>(Assert.Throws(expected, action)).ParamName);
}

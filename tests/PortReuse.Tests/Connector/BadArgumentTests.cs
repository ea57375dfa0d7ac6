using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Connector;

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
        { "options without a source", typeof(ArgumentException), "sources" },
        { "a null source", typeof(ArgumentException), "sources" },
        { "time-out of 0", typeof(ArgumentOutOfRangeException), "options" },
        { "negative time-out", typeof(ArgumentOutOfRangeException), "options" },
        { "time-out of a year", typeof(ArgumentOutOfRangeException), "options" },
        { "negative delay", typeof(ArgumentOutOfRangeException), "options" },
    };

    public static TheoryData<string, Type, string> Destinations => new()
    {
        { "null endpoint", typeof(ArgumentNullException), "remote" },
        { "port 0", typeof(ArgumentException), "remote" },
        { "name with port 0", typeof(ArgumentException), "remote" },
        { "a Unix domain endpoint", typeof(ArgumentException), "remote" },
        { "another family", typeof(ArgumentException), "remote" },
        { "a name of another family", typeof(ArgumentException), "name" },
        { "an address that the name's family excludes", typeof(ArgumentException), "remote" },
        { "null host", typeof(ArgumentNullException), "host" },
        { "empty host", typeof(ArgumentException), "host" },
        { "host of another family", typeof(ArgumentException), "remote" },
        { "host with port 0", typeof(ArgumentOutOfRangeException), "port" },
        { "host with port -1", typeof(ArgumentOutOfRangeException), "port" },
        { "host with port 65536", typeof(ArgumentOutOfRangeException), "port" },
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
        "a null source" => new OutboundConnector(ToIPv4, null!),
        "time-out of 0" => Connectors.With(options => options.ConnectTimeout = TimeSpan.Zero, ToIPv4),
        "negative time-out" => Connectors.With(options => options.ConnectTimeout = TimeSpan.FromSeconds(-1), ToIPv4),
        "time-out of a year" => Connectors.With(options => options.ConnectTimeout = TimeSpan.FromDays(365), ToIPv4),
        "negative delay" => Connectors.With(options => options.AttemptDelay = TimeSpan.FromSeconds(-1), ToIPv4),
        _ => throw new InvalidOperationException(what),
    });

    [LinuxTheory]
    [MemberData(nameof(Destinations))]
    public void Nothing_is_connected_to(string what, Type expected, string parameter)
    {
        int before = OpenSockets.Count();

        Expect(expected, parameter, () => Connect(what));
        Expect(expected, parameter, () => _ = ConnectAsync(what).AsTask()); // At once, not in the task.

        Assert.Equal(before, OpenSockets.Count());
    }

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

    private static void Connect(string what)
    {
        switch (Of(what))
        {
            case (EndPoint remote, _, _):
                FromIPv4.Connect(remote);
                break;
            case (_, var host, var port):
                FromIPv4.Connect(host!, port);
                break;
        }
    }

    private static ValueTask<Socket> ConnectAsync(string what) => Of(what) switch
    {
        (EndPoint remote, _, _) => FromIPv4.ConnectAsync(remote),
        (_, var host, var port) => FromIPv4.ConnectAsync(host!, port),
    };

    private static (EndPoint? Remote, string? Host, int Port) Of(string what) => what switch
    {
        "null endpoint" => throw Assert.Throws<ArgumentNullException>(() => FromIPv4.Connect(null!)),
        "port 0" => (new IPEndPoint(IPAddress.Loopback, 0), null, 0),
        "name with port 0" => (new DnsEndPoint("localhost", 0), null, 0),
        "a Unix domain endpoint" => (new UnixDomainSocketEndPoint("/nowhere"), null, 0),
        "another family" => (new IPEndPoint(IPAddress.IPv6Loopback, 80), null, 0),
        "a name of another family" => (new DnsEndPoint("localhost", 80, AddressFamily.InterNetworkV6), null, 0),
        "an address that the name's family excludes" => (new DnsEndPoint("127.0.0.1", 80, AddressFamily.InterNetworkV6), null, 0),
        "null host" => (null, null, 80),
        "empty host" => (null, "", 80),
        "host of another family" => (null, "::1", 80),
        "host with port 0" => (null, "localhost", 0),
        "host with port -1" => (null, "localhost", -1),
        "host with port 65536" => (null, "localhost", 65536),
        _ => throw new InvalidOperationException(what),
    };

    private static void Expect(Type expected, string parameter, Action action) =>
        Assert.Equal(parameter, Assert.IsAssignableFrom<ArgumentException>(Assert.Throws(expected, action)).ParamName);
}

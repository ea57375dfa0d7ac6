using System.Net;
using System.Net.Sockets;
using PortReuse.Connecting;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Connecting;

/// <summary>A connect to a name with several addresses (RFC 8305), each family from a source of its own.</summary>
public class HappyEyeballsTests
{
    private static readonly IPEndPoint IPv4Source = Connectors.AnyPort("127.0.0.77");
    private static readonly IPEndPoint IPv6Source = Connectors.AnyPort("::1");
    private static readonly IPAddress V4 = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress OtherV4 = IPAddress.Parse("127.0.0.3");

    public static TheoryData<string> Ways => new(Way.Both);

    [Fact]
    public void The_families_take_turns_and_begin_with_that_of_the_first_address()
    {
        const string found = "2001:db8::1 2001:db8::2 2001:db8::3 192.0.2.1 ::ffff:192.0.2.2 192.0.2.1";
        IPAddress[] addresses = [.. found.Split(' ').Select(IPAddress.Parse)];

        Assert.Equal(
            "2001:db8::1 192.0.2.1 2001:db8::2 192.0.2.2 2001:db8::3",
            string.Join(' ', AddressOrder.Interleave(addresses, 80).Select(endPoint => endPoint.Address)));
        Assert.Equal(
            "192.0.2.1 2001:db8::3 192.0.2.2 2001:db8::2 2001:db8::1",
            string.Join(' ', AddressOrder.Interleave(addresses.Reverse(), 80).Select(endPoint => endPoint.Address)));
        Assert.All(AddressOrder.Interleave(addresses, 80), endPoint => Assert.Equal(80, endPoint.Port));
        Assert.Empty(AddressOrder.Interleave([], 80));
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task The_first_address_that_answers_is_taken_from_the_source_of_its_family(string way)
    {
        using var unanswered = new UnansweredListener(IPAddress.IPv6Loopback);
        var port = unanswered.EndPoint.Port;
        using Socket listener = PortSharing.Listening(new IPEndPoint(V4, port), PortSharing.None);
        OutboundConnector connector = Named([IPAddress.IPv6Loopback, V4], TimeSpan.FromMilliseconds(20), IPv4Source, IPv6Source);
        var before = OpenSockets.Count();

        using (Socket socket = await Way.By(way, connector, To(port)))
        {
            Assert.Equal(before + 1, OpenSockets.Count()); // The other is closed by now.
            Assert.Equal(IPv4Source.Address, ((IPEndPoint)socket.LocalEndPoint!).Address);
            Assert.Equal(new IPEndPoint(V4, port), socket.RemoteEndPoint);
            using Socket accepted = listener.Accept();
            Assert.Equal(socket.LocalEndPoint, accepted.RemoteEndPoint);
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_refusal_starts_the_next_at_once(string way)
    {
        using var target = new RefusingThenListening([IPAddress.IPv6Loopback, OtherV4]);
        foreach (TimeSpan delay in new[] { TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan })
        {
            OutboundConnector connector = Named(target.Addresses, delay, IPv6Source, IPv4Source);

            using Socket socket = await Way.By(way, connector, To(target.Port));

            Assert.Equal(IPv4Source.Address, ((IPEndPoint)socket.LocalEndPoint!).Address);
            Assert.Equal(new IPEndPoint(OtherV4, target.Port), socket.RemoteEndPoint);
        }
    }

    /// <summary>No route leads to a family: none at all, or none from its source.</summary>
    [NamespaceTheory]
    [InlineData(Way.Connect, "::")]
    [InlineData(Way.Connect, "::1")]
    [InlineData(Way.ConnectAsync, "::")]
    [InlineData(Way.ConnectAsync, "::1")]
    public void A_family_without_a_route_costs_no_time(string way, string source) => NetworkNamespace.Run(() =>
    {
        using var destination = new Destinations([new IPEndPoint(OtherV4, 5000)]);
        IPAddress[] unreachable = [IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8::2"), IPAddress.Parse("2001:db8::1")];
        OutboundConnector connector = Named([.. unreachable, OtherV4], TimeSpan.FromDays(1), IPv4Source, Connectors.AnyPort(source));
        var before = OpenSockets.Count();

        using (Socket socket = Way.By(way, connector, To(5000)).GetAwaiter().GetResult())
        {
            Assert.Equal(destination.EndPoints[0], socket.RemoteEndPoint);
        }

        Assert.Equal(before, OpenSockets.Count());
        var e = Assert.ThrowsAny<SocketException>(() =>
            Way.By(way, Named(unreachable, TimeSpan.Zero, Connectors.AnyPort(source)), To(5000)).GetAwaiter().GetResult());
        Assert.True(e is not PortException { Cause: PortErrorCause.EphemeralPortsExhausted or PortErrorCause.DuplicateConnection }, e
            .ToString());
        Assert.Equal(before, OpenSockets.Count());
    });

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task Where_the_first_answers_the_second_is_not_tried(string way)
    {
        using var target = new RefusingThenListening();
        var sockets = 0;
        OutboundConnector connector = Connectors.With(
            options =>
            {
                options.AttemptDelay = TimeSpan.FromDays(1);
                options.ConfigureSocket = _ => sockets++;
                options.Resolving([.. target.Addresses.Reverse()]);
            },
            IPv4Source);

        using Socket socket = await Way.By(way, connector, To(target.Port));

        Assert.Equal(1, sockets);
        Assert.Equal(target.Listener.LocalEndPoint, socket.RemoteEndPoint);
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task Where_each_refuses_the_failure_of_the_last_is_told_and_no_socket_is_left(string way)
    {
        using var target = new RefusingThenListening();
        IPAddress[] refusing = [target.Addresses[0], IPAddress.Parse("127.0.0.9"), IPAddress.Parse("127.0.0.8")];
        OutboundConnector connector = Named(refusing, TimeSpan.Zero, IPv4Source);
        var before = OpenSockets.Count();

        var e = await Assert.ThrowsAnyAsync<SocketException>(() => Way.By(way, connector, To(target.Port)));

        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
        Assert.Equal(before, OpenSockets.Count());
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_family_without_a_source_is_not_looked_up(string way)
    {
        var asked = new List<AddressFamily>();
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        foreach (IPEndPoint[] sources in new IPEndPoint[][] { [IPv4Source], [IPv4Source, IPv6Source] })
        {
            OutboundConnector connector = Connectors.With(
                options =>
                {
                    options.Resolve = (_, family) => Found(family);
                    options.ResolveAsync = (_, family, _) => Task.FromResult(Found(family));
                },
                sources);
            using Socket socket = await Way.By(way, connector, To(destination.EndPoints[0].Port));
        }

        Assert.Equal([AddressFamily.InterNetwork, AddressFamily.Unspecified], asked);

        IPAddress[] Found(AddressFamily family)
        {
            asked.Add(family);
            return [IPAddress.Loopback];
        }
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task The_family_of_a_name_is_kept_to(string way)
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.IPv6Loopback, 0)]);
        OutboundConnector connector = Named([V4, IPAddress.IPv6Loopback], TimeSpan.Zero, IPv4Source, IPv6Source);

        using Socket socket = await Way.By(
            way, connector, new DnsEndPoint(Connectors.HostName, destination.EndPoints[0].Port, AddressFamily.InterNetworkV6));

        Assert.Equal(destination.EndPoints[0], socket.RemoteEndPoint);
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_name_without_an_address_that_can_be_used_is_told(string way)
    {
        OutboundConnector connector = Connectors.With(
            options =>
            {
                options.Resolve = (_, _) => [IPAddress.IPv6Loopback];
                options.ResolveAsync = (_, _, _) => Task.FromResult<IPAddress[]>([IPAddress.IPv6Loopback]);
            },
            IPv4Source);

        var e = await Assert.ThrowsAsync<SocketException>(() => Way.By(way, connector, To(80)));

        Assert.Equal(SocketError.NoData, e.SocketErrorCode);
        Assert.Contains(Connectors.HostName, e.Message, StringComparison.Ordinal);
    }

    /// <summary>Asked for the family of the sources alone, a resolver does not know such a name.</summary>
    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_name_that_has_addresses_of_the_other_family_alone_is_not_said_to_be_unknown(string way)
    {
        foreach ((IPAddress[] addresses, var expected) in new (IPAddress[], string)[]
        {
            ([IPAddress.IPv6Loopback], $"{Connectors.HostName} has no IPv4 address, only IPv6 ones (::1), and there is a source of IPv4 alone."),
            ([], "not known at all"),
        })
        {
            OutboundConnector connector = Connectors.With(
                options =>
                {
                    options.Resolve = (_, family) => Resolve(addresses, family);
                    options.ResolveAsync = (_, family, _) => Task.FromResult(Resolve(addresses, family));
                },
                IPv4Source);

            var e = await Assert.ThrowsAsync<SocketException>(() => Way.By(way, connector, To(80)));

            Assert.StartsWith(expected, e.Message, StringComparison.Ordinal);
            Assert.Equal(addresses.Length > 0 ? SocketError.NoData : SocketError.HostNotFound, e.SocketErrorCode);
        }

        static IPAddress[] Resolve(IPAddress[] addresses, AddressFamily family)
        {
            IPAddress[] found = [.. addresses.Where(address => family == AddressFamily.Unspecified || address.AddressFamily == family)];
            return found.Length > 0 ? found : throw new SocketException((int)SocketError.HostNotFound, "not known at all");
        }
    }

    /// <summary>The same with the resolver of the system.</summary>
    [HostNameFact]
    public void A_name_of_the_hosts_file_that_has_an_IPv6_address_alone() => HostName.Run("fd77::7", () =>
    {
        var e = Assert.Throws<SocketException>(() => new OutboundConnector(IPv4Source).Connect(HostName.Name, 80));

        Assert.Equal(SocketError.NoData, e.SocketErrorCode);
        Assert.Contains("only IPv6 ones (fd77::7)", e.Message, StringComparison.Ordinal);
    });

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_fault_of_the_callback_ends_the_race_and_leaves_no_socket(string way)
    {
        using var unanswered = new UnansweredListener(V4);
        var sockets = 0;
        OutboundConnector connector = Connectors.With(
            options =>
            {
                options.AttemptDelay = TimeSpan.Zero;
                options.ConfigureSocket = _ =>
                {
                    if (++sockets == 2)
                    {
                        throw new FormatException();
                    }
                };
                options.Resolving(V4, OtherV4, IPAddress.Loopback);
            },
            IPv4Source);
        var before = OpenSockets.Count();

        await Assert.ThrowsAsync<FormatException>(() => Way.By(way, connector, To(unanswered.EndPoint.Port)));

        Assert.Equal(2, sockets);
        Assert.Equal(before, OpenSockets.Count());
    }

    [LinuxFact]
    public async Task The_system_s_own_names_are_found()
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        var connector = new OutboundConnector(IPv4Source, IPv6Source);
        var port = destination.EndPoints[0].Port;

        using Socket socket = await connector.ConnectAsync("localhost", port);
        using Socket second = connector.Connect("localhost", port);
        using Socket third = connector.Connect("127.0.0.1", port);

        Assert.All([socket, second, third], each => Assert.Equal(IPv4Source.Address, ((IPEndPoint)each.LocalEndPoint!).Address));
    }

    private static DnsEndPoint To(int port) => new(Connectors.HostName, port);

    private static OutboundConnector Named(IPAddress[] addresses, TimeSpan delay, params IPEndPoint[] sources) => Connectors.With(
        options =>
        {
            options.AttemptDelay = delay;
            options.Resolving(addresses);
        },
        sources);
}

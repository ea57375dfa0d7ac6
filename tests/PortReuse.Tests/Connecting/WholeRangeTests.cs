using System.Net;
using System.Net.Sockets;
using PortReuse.Connecting;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Connecting;

/// <summary>A socket whose port is chosen at the connect has the whole range as its own; one that has a range already keeps it.</summary>
public class WholeRangeTests
{
    private const int Low = 40000, High = 40100;
    private const int Own = Low | (High << 16);

    public static TheoryData<string> Kinds => new(NewSocket.Kinds);

    public static TheoryData<string, string> WaysFrom
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var way in Way.Both)
            {
                foreach (var source in new[] { "127.0.0.77", "::1", "0.0.0.0", "::" })
                {
                    data.Add(way, source);
                }
            }

            return data;
        }
    }

    [PortByPortTheory]
    [MemberData(nameof(WaysFrom))]
    public async Task A_connector_s_socket_has_it(string way, string source)
    {
        var address = IPAddress.Parse(source);
        using Destinations destination = Listening(address.AddressFamily);
        foreach (TimeSpan timeout in new[] { Timeout.InfiniteTimeSpan, TimeSpan.FromMinutes(1) })
        {
            OutboundConnector connector = Connectors.With(options => options.ConnectTimeout = timeout, new IPEndPoint(address, 0));

            using Socket socket = await Way.By(way, connector, destination.EndPoints[0]);

            Assert.Equal(RawOption.WholeRange, RangeOf(socket));
        }
    }

    [LocalPortRangeTheory]
    [MemberData(nameof(WaysFrom))]
    public async Task A_range_that_ConfigureSocket_sets_is_kept(string way, string source)
    {
        var address = IPAddress.Parse(source);
        using Destinations destination = Listening(address.AddressFamily);
        OutboundConnector connector = Connectors.With(
            options => options.ConfigureSocket = socket => Assert.True(socket.TrySetLocalPortRange(Low, High)), new IPEndPoint(address, 0));

        using Socket socket = await Way.By(way, connector, destination.EndPoints[0]);

        Assert.Equal(Own, RangeOf(socket));
    }

    [LocalPortRangeFact]
    public void One_bound_is_a_range_too()
    {
        using Destinations destination = Listening(AddressFamily.InterNetwork);
        foreach (var (low, high) in new[] { (Low, 0), (0, High) })
        {
            OutboundConnector connector = Connectors.With(
                options => options.ConfigureSocket = socket => socket.TrySetLocalPortRange(low, high), Connectors.AnyPort("127.0.0.77"));

            using Socket socket = connector.Connect(destination.EndPoints[0]);

            Assert.Equal(low | (high << 16), RangeOf(socket));
        }
    }

    [PortByPortFact]
    public void Other_options_of_the_user_do_not_keep_it_away()
    {
        using Destinations destination = Listening(AddressFamily.InterNetwork);
        OutboundConnector connector = Connectors
            .With(options => options.ConfigureSocket = socket => socket.NoDelay = true, Connectors.AnyPort("127.0.0.77"));

        using Socket socket = connector.Connect(destination.EndPoints[0]);

        Assert.Equal(RawOption.WholeRange, RangeOf(socket));
    }

    [LocalPortRangeFact]
    public void A_chosen_port_needs_none()
    {
        using Destinations destination = Listening(AddressFamily.InterNetwork);
        using Socket connected = new OutboundConnector(FreePort.At(IPAddress.Parse("127.0.0.77"))).Connect(destination.EndPoints[0]);
        using Socket bound = NewSocket.IPv4();
        bound.BindForConnect(FreePort.At(IPAddress.Parse("127.0.0.77")));

        Assert.Equal(0, RangeOf(connected));
        Assert.Equal(0, RangeOf(bound));
    }

    [PortByPortTheory]
    [MemberData(nameof(Kinds))]
    public void BindForConnect_sets_it(string kind)
    {
        using Socket socket = NewSocket.OfKind(kind);

        Assert.True(socket.BindForConnect(new IPEndPoint(NewSocket.Loopback(kind), 0)));

        Assert.Equal(RawOption.WholeRange, RangeOf(socket));
    }

    [LocalPortRangeTheory]
    [MemberData(nameof(Kinds))]
    public void BindForConnect_keeps_a_range_that_the_socket_has(string kind)
    {
        using Socket socket = NewSocket.OfKind(kind);
        Assert.True(socket.TrySetLocalPortRange(Low, High));

        Assert.True(socket.BindForConnect(new IPEndPoint(NewSocket.Loopback(kind), 0)));

        Assert.Equal(Own, RangeOf(socket));
    }

    /// <summary>With an option that .NET does not know, it would no longer move on to the next of several addresses.</summary>
    [LocalPortRangeFact]
    public void BindForConnect_leaves_a_socket_alone_that_it_does_not_bind()
    {
        using Socket socket = NewSocket.IPv4();

        socket.BindForConnect(new IPEndPoint(IPAddress.Any, 0));

        Assert.Equal(0, RangeOf(socket));
    }

    [OldKernelFact]
    public void Where_the_kernel_refuses_it_all_is_as_without()
    {
        foreach (var error in new[] { KernelWithoutTheOption.NoSuchOption, KernelWithoutTheOption.NotPermitted,
            KernelWithoutTheOption.NoError })
        {
            using Destinations destination = Listening(AddressFamily.InterNetwork);
            KernelWithoutTheOption.Run(
                error,
                () =>
                {
                    using Socket socket = NewSocket.IPv4();
                    Assert.True(socket.BindForConnect(Connectors.AnyPort("127.0.0.77")));
                    Assert.Equal(0, socket.GetLocalEndPoint().Port);
                    socket.Connect(destination.EndPoints[0]);

                    foreach (PortSearch search in Enum.GetValues<PortSearch>())
                    {
                        using Socket connected = Searching(search, "127.0.0.77").Connect(destination.EndPoints[0]);
                        Assert.Equal(1, RawOption.Get(connected, RawOption.IpLevel, RawOption.BindAddressNoPort));
                    }
                },
                RawOption.LocalPortRange);
        }

    }

    [OldKernelFact]
    public void A_bind_that_takes_its_port_at_once_is_given_no_range()
    {
        KernelWithoutTheOption.Run(KernelWithoutTheOption.NoSuchOption, () =>
        {
            using Socket socket = NewSocket.IPv4();

            Assert.False(socket.BindForConnect(Connectors.AnyPort("127.0.0.77")));

            Assert.Equal(0, LocalPortRange.ReasonItIsMissing is null ? RangeOf(socket) : 0);
        });
    }

    [PortByPortFact]
    public async Task A_fresh_port_of_SharedPort_is_chosen_so_and_the_shared_one_is_not()
    {
        using Destinations destination = Listening(AddressFamily.InterNetwork);
        await using SharedPort port = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0));

        using Socket shared = (await port.DialAsync(destination.EndPoints[0], DialPolicy.Require)).Socket;
        using Socket fresh = (await port.DialAsync(destination.EndPoints[0], DialPolicy.Fresh)).Socket;

        Assert.Equal(0, RangeOf(shared));
        Assert.Equal(RawOption.WholeRange, RangeOf(fresh));
    }

    private static OutboundConnector Searching(PortSearch search, string source) =>
        Connectors.With(options => options.Search = search, Connectors.AnyPort(source));

    private static Destinations Listening(AddressFamily family) =>
        new([new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0)]);

    private static int RangeOf(Socket socket) => RawOption.Get(socket, RawOption.IpLevel, RawOption.LocalPortRange);
}

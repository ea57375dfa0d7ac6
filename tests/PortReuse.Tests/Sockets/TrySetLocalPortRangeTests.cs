using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Sockets;

/// <summary>A port range of a socket's own, and what the kernel makes of its bounds.</summary>
public class TrySetLocalPortRangeTests
{
    private const int First = NetworkNamespace.FirstEphemeralPort;
    private const int Last = First + NetworkNamespace.EphemeralPorts - 1;
    private const int ListenerPort = 5000;

    public static TheoryData<string> Kinds => new(NewSocket.Kinds);

    [LocalPortRangeTheory]
    [MemberData(nameof(Kinds))]
    public void The_port_is_chosen_in_it(string kind)
    {
        IPAddress loopback = NewSocket.Loopback(kind);
        using var destination = new Destinations([new IPEndPoint(loopback, 0)]);
        LocalPortRange range = LocalPortRange.FindFree(1);
        foreach (var bind in new[] { false, true })
        {
            using Socket socket = NewSocket.OfKind(kind);
            Assert.True(socket.TrySetLocalPortRange(range.Low, range.High));
            if (bind)
            {
                socket.BindForConnect(new IPEndPoint(loopback, 0));
            }

            socket.Connect(destination.EndPoints[0]);

            Assert.Equal(range.Low, socket.GetLocalEndPoint().Port);
            socket.Close(timeout: 0);
        }
    }

    [LocalPortRangeFact]
    public void The_last_one_that_is_set_counts_and_0_takes_it_back()
    {
        using Socket socket = NewSocket.IPv4();

        Assert.True(socket.TrySetLocalPortRange(40000, 40010));
        Assert.Equal(40000 | (40010 << 16), RawOption.Get(socket, RawOption.IpLevel, RawOption.LocalPortRange));
        Assert.True(socket.TrySetLocalPortRange(0, 40020));
        Assert.Equal(40020 << 16, RawOption.Get(socket, RawOption.IpLevel, RawOption.LocalPortRange));
        Assert.True(socket.TrySetLocalPortRange(65535, 65535));
        Assert.True(socket.TrySetLocalPortRange(40000, 0));
        Assert.True(socket.TrySetLocalPortRange(0, 0));
        Assert.Equal(0, RawOption.Get(socket, RawOption.IpLevel, RawOption.LocalPortRange));
    }

    [LinuxTheory]
    [InlineData(-1, 0, "low")]
    [InlineData(65536, 0, "low")]
    [InlineData(0, -1, "high")]
    [InlineData(0, 65536, "high")]
    [InlineData(40001, 40000, "low")]
    public void Bounds_that_are_no_range_are_refused(int low, int high, string parameter)
    {
        using Socket socket = NewSocket.IPv4();

        var e = Assert.ThrowsAny<ArgumentException>(() => socket.TrySetLocalPortRange(low, high));

        Assert.Equal(parameter, e.ParamName);
    }

    [OldKernelFact]
    public void It_is_false_where_the_kernel_does_not_know_the_option_or_does_nothing()
    {
        foreach (var error in new[] { KernelWithoutTheOption.NoSuchOption, KernelWithoutTheOption.NoError })
        {
            KernelWithoutTheOption.Run(
                error,
                () =>
                {
                    using Socket socket = NewSocket.IPv4();
                    Assert.False(socket.TrySetLocalPortRange(40000, 40010));
                    socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                },
                RawOption.LocalPortRange);
        }
    }

    /// <summary>The system's range is 40000 to 40031 here.</summary>
    [LocalPortRangeTheory(inNamespace: true)]
    [InlineData(0, 0, First, Last)]
    [InlineData(First + 10, First + 13, First + 10, First + 13)]
    [InlineData(First + 30, 0, First + 30, Last)]
    [InlineData(0, First + 1, First, First + 1)]
    [InlineData(30000, First + 1, First, First + 1)] // A low bound below the system's is ignored.
    [InlineData(First + 30, 50000, First + 30, Last)] // So is a high one above it,
    [InlineData(30000, 50000, First, Last)] // and so are both.
    [InlineData(30000, 30010, First, Last)]
    [InlineData(50000, 50010, First, Last)]
    [InlineData(First + 5, First + 5, First + 5, First + 5)]
    public void A_bound_outside_the_system_s_range_is_ignored(int low, int high, int firstPort, int lastPort) =>
        AssertThatThePortsAre(low, high, firstPort, lastPort);

    /// <summary>A search that goes by parity leaves one out of three.</summary>
    [PortByPortFact(inNamespace: true)]
    public void Every_port_of_an_odd_number_is_used() => AssertThatThePortsAre(First + 10, First + 12, First + 10, First + 12);

    [LocalPortRangeTheory(inNamespace: true)]
    [InlineData("40002-40030", 0, 0, 3)]
    [InlineData("40001,40003,5000-5010", 40000, 40005, 4)]
    [InlineData("40000-40031", 0, 0, 0)]
    public void A_reserved_port_is_never_chosen(string reserved, int low, int high, int usable) =>
        AssertThatNoneIsReserved(reserved, low, high, usable);

    [PortByPortFact(inNamespace: true)]
    public void Nor_is_it_of_an_odd_number_of_ports() => AssertThatNoneIsReserved("40001,40003,5000-5010", 40000, 40004, 3);

    private static void AssertThatThePortsAre(int low, int high, int firstPort, int lastPort) => NetworkNamespace.Run(() =>
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, ListenerPort)]);
        using var sockets = new SocketList();
        var ports = new SortedSet<int>();

        PortException e = Exhaust(destination.EndPoints[0], low, high, sockets, ports);

        Assert.Equal(Enumerable.Range(firstPort, lastPort - firstPort + 1), ports);
        Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause);
        var count = lastPort - firstPort + 1;
        var range = new PortRange(firstPort, lastPort).ToString();
        Assert.Contains($"{count} of the {count} ports of {range} are used by", e.Message, StringComparison.Ordinal);
    });

    private static void AssertThatNoneIsReserved(string reserved, int low, int high, int usable) => NetworkNamespace.Run(() =>
    {
        File.WriteAllText("/proc/sys/net/ipv4/ip_local_reserved_ports", reserved);
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, ListenerPort)]);
        using var sockets = new SocketList();
        var ports = new SortedSet<int>();

        PortException e = Exhaust(destination.EndPoints[0], low, high, sockets, ports);

        Assert.Equal(usable, ports.Count);
        EphemeralPortSettings settings = EphemeralPorts.GetSettings();
        Assert.All(ports, port => Assert.True(settings.IsUsable(port)));
        Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause);
        Assert.Contains($"{usable} of the {usable} ports", e.Message, StringComparison.Ordinal);
    });

    private static PortException Exhaust(IPEndPoint destination, int low, int high, SocketList sockets, SortedSet<int> ports)
    {
        OutboundConnector connector = Connectors.With(
            options => options.ConfigureSocket = socket => Assert.True(socket.TrySetLocalPortRange(low, high)),
            new IPEndPoint(IPAddress.Loopback, 0));
        return Assert.Throws<PortException>(ConnectForEver);

        void ConnectForEver()
        {
            while (true)
            {
                ports.Add(((IPEndPoint)sockets.Add(connector.Connect(destination)).LocalEndPoint!).Port);
            }
        }
    }
}

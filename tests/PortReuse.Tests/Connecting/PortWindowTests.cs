using System.Net;
using System.Net.Sockets;
using PortReuse.Connecting;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Connecting;

/// <summary>
/// What is done on kernels that go by parity inside a socket's own range as well; it works on all that have such a range.
/// </summary>
public class PortWindowTests
{
    private const int First = NetworkNamespace.FirstEphemeralPort;
    private const int Ports = 512;

    private static readonly IPEndPoint Source = Connectors.AnyPort("127.0.0.77");

    public static TheoryData<string, bool> Ways
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var way in Way.Both)
            {
                data.Add(way, false);
                data.Add(way, true);
            }

            return data;
        }
    }

    [LocalPortRangeTheory(inNamespace: true)]
    [MemberData(nameof(Ways))]
    public void A_port_is_looked_for_in_a_window_of_the_system_s_range(string way, bool hasTimeout) => InNamespace(Ports, destination =>
    {
        var windows = new HashSet<PortRange>();
        OutboundConnector connector = Windows(hasTimeout);
        for (var i = 0; i < 16; i++)
        {
            using Socket socket = Connect(way, connector, destination);
            PortRange window = RangeOf(socket);

            Assert.Equal(PortWindow.Size, window.Count);
            Assert.InRange(window.Low, First, First + Ports - PortWindow.Size);
            Assert.True(window.Contains(((IPEndPoint)socket.LocalEndPoint!).Port));
            windows.Add(window);
        }

        Assert.NotEqual(1, windows.Count);
    });

    [LocalPortRangeTheory(inNamespace: true)]
    [MemberData(nameof(Ways))]
    public void The_last_port_is_found_and_then_it_is_told_that_there_is_none(string way, bool hasTimeout) =>
        InNamespace(Ports, destination =>
    {
        using var sockets = new SocketList();
        var sinceConnected = 0;
        OutboundConnector connector = Windows(hasTimeout, _ => sinceConnected++);
        while (sockets.Count < Ports)
        {
            sinceConnected = 0;
            sockets.Add(Connect(way, connector, destination));
            Assert.InRange(sinceConnected, 1, PortWindow.Most + 1);
        }

        var open = OpenSockets.Count();
        sinceConnected = 0;
        var e = Assert.Throws<PortException>(() => Connect(way, connector, destination));

        Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause);
        Assert.Contains($"{Ports} of the {Ports} ports of {First}-{First + Ports - 1}", e.Message, StringComparison.Ordinal);
        Assert.Equal(PortWindow.Most + 1, sinceConnected);
        Assert.Equal(open, OpenSockets.Count());
    });

    /// <summary>The kernel ignores a window outside its range.</summary>
    [LocalPortRangeFact(inNamespace: true)]
    public void A_range_that_has_changed_since_it_was_read_does_no_harm() => InNamespace(Ports, destination =>
    {
        Windows(hasTimeout: false).Connect(destination).Close(timeout: 0);
        File.WriteAllText("/proc/sys/net/ipv4/ip_local_port_range", $"{First + (2 * Ports)} {First + (2 * Ports) + 7}");

        using Socket socket = Windows(hasTimeout: false).Connect(destination);

        Assert.InRange(((IPEndPoint)socket.LocalEndPoint!).Port, First + (2 * Ports), First + (2 * Ports) + 7);
    });

    [LocalPortRangeFact]
    public void A_range_of_the_user_is_kept_and_looked_at_once()
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        LocalPortRange range = LocalPortRange.FindFree(PortWindow.Size);
        using var sockets = new SocketList();
        var opened = 0;
        OutboundConnector connector = Windows(hasTimeout: false, socket =>
        {
            opened++;
            range.ApplyTo(socket);
        });
        PortException? e = null;
        while (e is null)
        {
            try
            {
                Assert.Equal(new PortRange(range.Low, range.High), RangeOf(sockets.Add(connector.Connect(destination.EndPoints[0]))));
            }
            catch (PortException none)
            {
                e = none;
            }
        }

        // Another process of the machine may have come by a port of the range meanwhile.
        Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause);
        Assert.InRange(sockets.Count, PortWindow.Size - 4, PortWindow.Size);
        Assert.Equal(sockets.Count + 1, opened);
    }

    [LinuxFact]
    public async Task A_refusal_is_no_full_window()
    {
        using var refusing = new RefusingThenListening();
        var opened = 0;
        OutboundConnector connector = Windows(hasTimeout: false, _ => opened++);

        var e = await Assert.ThrowsAnyAsync<SocketException>(
            () => Way.By(Way.ConnectAsync, connector, new IPEndPoint(refusing.Addresses[0], refusing.Port)));

        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
        Assert.Equal(1, opened);
    }

    private static OutboundConnector Windows(bool hasTimeout, Action<Socket>? configure = null) => Connectors.With(
        options =>
        {
            options.Search = PortSearch.Windows;
            options.ConfigureSocket = configure;
            if (hasTimeout)
            {
                options.ConnectTimeout = TimeSpan.FromMinutes(1);
            }
        },
        Source);

    // In the thread's own namespace: a connect on loopback ends before it returns.
    private static Socket Connect(string way, OutboundConnector connector, IPEndPoint destination) =>
        Way.By(way, connector, destination).GetAwaiter().GetResult();

    private static void InNamespace(int ports, Action<IPEndPoint> action)
    {
        PortWindow.Forget();
        OneDestination.Run(First, ports, action);
        PortWindow.Forget();
    }

    private static PortRange RangeOf(Socket socket)
    {
        var value = (uint)RawOption.Get(socket, RawOption.IpLevel, RawOption.LocalPortRange);
        return new PortRange((int)(value & 0xffff), (int)(value >> 16));
    }
}

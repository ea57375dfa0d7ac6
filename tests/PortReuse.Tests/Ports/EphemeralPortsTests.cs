using System.Net;
using System.Net.Sockets;
using System.Text;
using PortReuse.Diagnosis;
using PortReuse.Ports;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Ports;

public class EphemeralPortsTests
{
    private const int First = NetworkNamespace.FirstEphemeralPort;
    private const int ListenerPort = 5000;

    private static readonly IPAddress Source = IPAddress.Parse("127.0.0.77");

    [NamespaceFact]
    public void The_settings_are_those_of_the_namespace() => NetworkNamespace.Run(() =>
    {
        Write("ip_local_reserved_ports", "40001-40003,40010,6000");
        Write("ip_autobind_reuse", "1");
        Write("tcp_tw_reuse", "1");
        Write("tcp_timestamps", "0");
        if (File.Exists("/proc/sys/net/ipv4/tcp_tw_reuse_delay"))
        {
            Write("tcp_tw_reuse_delay", "250");
        }

        Write("ip_nonlocal_bind", "1");

        EphemeralPortSettings settings = EphemeralPorts.GetSettings();

        Assert.Equal(new PortRange(First, First + NetworkNamespace.EphemeralPorts - 1), settings.Range);
        Assert.Equal("6000 40001-40003 40010", string.Join(' ', settings.ReservedPorts));
        Assert.Equal(NetworkNamespace.EphemeralPorts - 4, settings.UsableCount);
        Assert.True(settings.AutobindReuse);
        Assert.Equal(1, settings.TimeWaitReuse);
        Assert.Equal(0, settings.TcpTimestamps);
        Assert.Equal(File.Exists("/proc/sys/net/ipv4/tcp_tw_reuse_delay") ? TimeSpan.FromMilliseconds(250)
            : null, settings.TimeWaitReuseDelay);
        Assert.Equal(File.Exists("/proc/sys/net/ipv4/ip_local_port_step_width") ? 0 : null, settings.LocalPortStepWidth);
        Assert.True(settings.NonLocalBind);
        Assert.Equal(
            [true, false, false, false, true, false],
            new[] { First, First + 1, First + 3, First + 10, First + 11, First - 1 }.Select(settings.IsUsable));
    });

    /// <summary>Each file is there on some kernels only.</summary>
    [Fact]
    public void A_setting_is_null_where_there_is_no_file_of_it()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            EphemeralPortSettings none = PortSysctls.Read(folder.FullName);
            File.WriteAllText(Path.Combine(folder.FullName, "tcp_tw_reuse_delay"), "1500\n");
            File.WriteAllText(Path.Combine(folder.FullName, "ip_local_port_step_width"), "64\n");
            EphemeralPortSettings both = PortSysctls.Read(folder.FullName);

            Assert.Equal((null, null, null), (none.Range, none.TimeWaitReuseDelay, none.LocalPortStepWidth));
            Assert.Equal((TimeSpan.FromSeconds(1.5), 64), (both.TimeWaitReuseDelay, both.LocalPortStepWidth));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [LinuxFact]
    public void The_settings_of_this_machine_are_read()
    {
        EphemeralPortSettings settings = EphemeralPorts.GetSettings();

        Assert.InRange(settings.Range!.Value.Count, 1, 65536);
        Assert.NotNull(settings.TimeWaitReuse);
        Assert.NotNull(settings.TcpTimestamps);
        Assert.False(settings.NonLocalBind);
    }

    [Theory]
    [InlineData("32768\t60999\n", "32768-60999")]
    [InlineData("5 5", "5")]
    [InlineData("60999 32768", null)]
    [InlineData("1 65536", null)]
    [InlineData("-1 5", null)]
    [InlineData("1", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_range_is_parsed(string? text, string? expected) => Assert.Equal(expected, PortSysctls.ParseRange(text)?.ToString());

    [Theory]
    [InlineData("8080,9148-9150\n", "8080 9148-9150")]
    [InlineData("9150-9148,8080,x,70000,1-,-5,2-3-4,,7\n", "8080 7")]
    [InlineData("\n", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_list_is_parsed(string? text, string expected) => Assert.Equal(expected, string.Join(' ', PortSysctls.ParseList(text)));

    /// <summary>The kernel gives such a file to the first read alone, and no more of it than that read asks for.</summary>
    [NamespaceFact]
    public void Reserved_ports_whose_list_is_longer_than_a_page_are_all_read() => NetworkNamespace.Run(() =>
    {
        const int ports = 8000, portsAtOnce = 500;
        int[] reserved = [.. Enumerable.Range(0, ports).Select(i => 20001 + (2 * i))]; // None beside another: they would be one range.
        using (var file = new FileStream("/proc/sys/net/ipv4/ip_local_reserved_ports", FileMode.Open, FileAccess.Write,
            FileShare.None, bufferSize: 0))
        {
            foreach (var some in reserved.Chunk(portsAtOnce))
            {
                file.Write(Encoding.ASCII.GetBytes(string.Join(',', some))); // Each write after the first adds to it.
            }
        }

        Assert.Equal(reserved, EphemeralPorts.GetSettings().ReservedPorts.Select(range => range.Low));
        Assert.All(EphemeralPorts.GetSettings().ReservedPorts, range => Assert.Equal(1, range.Count));
    });

    [Theory]
    [InlineData("", 11)]
    [InlineData("9-10,20-30", 9)]
    [InlineData("12-15,14-16,13", 6)]
    [InlineData("1-65535", 0)]
    public void A_reserved_port_is_subtracted_once(string reserved, int usable) => Assert.Equal(
        usable, new EphemeralPortSettings { Range = new PortRange(10, 20), ReservedPorts = PortSysctls.ParseList(reserved) }.UsableCount);

    [NamespaceTheory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_port_counts_once_however_many_connections_it_has(string address) => NetworkNamespace.Run(() =>
    {
        var source = IPAddress.Parse(address);
        using Destinations destinations = Destinations.FourPorts(source, ListenerPort);
        Assert.Equal(0, EphemeralPorts.CountHeld(source)); // Those of the listeners are not ephemeral.
        using var sockets = new SocketList();
        var connector = new OutboundConnector(new IPEndPoint(source, First));
        foreach (IPEndPoint destination in destinations.EndPoints)
        {
            sockets.Add(connector.Connect(destination));
        }

        Assert.Equal(1, EphemeralPorts.CountHeld(source));
        Assert.Equal(1, EphemeralPorts.CountHeld(source, destinations.EndPoints[3]));

        sockets.Add(new OutboundConnector(source).Connect(destinations.EndPoints[0]));
        Assert.Equal(2, EphemeralPorts.CountHeld(source));
        Assert.Equal(2, EphemeralPorts.CountHeld(source, destinations.EndPoints[0]));
    });

    [NamespaceFact]
    public void Another_address_is_not_counted_and_an_IPv4_mapped_one_is_the_same() => NetworkNamespace.Run(() =>
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, ListenerPort)]);
        using var sockets = new SocketList();
        Socket dualMode = sockets.Add(NewSocket.DualMode());
        dualMode.BindForConnect(new IPEndPoint(Source.MapToIPv6(), 0));
        dualMode.Connect(destination.EndPoints[0]);
        sockets.Add(new OutboundConnector(Source).Connect(destination.EndPoints[0]));

        Assert.Equal(2, EphemeralPorts.CountHeld(Source));
        Assert.Equal(2, EphemeralPorts.CountHeld(Source.MapToIPv6()));
        Assert.Equal(0, EphemeralPorts.CountHeld(IPAddress.Parse("127.0.0.78")));
    });

    [NamespaceFact]
    public void A_port_in_TIME_WAIT_counts() => NetworkNamespace.Run(() =>
    {
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, ListenerPort), PortSharing.None);
        using (Socket socket = new OutboundConnector(Source).Connect(listener.LocalEndPoint!))
        {
            using Socket accepted = listener.Accept();
            socket.Shutdown(SocketShutdown.Both);
            Assert.Equal(0, accepted.Receive(new byte[1]));
        }

        Assert.Equal(1, EphemeralPorts.CountHeld(Source));
        var local = new IPEndPoint(Source, 0);
        var state = new TimeWaits();
        TcpSockets.Visit(SocketFilter.None, ref state);
        local.Port = state.Port;
        Assert.Equal(TcpSocketState.TimeWait, TcpSockets.Find(local, (IPEndPoint)listener.LocalEndPoint!));
    });

    [NamespaceFact]
    public void A_port_that_is_bound_and_not_connected_counts() => NetworkNamespace.Run(() =>
    {
        using var sockets = new SocketList();
        sockets.Add(NewSocket.IPv4()).Bind(new IPEndPoint(Source, 0));
        sockets.Add(NewSocket.IPv4()).BindForConnect(new IPEndPoint(Source, 0));

        Assert.Equal(BoundSockets.AreShown ? 1 : 0, EphemeralPorts.CountHeld(Source));
    });

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>("source", () => EphemeralPorts.CountHeld(null!));
        Assert.Throws<ArgumentNullException>("source", () => EphemeralPorts.CountHeld(null!, new IPEndPoint(Source, 1)));
        Assert.Throws<ArgumentNullException>("destination", () => EphemeralPorts.CountHeld(Source, null!));
    }

    [Fact]
    public void A_destination_of_another_family_is_refused()
    {
        Assert.Throws<ArgumentException>("destination", () => EphemeralPorts.CountHeld(Source, new IPEndPoint(IPAddress.IPv6Loopback, 1)));
        Assert.Throws<ArgumentException>("destination", () => EphemeralPorts.CountHeld(IPAddress.IPv6Loopback, new IPEndPoint(Source, 1)));
        Assert.Equal(0, EphemeralPorts.CountHeld(Source.MapToIPv6(), new IPEndPoint(Source, 1))); // The same address.
    }

    [Theory]
    [InlineData(9, 3, "High")]
    [InlineData(-1, 3, "Low")]
    [InlineData(0, 65536, "High")]
    public void A_range_that_is_none_is_refused(int low, int high, string parameter) =>
        Assert.Equal(parameter, Assert.ThrowsAny<ArgumentException>(() => new PortRange(low, high)).ParamName);

    private static void Write(string name, string value) => File.WriteAllText("/proc/sys/net/ipv4/" + name, value);

    private struct TimeWaits : ITcpSocketVisitor
    {
        public int Port { get; private set; }

        public void StartAnew() => Port = 0;

        public void Visit(in TcpSocketEntry entry)
        {
            if (entry.State == TcpSocketState.TimeWait)
            {
                Port = entry.LocalPort;
            }
        }
    }
}

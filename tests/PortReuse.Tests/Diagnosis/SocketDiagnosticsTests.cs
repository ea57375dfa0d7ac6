using System.Net;
using System.Net.Sockets;
using System.Text;
using PortReuse.Diagnosis;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Diagnosis;

/// <summary>
/// What the kernel shows of its sockets, what it leaves out when it is asked to, and what is done where it shows nothing.
/// </summary>
public class SocketDiagnosticsTests
{
    private const int Port = 5000;

    private static readonly IPAddress Source = IPAddress.Parse("127.0.0.77"), OtherSource = IPAddress.Parse("127.0.0.78");

    // A protocol that no kernel has a module for, as tcp_diag is missing on some.
    private static readonly SocketDiagnostics WithoutModule = new(protocol: 200);

    [NamespaceTheory]
    [InlineData(nameof(SocketFilter.Sources))]
    [InlineData(nameof(SocketFilter.Ports))]
    [InlineData(nameof(SocketFilter.RemotePort))]
    [InlineData(nameof(SocketFilter.IsForConnections))]
    [InlineData("all")]
    public void The_kernel_leaves_out_what_is_not_asked_for(string what) => NetworkNamespace.Run(() =>
    {
        using Destinations destinations = Destinations.FourPorts(IPAddress.Loopback, Port), ofIPv6 = Destinations
            .FourPorts(IPAddress.IPv6Loopback, Port);
        using var sockets = new SocketList();
        foreach (IPAddress source in new[] { Source, OtherSource, IPAddress.IPv6Loopback })
        {
            foreach (IPEndPoint destination in (source == IPAddress.IPv6Loopback ? ofIPv6 : destinations).EndPoints)
            {
                sockets.Add(new OutboundConnector(source).Connect(destination));
            }
        }

        Socket dualMode = sockets.Add(NewSocket.DualMode()); // An IPv6 socket with IPv4 addresses.
        dualMode.BindForConnect(new IPEndPoint(Source.MapToIPv6(), 0));
        dualMode.Connect(destinations.EndPoints[0]);

        List<string> every = Shown(SocketFilter.None);
        (SocketFilter filter, Func<string, bool> isAskedFor) = Cases[what];
        List<string> expected = [.. every.Where(isAskedFor)], shown = Shown(filter);

        Assert.NotEmpty(expected);
        Assert.True(expected.Count < every.Count);
        Assert.Equal(expected, shown);
    });

    private static Dictionary<string, (SocketFilter, Func<string, bool>)> Cases => new()
    {
        [nameof(SocketFilter.Sources)] = (
            new SocketFilter { Sources = [OtherSource, Source, IPAddress.IPv6Loopback] },
            line => line.StartsWith($"{Source}:", StringComparison.Ordinal)
                || line.StartsWith($"{OtherSource}:", StringComparison.Ordinal) ||
                line.StartsWith("[::1]:", StringComparison.Ordinal)),
        [nameof(SocketFilter.Ports)] = (
            new SocketFilter { Ports = new PortRange(NetworkNamespace.FirstEphemeralPort, NetworkNamespace.FirstEphemeralPort + 15) },
            line => IPEndPoint.Parse(line.Split(' ')[0]).Port is >= NetworkNamespace.FirstEphemeralPort
                and <= NetworkNamespace.FirstEphemeralPort + 15),
        [nameof(SocketFilter.RemotePort)] = (
            new SocketFilter { RemotePort = Port, IsForConnections = true },
            line => line.Contains($":{Port} E", StringComparison.Ordinal)),
        [nameof(SocketFilter.IsForConnections)] = (
            new SocketFilter { IsForConnections = true },
            line => !line.EndsWith("Listen", StringComparison.Ordinal)),
        ["all"] = (
            new SocketFilter
            {
                Ports = new PortRange(NetworkNamespace.FirstEphemeralPort, 65535), Sources = [Source], RemotePort = Port
                    + 1, IsForConnections = true,
            },
            line => line.StartsWith($"{Source}:", StringComparison.Ordinal) && line.Contains($":{Port + 1} E", StringComparison.Ordinal)),
    };

    [NamespaceFact]
    public void More_sources_than_the_kernel_is_told_of_are_all_shown() => NetworkNamespace.Run(() =>
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, Port)]);
        using var sockets = new SocketList();
        IPAddress[] sources = [.. Enumerable.Range(1, 40).Select(last => IPAddress.Parse($"127.0.1.{last}"))];
        foreach (IPAddress source in sources)
        {
            sockets.Add(new OutboundConnector(source).Connect(destination.EndPoints[0]));
        }

        foreach (var count in new[] { 1, 2, 15, 16, 17, 40 })
        {
            List<string> shown = Shown(new SocketFilter { Sources = sources[..count] });
            Assert.All(sources[..count], source => Assert.Contains(shown, line => line.StartsWith($"{source}:", StringComparison.Ordinal)));
        }

        IPAddress[] ofIPv6 = [.. Enumerable.Range(1, 16).Select(last => IPAddress.Parse($"fd00::{last}")), IPAddress.IPv6Loopback];
        Assert.Empty(Shown(new SocketFilter { Sources = ofIPv6[..16] }));
    });

    /// <summary>Also in the namespace of the thread, which <c>/proc/net</c> is not.</summary>
    [NamespaceFact]
    public void Proc_shows_the_same() => NetworkNamespace.Run(() =>
    {
        using var destinations = new Destinations([new IPEndPoint(IPAddress.Loopback, Port), new IPEndPoint(IPAddress.IPv6Loopback, Port)]);
        using var sockets = new SocketList();
        foreach (IPEndPoint destination in destinations.EndPoints)
        {
            sockets.Add(new OutboundConnector(destination.Address).Connect(destination));
        }

        Socket dualMode = sockets.Add(NewSocket.DualMode());
        dualMode.Connect(destinations.EndPoints[0]);
        using Socket listener = PortSharing.Listening(new IPEndPoint(Source, Port), PortSharing.None);
        using (Socket socket = new OutboundConnector(Source).Connect(listener.LocalEndPoint!))
        {
            using Socket accepted = listener.Accept();
            Connected.CloseInTurn(socket, accepted);
        }

        var all = new Lines();
        Assert.True(ProcSockets.TryVisit(ref all));

        Assert.Equal(Shown(SocketFilter.None), all.Sorted);
        Assert.Contains(all.Sorted, line => line.EndsWith("TimeWait", StringComparison.Ordinal));
    });

    /// <summary>A list that takes many reads.</summary>
    [NamespaceFact]
    public void Proc_shows_every_line_of_a_long_list() => NetworkNamespace.Run(() =>
    {
        const int listeners = 1000;
        using var sockets = new SocketList();
        for (var i = 0; i < listeners; i++)
        {
            Socket listener = sockets.Add(NewSocket.IPv4());
            listener.Bind(new IPEndPoint(IPAddress.Parse($"127.0.{1 + (i / 250)}.{1 + (i % 250)}"), Port));
            listener.Listen();
        }

        var all = new Lines();
        Assert.True(ProcSockets.TryVisit(ref all));

        Assert.Equal(Shown(SocketFilter.None), all.Sorted);
        Assert.Equal(listeners, all.Sorted.Count);
    });

    [Theory]
    [InlineData("   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1", "127.0.0.1:8080", 1000u)]
    [InlineData(
        "   7: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000003     7        9 1 1",
        "[::1]:80", 7u)]
    public void A_line_of_proc_is_read(string line, string local, uint user)
    {
        Assert.True(ProcSockets.TryParse(Encoding.ASCII.GetBytes(line), new byte[32], out TcpSocketEntry entry));

        Assert.Equal((TcpSocketState.Listen, local, user), (entry.State, entry.LocalEndPoint(), entry.User!.Value));
    }

    [Theory]
    [InlineData("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode")]
    [InlineData("")]
    [InlineData("   0: 0100007F:1F90")]
    [InlineData("   0: 0100007G:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1")]
    [InlineData("   0: 0100007F1F90 00000000:0000 0A")]
    public void A_line_that_is_none_is_passed_over(string line) =>
        Assert.False(ProcSockets.TryParse(Encoding.ASCII.GetBytes(line), new byte[32], out _));

    [NamespaceFact]
    public void A_kernel_without_the_module_is_not_taken_for_one_without_the_connection() => NetworkNamespace.Run(() =>
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, Port)]);
        using Socket socket = new OutboundConnector(Source).Connect(destination.EndPoints[0]);
        IPEndPoint local = socket.GetLocalEndPoint(), remote = destination.EndPoints[0], none = new(Source, 1);

        Assert.False(TcpSockets.TryFindAtOnce(local, remote, out _, WithoutModule));
        Assert.Equal(TcpSocketState.Established, TcpSockets.Find(local, remote, WithoutModule));
        Assert.Null(TcpSockets.Find(none, remote, WithoutModule));
        Assert.True(TcpSockets.TryFindAtOnce(none, remote, out TcpSocketState? state));
        Assert.Null(state);

        var lines = new Lines();
        Assert.Equal(ShownSockets.NotOnlyBound, TcpSockets.Visit(SocketFilter.None, ref lines, WithoutModule));
        Assert.Equal(Shown(SocketFilter.None), lines.Sorted);
    });

    /// <summary>The second question, which is about IPv6, gets no answer; the first was answered.</summary>
    [NamespaceFact]
    public void What_was_shown_before_it_broke_off_is_not_counted_twice() => NetworkNamespace.Run(() =>
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, Port)]);
        using Socket socket = new OutboundConnector(Source).Connect(destination.EndPoints[0]);
        List<string> expected = Shown(SocketFilter.None);

        var lines = new Lines(whenShown: SocketDiagnosticsLine.Cut);
        Assert.Equal(ShownSockets.NotOnlyBound, TcpSockets.Visit(SocketFilter.None, ref lines));

        Assert.Equal(expected, lines.Sorted);
    });

    [OldKernelFact(inNamespace: true)]
    public void Where_it_may_not_be_asked_proc_is_read() => NetworkNamespace.Run(() =>
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using Socket socket = new OutboundConnector(Source).Connect(destination.EndPoints[0]);
        IPEndPoint local = socket.GetLocalEndPoint(), remote = destination.EndPoints[0];

        KernelWithoutTheOption.RunWithoutSocketDiagnostics(() =>
        {
            Assert.False(TcpSockets.TryFindAtOnce(local, remote, out _));
            Assert.Equal(TcpSocketState.Established, TcpSockets.Find(local, remote));
            Assert.Equal(1, EphemeralPorts.CountHeld(Source, remote));
        });
    });

    private static List<string> Shown(SocketFilter filter)
    {
        var lines = new Lines();
        Assert.True(SocketDiagnostics.Tcp.TryVisit(filter, ref lines));
        return lines.Sorted;
    }

    private readonly struct Lines : ITcpSocketVisitor
    {
        private readonly List<string> _lines = [];

        private readonly Action _whenShown;

        public Lines()
            : this(() => { })
        {
        }

        public Lines(Action whenShown) => _whenShown = whenShown;

        public List<string> Sorted => [.. _lines.Order(StringComparer.Ordinal)];

        public void StartAnew() => _lines.Clear();

        public void Visit(in TcpSocketEntry entry)
        {
            _whenShown();

            // A child of a listener that has no socket yet has no user; and which moment it is seen in is chance.
            if (entry.State != TcpSocketState.BoundInactive)
            {
                _lines.Add($"{entry.LocalEndPoint()} > {new IPEndPoint(new IPAddress(entry.RemoteAddress), entry.RemotePort)} {entry.State}");
            }
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace PortReuse.Benchmarks;

/// <summary>How many connections one source address holds to D destinations, where the system has R ephemeral ports.</summary>
internal sealed class HeldConnections : IBenchmark
{
    private const int Ports = 256;
    private const int FirstPort = 40000;

    private static readonly IPEndPoint Source = new(IPAddress.Loopback, 0);
    private static readonly int[] DestinationCounts = [1, 4, 16, 64];

    public string Name => "held";

    public string Description =>
        $"Connections held from one source address to D destinations, in a network namespace with R = {Ports} ephemeral ports.";

    public string? WhyNotHere => NetworkNamespace.ReasonItIsMissing;

    public string? Picture { get; private set; }

    public Table Run()
    {
        var table = new Table(["way", "expected", .. DestinationCounts.Select(count => $"D = {count}"), "then"]);
        var connector = new OutboundConnector(IPAddress.Loopback);
        Measure(table, "no Bind (the system chooses the source)", true, Bound(_ => { }));
        var reserved = Measure(table, "Bind(ip:0)", false, Bound(socket => socket.Bind(Source)));
        Measure(table, "ReuseAddress, Bind(ip:0)", false, Bound(socket =>
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(Source);
        }));
        Measure(table, "BindForConnect(ip:0)", true, Bound(socket => socket.BindForConnect(Source)));
        var cured = Measure(table, nameof(OutboundConnector), true, connector.Connect);
        Picture = Draw(reserved, cured);
        return table;
    }

    private static string Draw(int[] reserved, int[] cured)
    {
        var chart = new LineChart(
            $"Connections held from one source address, with {Ports} ephemeral ports", "destinations", "connections", DestinationCounts);
        chart.AddLimit("the limit: ports × destinations", [.. DestinationCounts.Select(count => Ports * count)]);
        chart.Add("OutboundConnector", cured, "#0b7a4b");
        chart.Add("Bind(ip:0)", reserved, "#c2410c");
        return chart.ToSvg();
    }

    private static Func<IPEndPoint, Socket> Bound(Action<Socket> bind) => destination =>
    {
        var socket = new Socket(Source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            bind(socket);
            socket.Connect(destination);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    };

    private static int[] Measure(Table table, string way, bool timesDestinations, Func<IPEndPoint, Socket> connect)
    {
        var then = "";
        var counts = new List<int>();
        foreach (var destinations in DestinationCounts)
        {
            var held = 0;
            NetworkNamespace.Run(() => (held, then) = Hold(destinations, connect));
            counts.Add(held);
            var expected = timesDestinations ? Ports * destinations : Ports;
            table.Require(held == expected, $"{way}, D = {destinations}: {held} connections instead of {expected}.");
        }

        table.Add([way, timesDestinations ? "R × D" : "R", .. counts, then]);
        return [.. counts];
    }

    private static (int Held, string Then) Hold(int destinationCount, Func<IPEndPoint, Socket> connect)
    {
        File.WriteAllText("/proc/sys/net/ipv4/ip_local_port_range", $"{FirstPort} {FirstPort + Ports - 1}");
        using var destinations = new Destinations(
            Enumerable.Range(1, destinationCount).Select(last => new IPEndPoint(IPAddress.Parse($"127.0.1.{last}"), 5000)));
        using var sockets = new SocketList();
        try
        {
            while (true)
            {
                sockets.Add(connect(destinations.EndPoints[sockets.Count % destinationCount]));
            }
        }
        catch (SocketException e)
        {
            return (sockets.Count, e is PortException port ? port.Cause.ToString() : e.SocketErrorCode.ToString());
        }
    }
}

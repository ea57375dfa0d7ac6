using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PortReuse.Benchmarks;

/// <summary>Every port is used, and 16 threads go on trying: what each failure costs, by hand and by the library.</summary>
internal sealed class Storm : IBenchmark
{
    private const int Threads = 16;
    private const int Ports = 12_288;
    private const int FirstPort = 32768;
    private const double MostTimes = 2;
    private const long MostBytes = 4096;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);
    private static readonly IPEndPoint[] Sources = [.. Enumerable.Range(71, 4).Select(last => Connectors.AnyPort($"127.0.0.{last}"))];

    public string Name => "storm";

    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"Every one of {Ports:N0} ports used towards one destination, and {Threads} threads that go on trying: what each failure costs. With four sources, by hand, each is tried in turn.");

    public string? WhyNotHere => NetworkNamespace.ReasonItIsMissing;

    public Table Run()
    {
        var table = new Table("sources", "way", "failures", "ms of processor time each", "times by hand", "managed bytes each");
        foreach (var sources in new[] { 1, Sources.Length })
        {
            NetworkNamespace.Run(() => Measure(table, Sources[..sources]));
        }

        return table;
    }

    private static void Measure(Table table, IPEndPoint[] sources)
    {
        File.WriteAllText("/proc/sys/net/ipv4/ip_local_port_range", $"{FirstPort} {FirstPort + Ports - 1}");
        File.WriteAllText("/proc/sys/net/core/somaxconn", "65535");
        using var destination = new Destinations([new IPEndPoint(IPAddress.Parse("127.0.0.2"), 1000)], 65535);
        IPEndPoint remote = destination.EndPoints[0];

        // Each in a process of its own, for the number of files that one may have open.
        ConnectionHolder[] holders = [.. sources.Select(source => new ConnectionHolder(Ports, [remote], source.Address))];
        foreach (ConnectionHolder holder in holders)
        {
            holder.WaitUntilHeld();
        }

        try
        {
            Compare(table, sources, remote);
        }
        finally
        {
            foreach (ConnectionHolder holder in holders)
            {
                holder.Dispose();
            }
        }
    }

    private static void Compare(Table table, IPEndPoint[] sources, IPEndPoint remote)
    {
        var connector = new OutboundConnector(sources);
        Cost byHand = Fail(() => ConnectByHand(sources, remote));
        Cost byConnector = Fail(() => connector.Connect(remote).Dispose());
        var times = byConnector.Milliseconds / byHand.Milliseconds;
        Add(table, sources.Length, "by hand", byHand, 1);
        Add(table, sources.Length, nameof(OutboundConnector), byConnector, times);
        table.Require(
            times <= MostTimes, FormattableString.Invariant($"{sources.Length} sources: {times:F2} times the processor time by hand."));
        table.Require(byConnector.Bytes <= MostBytes, $"{sources.Length} sources: {byConnector.Bytes} managed bytes for each failure.");
    }

    private static void Add(Table table, int sources, string way, Cost cost, double times) =>
        table.Add(sources, way, cost.Failures, $"{cost.Milliseconds:F2}", $"{times:F2}", cost.Bytes);

    private static void ConnectByHand(IPEndPoint[] sources, IPEndPoint remote)
    {
        foreach (IPEndPoint source in sources)
        {
            using var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.BindForConnect(source);
                socket.Connect(remote);
                throw new InvalidOperationException("There was a port.");
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable && source != sources[^1])
            {
                // The next one may have a port.
            }
        }
    }

    private static Cost Fail(Action connect)
    {
        Expect(connect); // What the first one brings along.
        using var process = Process.GetCurrentProcess();
        var failures = 0;
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            while (watch.Elapsed < Duration)
            {
                Expect(connect);
                Interlocked.Increment(ref failures);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start(); // In the namespace of this one.
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        process.Refresh();
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        return new Cost(failures, (process.TotalProcessorTime - before).TotalMilliseconds / failures, bytes / failures);
    }

    private static void Expect(Action connect)
    {
        try
        {
            connect();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable
            && e is not PortException { Cause: not PortErrorCause.EphemeralPortsExhausted })
        {
            return;
        }

        throw new InvalidOperationException("There was a port.");
    }

    private readonly record struct Cost(int Failures, double Milliseconds, long Bytes);
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using PortReuse.Tests.Support;

namespace PortReuse.Benchmarks;

/// <summary>200,000 connections from one address of one machine, and the memory that each takes.</summary>
internal sealed class ManyConnections : IBenchmark
{
    private const int Connections = 200_000;

    // The kernel tries the even ports before the odd ones. As long as half of the ports are enough for each destination, it finds one soon.
    private const int DestinationCount = 8;

    private const int Processes = 16; // So that each can do with the 20,000 open files that many systems allow.

    public string Name => "many";

    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{Connections:N0} connections held at once from one source address to {DestinationCount} destinations, by {Processes} processes. The other ends are of this machine too, and are not accepted.");

    public string? WhyNotHere => NetworkNamespace.ReasonItIsMissing;

    public Table Run()
    {
        var table = new Table("what", "in all", "for each connection");
        NetworkNamespace.Run(() => Measure(table));
        return table;
    }

    private static void Measure(Table table)
    {
        File.WriteAllText("/proc/sys/net/ipv4/ip_local_port_range", "1024 65535");
        File.WriteAllText("/proc/sys/net/core/somaxconn", Connections.ToString(CultureInfo.InvariantCulture));
        using var destinations = new Destinations(
            Enumerable.Range(2, DestinationCount).Select(last => new IPEndPoint(IPAddress.Parse($"127.0.0.{last}"), 1000)), Connections);

        long slabBefore = Slab();
        var watch = Stopwatch.StartNew();
        ConnectionHolder[] holders =
            [.. Enumerable.Range(0, Processes).Select(_ => new ConnectionHolder(Connections / Processes, destinations.EndPoints))];
        try
        {
            ConnectionHolder.Memory[] memory = [.. holders.Select(holder => holder.WaitUntilHeld())];
            TimeSpan time = watch.Elapsed;
            long slab = Slab() - slabBefore;

            watch.Restart();
            int ports = EphemeralPorts.CountHeld(IPAddress.Loopback);
            TimeSpan look = watch.Elapsed;
            int held = destinations.EndPoints.Sum(destination => EphemeralPorts.CountHeld(IPAddress.Loopback, destination));

            table.Add("connections", held, "");
            table.Add("ports that they share", ports, "");
            table.Add("time, with the start of the processes", $"{time.TotalSeconds:F1} s", $"{time.TotalMicroseconds / held:F0} µs");
            AddBytes(table, "managed memory", memory.Sum(each => each.Managed), held);
            AddBytes(table, "resident memory of the processes", memory.Sum(each => each.Resident), held);
            AddBytes(table, "memory of the kernel for both ends (slab)", slab, held);
            table.Add("one EphemeralPorts.CountHeld meanwhile", $"{look.TotalMilliseconds:F0} ms", "");
            table.Require(held == Connections, $"{held} connections instead of {Connections}.");
        }
        finally
        {
            foreach (ConnectionHolder holder in holders)
                holder.Dispose();
        }
    }

    private static void AddBytes(Table table, string what, long bytes, int connections) => table.Add(
        what, string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:F0} MiB"), $"{bytes / connections} bytes");

    private static long Slab() => 1024 * long.Parse(
        File.ReadLines("/proc/meminfo").First(line => line.StartsWith("Slab:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}

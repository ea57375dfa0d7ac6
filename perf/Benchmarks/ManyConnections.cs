using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace PortReuse.Benchmarks;

/// <summary>
/// 200,000 connections from one address of one machine: the memory that each takes, and the processor time of the first ones and the last.
/// </summary>
internal sealed class ManyConnections : IBenchmark
{
    private const int Connections = 200_000;

    private const int DestinationCount = 8; // 25,000 to each, of the 28,232 ports of an ordinary system: 89 %.

    private const double MostOfLast = 2;

    private const int Processes = 16; // So that each can do with the 20,000 open files that many systems allow.

    public string Name => "many";

    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{Connections:N0} connections held at once from one source address to {DestinationCount} destinations, by {Processes} processes. The other ends are of this machine too, and are not accepted.");

    public string? WhyNotHere => NetworkNamespace.ReasonItIsMissing;

    public Table Run()
    {
        _ = PortByPortSearch.ReasonItIsMissing; // Found while there are ports to find it by.
        var table = new Table("what", "in all", "for each connection");
        NetworkNamespace.Run(() => Measure(table));
        if (LocalPortRange.ReasonItIsMissing is null)
        {
            NetworkNamespace.Run(() => MeasureByHand(table));
        }

        return table;
    }

    /// <summary>
    /// What the system itself needs: as many connections, by hand, with a range on each socket. Of this nothing is required.
    /// </summary>
    private static void MeasureByHand(Table table)
    {
        using Destinations destinations = Prepare();
        ConnectionHolder[] holders = Start(destinations, byHand: true);
        try
        {
            var first = Connect(holders, ConnectionHolder.Part.First);
            Connect(holders, ConnectionHolder.Part.Middle);
            var last = Connect(holders, ConnectionHolder.Part.Last);
            AddTime(table, "by hand with a range: processor time of a connect, of the first tenth", first);
            AddTime(table, "by hand with a range: processor time of a connect, of the last tenth", last);
        }
        finally
        {
            foreach (ConnectionHolder holder in holders)
            {
                holder.Dispose();
            }
        }
    }

    private static Destinations Prepare()
    {
        File.WriteAllText("/proc/sys/net/ipv4/ip_local_port_range", "32768 60999");
        File.WriteAllText("/proc/sys/net/core/somaxconn", Connections.ToString(CultureInfo.InvariantCulture));
        return new Destinations(
            Enumerable.Range(2, DestinationCount).Select(last => new IPEndPoint(IPAddress.Parse($"127.0.0.{last}"), 1000)), Connections);
    }

    private static ConnectionHolder[] Start(Destinations destinations, bool byHand) =>
        [.. Enumerable.Range(0, Processes).Select(
            _ => new ConnectionHolder(Connections / Processes, destinations.EndPoints, byHand: byHand))];

    private static void AddTime(Table table, string what, double microseconds) =>
        table.Add(what, "", string.Create(CultureInfo.InvariantCulture, $"{microseconds:F1} µs"));

    private static void Measure(Table table)
    {
        using Destinations destinations = Prepare();
        var slabBefore = Slab();
        var watch = Stopwatch.StartNew();
        ConnectionHolder[] holders = Start(destinations, byHand: false);
        try
        {
            // All of them do each part at once, and none begins the next one before all are done.
            var first = Connect(holders, ConnectionHolder.Part.First);
            Connect(holders, ConnectionHolder.Part.Middle);
            var last = Connect(holders, ConnectionHolder.Part.Last);
            TimeSpan time = watch.Elapsed;
            ConnectionHolder.Memory[] memory = [.. holders.Select(holder => holder.Measure())];
            var slab = Slab() - slabBefore;

            watch.Restart();
            var ports = EphemeralPorts.CountHeld(IPAddress.Loopback);
            TimeSpan look = watch.Elapsed;
            var held = destinations.EndPoints.Sum(destination => EphemeralPorts.CountHeld(IPAddress.Loopback, destination));

            table.Add("connections", held, "");
            table.Add("ports that they share", ports, "");
            table.Add("time, with the start of the processes", $"{time.TotalSeconds:F1} s", $"{time.TotalMicroseconds / held:F0} µs");
            AddTime(table, "processor time of a connect, of the first tenth", first);
            AddTime(table, "processor time of a connect, of the last tenth", last);
            AddBytes(table, "managed memory", memory.Sum(each => each.Managed), held);
            AddBytes(table, "resident memory of the processes", memory.Sum(each => each.Resident), held);
            AddBytes(table, "memory of the kernel for both ends (slab)", slab, held);
            table.Add("one EphemeralPorts.CountHeld meanwhile", $"{look.TotalMilliseconds:F0} ms", "");
            table.Require(held == Connections, $"{held} connections instead of {Connections}.");
            table.Require(
                PortByPortSearch.ReasonItIsMissing is not null || last <= MostOfLast * first,
                string.Create(CultureInfo.InvariantCulture, $"The last tenth takes {last:F1} µs for each, the first one {first:F1}."));
        }
        finally
        {
            foreach (ConnectionHolder holder in holders)
            {
                holder.Dispose();
            }
        }
    }

    private static double Connect(ConnectionHolder[] holders, ConnectionHolder.Part part)
    {
        foreach (ConnectionHolder holder in holders)
        {
            holder.Begin(part);
        }

        return holders.Select(holder => holder.End()).ToArray().Average();
    }

    private static void AddBytes(Table table, string what, long bytes, int connections) => table.Add(
        what, string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:F0} MiB"), $"{bytes / connections} bytes");

    private static long Slab() => 1024 * long.Parse(
        File.ReadLines("/proc/meminfo").First(line => line.StartsWith("Slab:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}

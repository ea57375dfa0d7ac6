using System.Globalization;
using System.Net;

namespace PortReuse.Benchmarks;

/// <summary>
/// Crossed dials that may not ask the kernel for one connection (<c>sock_diag(7)</c>) and read <c>/proc</c>, for which the kernel goes
/// through the connections of all namespaces, beside the same that may.
/// </summary>
internal sealed class CrossingWithoutNetlink : IBenchmark
{
    private const int Foreign = 100_000;
    private const int DestinationCount = 4;
    private const int Holders = 8; // So that each can do with the 20,000 open files that many systems allow.
    private const int Turns = 7;
    private const double MostTimes = 2;

    public string Name => "crossing-without-netlink";

    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{CrossingWorker.Dials} crossed dials, one after the other and together, and as many between endpoints that are connected, with sock_diag and without, while another namespace holds {Foreign:N0} connections: medians of {Turns} turns.");

    public string? WhyNotHere => NetworkNamespace.ReasonItIsMissing ?? KernelWithoutTheOption.ReasonItIsMissing;

    public Table Run()
    {
        var table = new Table("dials", "sock_diag", "ms", "ms of processor time", "times with it", "by processor time", "each turn, ms");
        NetworkNamespace.Run(() =>
        {
            File.WriteAllText("/proc/sys/net/ipv4/ip_local_port_range", "32768 60999");
            File.WriteAllText("/proc/sys/net/core/somaxconn", Foreign.ToString(CultureInfo.InvariantCulture));
            using var destinations = new Destinations(
                Enumerable.Range(2, DestinationCount).Select(last => new IPEndPoint(IPAddress.Parse($"127.0.0.{last}"), 1000)), Foreign);
            ConnectionHolder[] holders = [.. Enumerable.Range(0, Holders)
                .Select(_ => new ConnectionHolder(Foreign / Holders, destinations.EndPoints))];
            try
            {
                foreach (ConnectionHolder holder in holders)
                {
                    holder.WaitUntilHeld();
                }

                Compare(table);
            }
            finally
            {
                foreach (ConnectionHolder holder in holders)
                {
                    holder.Dispose();
                }
            }
        });
        return table;
    }

    private static void Compare(Table table)
    {
        using CrossingWorker with = Start(hasDiagnostics: true), without = Start(hasDiagnostics: false);
        foreach (CrossingWorker.Way way in Enum.GetValues<CrossingWorker.Way>())
        {
            CrossingWorker.Cost[] costsWith = new CrossingWorker.Cost[Turns], costsWithout = new CrossingWorker.Cost[Turns];
            with.Measure(way); // What the first ones bring along.
            without.Measure(way);
            for (var i = 0; i < Turns; i++)
            {
                costsWith[i] = with.Measure(way);
                costsWithout[i] = without.Measure(way);
            }

            Add(table, way, "with", costsWith, costsWith);
            var times = Add(table, way, "without", costsWithout, costsWith);
            table.Require(
                times <= MostTimes || way == CrossingWorker.Way.OfWhatIsThere,
                FormattableString.Invariant($"{way}: without sock_diag {times:F2} times as long as with it."));
        }
    }

    private static double Add(
        Table table, CrossingWorker.Way way, string diagnostics, CrossingWorker.Cost[] costs, CrossingWorker.Cost[] costsWith)
    {
        double time = Median(costs, cost => cost.Time), processor = Median(costs, cost => cost.Processor);
        var times = time / Median(costsWith, cost => cost.Time);
        table.Add(
            way, diagnostics, $"{time:F0}", $"{processor:F0}", $"{times:F2}", $"{processor / Median(costsWith, cost => cost.Processor):F2}",
            string.Join(' ', costs.Select(cost => cost.Time.ToString("F0", CultureInfo.InvariantCulture))));
        return times;
    }

    private static double Median(CrossingWorker.Cost[] costs, Func<CrossingWorker.Cost, double> of) =>
        costs.Select(of).Order().ElementAt(costs.Length / 2);

    /// <summary>Starts the dials in a namespace of their own, and with the filter of the thread that starts them.</summary>
    private static CrossingWorker Start(bool hasDiagnostics)
    {
        CrossingWorker? worker = null;
        NetworkNamespace.Run(() =>
        {
            File.WriteAllText("/proc/sys/net/ipv4/ip_local_port_range", "32768 60999");
            if (!hasDiagnostics)
            {
                KernelWithoutTheOption.ForbidSocketDiagnostics();
            }

            worker = new CrossingWorker();
        });
        return worker!;
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PortReuse.Benchmarks;

/// <summary>What a connect costs when so many of the ports are used towards its destination, on an ordinary system's range.</summary>
/// <remarks>
/// The last hundredth of the range before each level is connected in the way that is measured. Those before it are filled in the way itself
/// up to one half, so that by hand the ports of one parity are used first, as they are; from there on all ways fill with the whole range,
/// which takes the ports of the other parity at random as each of them does, and sooner.
/// </remarks>
internal sealed class Cliff : IBenchmark
{
    private const int Ports = 28_232;
    private const int Sample = Ports / 100;
    private const int Churns = 1000;
    private const int Workers = 4;
    private const int Binds = 200;

    private const string Processor = "processor time", Clock = "time";

    // Of the processor time, which what else the machine does leaves alone.
    private const double HighestMedian = 1.5, HighestPercentile = 5, HighestChurn = 8, LeastGain = 20;

    private static readonly int[] Levels = [10, 45, 55, 75, 90, 99];

    public string Name => "cliff";

    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"Microseconds of a connect from one address to one destination when so many of {Ports:N0} ports are used: the last {Sample} before each level, and {Churns:N0} that replace one of those held. And of another program's bind to port 0 meanwhile.");

    public string? WhyNotHere => NetworkNamespace.ReasonItIsMissing;

    public string? Picture { get; private set; }

    public Table Run()
    {
        var table = new Table(["what", "measure", .. Levels.Select(level => $"{level} %"), "99.9 %, replaced"]);
        var measured = new Dictionary<string, Series>();
        foreach (var way in CliffWorker.Ways)
        {
            NetworkNamespace.Run(() => measured.Add(way, Measure(way)));
        }

        foreach ((var way, Series series) in measured)
        {
            foreach (var clock in new[] { Processor, Clock })
            {
                table.Add([way, $"{clock}, median", .. series.Levels.Append(series.Replaced)
                    .Select(times => Rounded(Percentile(times, clock, 0.5)))]);
                table.Add([way, $"{clock}, p99", .. series.Levels.Append(series.Replaced)
                    .Select(times => Rounded(Percentile(times, clock, 0.99)))]);
            }
        }

        foreach (var way in new[] { CliffWorker.ByHand, nameof(OutboundConnector) })
        {
            IEnumerable<IReadOnlyList<ThreadClock.Duration>> binds = measured[way].Binds;
            table.Add([$"another program's Bind(0.0.0.0:0), beside {way}", $"{Processor}, median", .. binds
                .Select(times => Rounded(Percentile(times, Processor, 0.5))), ""]);
            table.Add([$"another program's Bind(0.0.0.0:0), beside {way}", $"{Processor}, p99", .. binds
                .Select(times => Rounded(Percentile(times, Processor, 0.99))), ""]);
        }

        if (PortByPortSearch.ReasonItIsMissing is null)
        {
            foreach (var way in new[] { nameof(OutboundConnector), nameof(SocketExtensions.BindForConnect) })
            {
                Require(table, way, measured[way], measured[CliffWorker.ByHand]);
            }
        }

        Picture = Draw(measured);
        return table;
    }

    private static void Require(Table table, string way, Series series, Series byHand)
    {
        double median = Percentile(series.Levels[0], Processor, 0.5), last = Percentile(series.Levels[^1], Processor, 0.5);
        table.Require(last <= HighestMedian * median,
            string.Create(CultureInfo.InvariantCulture, $"{way}: {last:F1} µs at 99 %, {median:F1} at 10 %."));

        double tail = Percentile(series.Levels[0], Processor, 0.99), lastTail = Percentile(series.Levels[^1], Processor, 0.99);
        table.Require(
            lastTail <= HighestPercentile * tail,
                string.Create(CultureInfo.InvariantCulture, $"{way}: one in a hundred takes {lastTail:F1} µs at 99 %, {tail:F1} at 10 %."));

        var replaced = Percentile(series.Replaced, Processor, 0.5);
        table.Require(
            replaced <= HighestChurn * median, string.Create(CultureInfo.InvariantCulture,
                $"{way}: {replaced:F1} µs at 99.9 % where they are replaced, {median:F1} at 10 %."));

        foreach (var level in new[] { 55, 75, 90, 99 })
        {
            var index = Array.IndexOf(Levels, level);
            double ours = Percentile(series.Levels[index], Processor, 0.5), theirs = Percentile(byHand.Levels[index], Processor, 0.5);
            table.Require(
                theirs >= LeastGain * ours, string.Create(CultureInfo.InvariantCulture,
                    $"{way} at {level} %: {ours:F1} µs against {theirs:F1} by hand is not {LeastGain} times as fast."));
        }
    }

    private static Series Measure(string way)
    {
        File.WriteAllText(
            "/proc/sys/net/ipv4/ip_local_port_range", string.Create(CultureInfo.InvariantCulture, $"32768 {32768 + Ports - 1}"));
        File.WriteAllText("/proc/sys/net/core/somaxconn", ushort.MaxValue.ToString(CultureInfo.InvariantCulture));
        using var destination = new Destinations([new IPEndPoint(IPAddress.Parse("127.0.0.2"), 1000)], backlog: ushort.MaxValue);
        CliffWorker[] workers = [.. Enumerable.Range(0, Workers).Select(_ => new CliffWorker(way, destination.EndPoints[0]))];
        try
        {
            var series = new Series();
            var held = 0;
            foreach (var level in Levels)
            {
                var target = Ports * level / 100;
                Share(workers, Math.Min(target - Sample, Ports / 2) - held, (worker, count) => worker.ConnectMore(count));
                held = Math.Max(held, Math.Min(target - Sample, Ports / 2));
                Share(workers, target - Sample - held, (worker, count) => worker.FillUp(count));
                series.Levels.Add(Times(workers, Sample, (worker, count) => worker.ConnectMore(count)));
                held = target;
                series.Binds.Add(BindSome());
            }

            Share(workers, (Ports * 999 / 1000) - held, (worker, count) => worker.FillUp(count));
            series.Replaced.AddRange(Times(workers, Churns, (worker, count) => worker.ReplaceSome(count)));
            return series;
        }
        finally
        {
            foreach (CliffWorker worker in workers)
            {
                worker.Dispose();
            }
        }
    }

    private static List<ThreadClock.Duration> Times(
        CliffWorker[] workers, int count, Func<CliffWorker, int, IReadOnlyList<ThreadClock.Duration>> ask)
    {
        var times = new List<ThreadClock.Duration>(count);
        Share(workers, count, (worker, share) => times.AddRange(ask(worker, share)));
        return times;
    }

    /// <summary>Has each of the workers do its share, one after the other.</summary>
    private static void Share(CliffWorker[] workers, int count, Action<CliffWorker, int> ask)
    {
        for (var i = 0; i < workers.Length && count > 0; i++)
        {
            ask(workers[i], (count / workers.Length) + (i < count % workers.Length ? 1 : 0));
        }
    }

    // As .NET binds: with SO_REUSEADDR. Each is held until all are bound, and then closed.
    private static List<ThreadClock.Duration> BindSome()
    {
        var times = new List<ThreadClock.Duration>(Binds);
        using var sockets = new SocketList(Binds);
        for (var i = 0; i < Binds; i++)
        {
            Socket socket = sockets.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            ThreadClock.Moment begin = ThreadClock.Now();
            socket.Bind(new IPEndPoint(IPAddress.Any, 0));
            times.Add(begin.Elapsed());
        }

        return times;
    }

    private static string Draw(Dictionary<string, Series> measured)
    {
        var chart = new LineChart(
            "A connect to one destination, by the ports that are used towards it", "% of 28,232 ports used",
                "microseconds of processor time (median)", Levels, isXLinear: true, yTicks: [10, 100, 1000, 10_000]);
        chart.AddLimit("with the whole range by hand", Medians(CliffWorker.ByHandWithRange));
        chart.Add(nameof(OutboundConnector), Medians(nameof(OutboundConnector)), "#0b7a4b");
        chart.Add("by hand, or no bind", Medians(CliffWorker.ByHand), "#c2410c");
        return chart.ToSvg();

        int[] Medians(string way) => [.. measured[way].Levels.Select(times => (int)Math.Round(Percentile(times, Processor, 0.5)))];
    }

    private static double Percentile(IEnumerable<ThreadClock.Duration> times, string clock, double part)
    {
        double[] sorted = [.. times.Select(time => clock == Processor ? time.Processor : time.Time).Order()];
        return sorted[Math.Min((int)(sorted.Length * part), sorted.Length - 1)];
    }

    private static string Rounded(double microseconds) => microseconds < 100
        ? microseconds.ToString("F1", CultureInfo.InvariantCulture)
        : microseconds.ToString("F0", CultureInfo.InvariantCulture);

    /// <summary>What was measured in one way.</summary>
    private sealed class Series
    {
        public List<List<ThreadClock.Duration>> Levels { get; } = [];

        public List<List<ThreadClock.Duration>> Binds { get; } = [];

        public List<ThreadClock.Duration> Replaced { get; } = [];
    }
}

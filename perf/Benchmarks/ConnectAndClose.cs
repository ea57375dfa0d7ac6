using System.Net;

namespace PortReuse.Benchmarks;

/// <summary>Connect and close through the connector, against the same by hand: time and managed memory.</summary>
/// <remarks>
/// Both take turns in short rounds, so that what else the machine does strikes both alike, and each pair of rounds has a ratio of its own;
/// the median of the ratios counts.
/// </remarks>
internal sealed class ConnectAndClose : IBenchmark
{
    private const int Rounds = 400;
    private const int WarmUpRounds = 20;
    private const int Used = 2823; // A tenth of an ordinary range.
    private const double HighestRatio = 1.03;

    private static readonly IPEndPoint Source = new(IPAddress.Parse("127.0.0.77"), 0);

    public string Name => "connect";

    public string Description =>
        $"Connect and close on loopback, {Rounds} rounds of {ConnectRound.Connects} each in turn, while a tenth of the ports is used towards the destination: OutboundConnector against hand-written code that does the same, without a range on each socket, and against the same with it.";

    public string? WhyNotHere => LocalPortRange.ReasonItIsMissing;

    public Table Run()
    {
        var table = new Table(
            "way", "by hand", "by hand, with a range", "OutboundConnector",
                "time ratio (median)", "middle half of the ratios", "ratio to by hand with a range",
            "bytes by hand", "bytes");
        using var listener = new DrainedListener(IPAddress.Parse("127.0.0.2"));
        using var held = new SocketList();
        while (held.Count < 2 * Used)
        {
            held.Add(HandWritten.Connect(Source, listener.EndPoint));
            held.Add(listener.Accept());
        }

        foreach (var (way, byHand, byHandInRange, byConnector) in ConnectRound.Ways(Source, listener.EndPoint))
        {
            Measure(table, listener, way, byHand, byHandInRange, byConnector);
        }

        return table;
    }

    private static void Measure(Table table, DrainedListener listener, string way, params Action[] ways)
    {
        List<double>[] times = [.. ways.Select(_ => new List<double>())];
        var bytes = new long[ways.Length];
        for (var round = -WarmUpRounds; round < Rounds; round++)
        {
            for (var turn = 0; turn < ways.Length; turn++)
            {
                // Who begins takes turns too.
                var which = (turn + round + WarmUpRounds) % ways.Length;
                (var time, var allocated) = ConnectRound.Measure(listener, ways[which]);
                if (round < 0)
                {
                    continue;
                }

                times[which].Add(time);
                bytes[which] += allocated;
            }
        }

        var ratios = Ratios(times[^1], times[0]);
        double ratio = ratios[Rounds / 2], toRange = Ratios(times[^1], times[1])[Rounds / 2];
        const long connects = (long)Rounds * ConnectRound.Connects;
        table.Add(
            way, Microseconds(times[0]), Microseconds(times[1]), Microseconds(times[2]), $"{ratio:F3}",
            $"{ratios[Rounds / 4]:F3} to {ratios[Rounds * 3 / 4]:F3}", $"{toRange:F3}", bytes[0] / connects, bytes[2] / connects);
        table.Require(ratio <= HighestRatio, $"{way}: the time ratio is {ratio:F3}, above {HighestRatio}.");
        table.Require(bytes[2] / connects <= bytes[0] / connects,
            $"{way}: {bytes[2] / connects} bytes for a connect, against {bytes[0] / connects} by hand.");
    }

    /// <summary>Of each pair of rounds, in order of size.</summary>
    private static double[] Ratios(List<double> ofThese, List<double> toThese) =>
        [.. ofThese.Zip(toThese, (one, other) => one / other).Order()];

    private static string Microseconds(List<double> rounds) =>
        FormattableString.Invariant($"{rounds.Order().ElementAt(Rounds / 2) / ConnectRound.Connects * 1_000_000:F1} µs");
}

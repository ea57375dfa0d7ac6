using System.Net;
using PortReuse.Tests.Support;

namespace PortReuse.Benchmarks;

/// <summary>Connect and close through the connector, against the same by hand: time and managed memory.</summary>
/// <remarks>
/// Both take turns in short rounds, so that what else the machine does strikes both alike, and each pair of rounds has a ratio of its own; the
/// median of the ratios counts.
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
        $"Connect and close on loopback, {Rounds} rounds of {ConnectRound.Connects} each in turn, while a tenth of the ports is used towards the destination: OutboundConnector against hand-written code that does the same, without a range on each socket.";

    public string? WhyNotHere => null;

    public Table Run()
    {
        var table = new Table("way", "by hand", "OutboundConnector", "time ratio (median)", "middle half of the ratios", "bytes by hand", "bytes");
        using var listener = new DrainedListener(IPAddress.Parse("127.0.0.2"));
        using var held = new SocketList();
        while (held.Count < 2 * Used)
        {
            held.Add(HandWritten.Connect(Source, listener.EndPoint));
            held.Add(listener.Accept());
        }

        foreach (var (way, byHand, byConnector) in ConnectRound.Ways(Source, listener.EndPoint))
            Measure(table, listener, way, byHand, byConnector);
        return table;
    }

    private static void Measure(Table table, DrainedListener listener, string way, Action byHand, Action byConnector)
    {
        var times = new List<(double ByHand, double ByConnector)>();
        long bytesByHand = 0, bytesByConnector = 0;
        for (int round = -WarmUpRounds; round < Rounds; round++)
        {
            // Who begins takes turns too.
            (double Time, long Bytes) hand, connector;
            if (round % 2 == 0)
            {
                hand = ConnectRound.Measure(listener, byHand);
                connector = ConnectRound.Measure(listener, byConnector);
            }
            else
            {
                connector = ConnectRound.Measure(listener, byConnector);
                hand = ConnectRound.Measure(listener, byHand);
            }

            if (round < 0)
                continue;

            times.Add((hand.Time, connector.Time));
            bytesByHand += hand.Bytes;
            bytesByConnector += connector.Bytes;
        }

        double[] ratios = [.. times.Select(time => time.ByConnector / time.ByHand).Order()];
        double ratio = ratios[ratios.Length / 2];
        long connects = (long)Rounds * ConnectRound.Connects;
        table.Add(
            way, Microseconds(times.Select(time => time.ByHand)), Microseconds(times.Select(time => time.ByConnector)), $"{ratio:F3}",
            $"{ratios[ratios.Length / 4]:F3} to {ratios[ratios.Length * 3 / 4]:F3}", bytesByHand / connects, bytesByConnector / connects);
        table.Require(ratio <= HighestRatio, $"{way}: the time ratio is {ratio:F3}, above {HighestRatio}.");
        table.Require(
            bytesByConnector / connects <= bytesByHand / connects,
            $"{way}: {bytesByConnector / connects} bytes for a connect, against {bytesByHand / connects} by hand.");
    }

    private static string Microseconds(IEnumerable<double> rounds)
    {
        double[] sorted = [.. rounds.Order()];
        return FormattableString.Invariant($"{sorted[sorted.Length / 2] / ConnectRound.Connects * 1_000_000:F1} µs");
    }
}

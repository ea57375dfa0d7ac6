using System.Net;

namespace PortReuse.Benchmarks;

/// <summary>
/// The managed memory that a connect takes through the connector, against the same by hand. Unlike the time, it is the same in every run.
/// </summary>
internal sealed class ConnectMemory : IBenchmark
{
    private const int Rounds = 20;

    private static readonly IPEndPoint Source = new(IPAddress.Parse("127.0.0.77"), 0);

    public string Name => "memory";

    public string Description => "Managed bytes of a connect: OutboundConnector against hand-written code that does the same.";

    public string? WhyNotHere => OperatingSystem.IsLinux() ? null : "needs Linux: further addresses of the loopback network";

    public Table Run()
    {
        var table = new Table("way", "bytes by hand", "bytes");
        using var listener = new DrainedListener(IPAddress.Parse("127.0.0.2"));
        foreach (var (way, byHand, _, byConnector) in ConnectRound.Ways(Source, listener.EndPoint))
        {
            Measure(table, listener, way, byHand, byConnector);
        }

        return table;
    }

    private static void Measure(Table table, DrainedListener listener, string way, Action byHand, Action byConnector)
    {
        // The first rounds make what is kept; what the runtime does meanwhile adds to a round by chance, and takes nothing away.
        var hand = Enumerable.Range(0, Rounds).Min(_ => ConnectRound.Measure(listener, byHand).Bytes) / ConnectRound.Connects;
        var ours = Enumerable.Range(0, Rounds).Min(_ => ConnectRound.Measure(listener, byConnector).Bytes) / ConnectRound.Connects;

        table.Add(way, hand, ours);
        table.Require(ours <= hand, $"{way}: {ours} bytes, against {hand} by hand.");
    }
}

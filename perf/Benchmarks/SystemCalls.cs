using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PortReuse.Benchmarks;

/// <summary>
/// The system calls of a connect and a close, by name, through the connector and by hand, as <c>strace</c> counts them: one more, and no
/// other.
/// </summary>
internal sealed class SystemCalls : IBenchmark
{
    /// <summary>The first argument of the program that connects, and does nothing else, while its system calls are counted.</summary>
    public const string Child = "connect-and-close";

    private const string ByHand = "by hand";
    private const string ByConnector = "connector";

    // What a program does at its start and by the way is the same for a few connects as for many: the difference is theirs.
    private const int Few = 50;
    private const int Many = 550;

    private static readonly IPEndPoint Source = new(IPAddress.Parse("127.0.0.77"), 0);

    public string Name => "syscalls";

    public string Description =>
        "System calls of a connect and a close (strace). OutboundConnector makes one more, where the kernel has IP_LOCAL_PORT_RANGE: it sets it.";

    public string? WhyNotHere => Strace() is null ? "needs strace, which is not in the PATH (apt-get install strace)" : null;

    public Table Run()
    {
        var table = new Table("way", "call", "by hand", "OutboundConnector");
        foreach (var way in new[] { "", " async" })
        {
            SortedDictionary<string, double> hand = Count(ByHand + way), connector = Count(ByConnector + way);
            foreach (var call in hand.Keys.Union(connector.Keys).Order(StringComparer.Ordinal))
            {
                double byHand = hand.GetValueOrDefault(call), byConnector = connector.GetValueOrDefault(call);
                table.Add(way.Length == 0 ? "Connect" : "ConnectAsync", call, byHand, byConnector);
                var allowed = call == "setsockopt" && LocalPortRange.ReasonItIsMissing is null ? byHand + 1 : byHand;
                table.Require(byConnector == allowed, $"{way} {call}: {byConnector} for a connect, against {byHand} by hand.");
            }
        }

        return table;
    }

    /// <summary>Connects and closes so often, in this process.</summary>
    public static void Connect(string way, int connects)
    {
        using var listener = new DrainedListener(IPAddress.Parse("127.0.0.2"));
        IPEndPoint remote = listener.EndPoint;
        var connector = new OutboundConnector(Source);
        Func<Socket> connect = way switch
        {
            ByHand => () => HandWritten.Connect(Source, remote),
            ByConnector => () => connector.Connect(remote),
            ByHand + " async" => () => HandWritten.ConnectAsync(Source, remote).AsTask().GetAwaiter().GetResult(),
            ByConnector + " async" => () => connector.ConnectAsync(remote).AsTask().GetAwaiter().GetResult(),
            _ => throw new ArgumentOutOfRangeException(nameof(way), way, "No such way."),
        };

        for (var i = 0; i < connects; i++)
        {
            connect().Close(timeout: 0);
            if (i % DrainedListener.Room == 0)
            {
                listener.Drain();
            }
        }
    }

    private static SortedDictionary<string, double> Count(string way)
    {
        Dictionary<string, int> few = Trace(way, Few), many = Trace(way, Many);
        var each = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach ((var call, var count) in many)
        {
            // What the runtime does by the way, now and then, is less than one in ten connects.
            var ofAConnect = Math.Round((count - few.GetValueOrDefault(call)) / (double)(Many - Few), 1);
            if (ofAConnect != 0)
            {
                each.Add(call, ofAConnect);
            }
        }

        return each;
    }

    private static Dictionary<string, int> Trace(string way, int connects)
    {
        var file = Path.GetTempFileName();
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(
                Strace()!,
                [
                    "-f", "-qq", "-c", "-U", "calls,name", "-o", file, "-e", "trace=%network,close,fcntl,ioctl,epoll_ctl,poll",
                    Environment.ProcessPath!, .. OwnProgram.Arguments, Child, way, connects.ToString(CultureInfo.InvariantCulture),
                ]))!;
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"strace ended with {process.ExitCode}.");
            }

            return File.ReadLines(file)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words is [_, not "total"] && int.TryParse(words[0], CultureInfo.InvariantCulture, out _))
                .ToDictionary(words => words[1], words => int.Parse(words[0], CultureInfo.InvariantCulture));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string? Strace() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "strace"))
        .FirstOrDefault(File.Exists);
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace PortReuse.Benchmarks;

/// <summary>A process that connects as it is told, and holds what it has connected: how many files one may have open is limited.</summary>
[SupportedOSPlatform("linux")]
internal sealed class CliffWorker : IDisposable
{
    /// <summary>The first argument of the program that does it.</summary>
    public const string Child = "cliff-worker";

    public const string ByHand = "by hand";
    public const string ByHandWithRange = "by hand, with the whole range on each socket";

    private const string Connect = "connect", Fill = "fill", Churn = "churn";

    private static readonly IPEndPoint Source = new(IPAddress.Parse("127.0.0.77"), 0);

    private readonly Process _process;

    /// <summary>Starts a process in the network namespace of the calling thread.</summary>
    public CliffWorker(string way, IPEndPoint destination) => _process = Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!, [.. OwnProgram.Arguments, Child, way, destination.ToString()])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    public static string[] Ways { get; } = [ByHand, nameof(OutboundConnector), nameof(SocketExtensions.BindForConnect), ByHandWithRange];

    /// <summary>Connects so many more in the way that is measured.</summary>
    public IReadOnlyList<ThreadClock.Duration> ConnectMore(int count) => Ask(Connect, count);

    /// <summary>Connects so many more, as fast as can be.</summary>
    public void FillUp(int count) => Ask(Fill, count);

    /// <summary>Closes one that it holds, chosen at random, and connects another one in the way that is measured; so many times.</summary>
    public IReadOnlyList<ThreadClock.Duration> ReplaceSome(int count) => Ask(Churn, count);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>What the child does.</summary>
    public static void Run(string way, IPEndPoint destination)
    {
        Func<Socket> connect = ConnectBy(way, destination), fill = ConnectBy(ByHandWithRange, destination);
        connect().Close(timeout: 0); // What the first one brings along is not the cost of a connect.
        fill().Close(timeout: 0);

        var random = new Random(1);
        var held = new List<Socket>();
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var times = new List<ThreadClock.Duration>();
            for (var count = int.Parse(words[1], CultureInfo.InvariantCulture); count > 0; count--)
            {
                var place = held.Count;
                if (words[0] == Churn)
                {
                    held[place = random.Next(held.Count)].Close(timeout: 0); // A reset: the port is free at once.
                }
                else
                {
                    held.Add(null!);
                }

                ThreadClock.Moment begin = ThreadClock.Now();
                held[place] = words[0] == Fill ? fill() : connect();
                times.Add(begin.Elapsed());
            }

            Console.WriteLine(
                string.Join(' ', times.Select(time => string.Create(CultureInfo.InvariantCulture, $"{time.Time:F2}/{time.Processor:F2}"))));
        }
    }

    private static Func<Socket> ConnectBy(string way, IPEndPoint destination)
    {
        var connector = new OutboundConnector(Source);
        return way switch
        {
            ByHand => () => HandWritten.Connect(Source, destination),
            ByHandWithRange => () => ConnectBound(destination, static socket =>
            {
                var range = 1 | (65535u << 16);
                var on = 1;
                socket.SetRawSocketOption(RawOption.IpLevel, RawOption.BindAddressNoPort, MemoryMarshal.AsBytes(new Span<int>(ref on)));
                socket.SetRawSocketOption(RawOption.IpLevel, RawOption.LocalPortRange, MemoryMarshal.AsBytes(new Span<uint>(ref range)));
                socket.Bind(Source);
            }),
            nameof(SocketExtensions.BindForConnect) => () => ConnectBound(destination, static socket => socket.BindForConnect(Source)),
            nameof(OutboundConnector) => () => connector.Connect(destination),
            _ => throw new ArgumentOutOfRangeException(nameof(way), way, "No such way."),
        };
    }

    private static Socket ConnectBound(IPEndPoint destination, Action<Socket> bind)
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
    }

    private IReadOnlyList<ThreadClock.Duration> Ask(string what, int count)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {count}"));
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("It ended before it had connected.");
        return [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('/')).Select(pair =>
            new ThreadClock.Duration(
                double.Parse(pair[0], CultureInfo.InvariantCulture), double.Parse(pair[1], CultureInfo.InvariantCulture)))];
    }
}

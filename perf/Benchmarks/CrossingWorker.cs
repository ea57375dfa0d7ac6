using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace PortReuse.Benchmarks;

/// <summary>
/// A process whose shared ports dial each other, in the network namespace and with the permissions of the thread that starts it.
/// </summary>
internal sealed class CrossingWorker : IDisposable
{
    /// <summary>The first argument of the program that dials until its input ends.</summary>
    public const string Child = "cross-dials";

    public const int Dials = 100;

    private readonly Process _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. OwnProgram.Arguments, Child])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    public enum Way
    {
        OneAfterTheOther,
        Together,

        /// <summary>Together, and not crossed: the caller has a connection to each peer, and is told so.</summary>
        OfWhatIsThere,
    }

    public Cost Measure(Way way)
    {
        _process.StandardInput.WriteLine(way.ToString());
        _process.StandardInput.Flush();
        var numbers = _process.StandardOutput.ReadLine()?.Split(' ')
            ?? throw new InvalidOperationException("It ended before its dials did.");
        return new Cost(double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>What the child does. Each crossing checks that both dials have their end of one connection.</summary>
    public static void Run()
    {
        SharedPort[] ports = [.. Enumerable.Range(0, 2 * Dials).Select(_ => SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0)))];
        Crossing[] crossings = [.. ports.Chunk(2).Select(pair => new Crossing(pair[0], pair[1]))];
        using var there = new Connections();
        using var process = Process.GetCurrentProcess();
        while (Console.ReadLine() is { } line)
        {
            process.Refresh();
            TimeSpan before = process.TotalProcessorTime;
            var begin = Stopwatch.GetTimestamp();
            DialAsync(Enum.Parse<Way>(line), crossings, there).GetAwaiter().GetResult();
            TimeSpan time = Stopwatch.GetElapsedTime(begin);
            process.Refresh();
            TimeSpan processor = process.TotalProcessorTime - before;
            Console.WriteLine(FormattableString.Invariant($"{time.TotalMilliseconds} {processor.TotalMilliseconds}"));
        }

        foreach (Crossing crossing in crossings)
        {
            crossing.Dispose();
        }

        foreach (SharedPort port in ports)
        {
            port.Dispose();
        }
    }

    private static async Task DialAsync(Way way, Crossing[] crossings, Connections there)
    {
        switch (way)
        {
            case Way.OneAfterTheOther:
                foreach (Crossing crossing in crossings)
                {
                    await crossing.RunAsync(DialPolicy.Require);
                }

                break;
            case Way.Together:
                // Each on threads of its own: a crossing waits until both of its sides have one.
                await Task.WhenAll(crossings.Select(crossing => Task.Factory.StartNew(
                    () => crossing.RunAsync(DialPolicy.Require), CancellationToken.None,
                        TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
                break;
            default:
                await there.DialAgainAsync();
                break;
        }
    }

    /// <summary>A shared port, and its connections.</summary>
    private sealed class Connections : IDisposable
    {
        private readonly SharedPort _port = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        private readonly Destinations _peers = new(Enumerable.Repeat(new IPEndPoint(IPAddress.Loopback, 0), Dials));
        private readonly SocketList _sockets = new();

        public Connections()
        {
            foreach (IPEndPoint peer in _peers.EndPoints)
            {
                _sockets.Add(_port.DialAsync(peer, DialPolicy.Require).AsTask().GetAwaiter().GetResult().Socket);
            }
        }

        public Task DialAgainAsync() => Task.WhenAll(_peers.EndPoints.Select(peer => Task.Run(async () =>
        {
            var e = await Assert.ThrowsAsync<PortException>(() => _port.DialAsync(peer, DialPolicy.Require).AsTask());
            Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
        })));

        public void Dispose()
        {
            _sockets.Dispose();
            _peers.Dispose();
            _port.Dispose();
        }
    }

    /// <summary>Milliseconds of the day, and of the processors, of all the dials.</summary>
    public readonly record struct Cost(double Time, double Processor);
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PortReuse.Benchmarks;

/// <summary>A process that holds connections: how many files one may have open is limited.</summary>
internal sealed class ConnectionHolder : IDisposable
{
    /// <summary>The first argument of the program that holds connections until its input ends.</summary>
    public const string Child = "hold-connections";

    private readonly Process _process;

    /// <summary>Starts a process in the network namespace of the calling thread.</summary>
    /// <param name="connections">How many it holds.</param>
    /// <param name="destinations">Where to.</param>
    /// <param name="source">Where from; null for 127.0.0.1.</param>
    /// <param name="byHand">Whether it connects by hand, with a range on each socket, and not through the connector.</param>
    public ConnectionHolder(int connections, IEnumerable<IPEndPoint> destinations, IPAddress? source = null, bool byHand = false) =>
        _process = Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!,
        [
            .. OwnProgram.Arguments, Child, byHand.ToString(),
                connections.ToString(CultureInfo.InvariantCulture), (source ?? IPAddress.Loopback).ToString(),
            .. destinations.Select(each => each.ToString()),
        ])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary>Has it connect one part of them.</summary>
    public void Begin(Part part)
    {
        _process.StandardInput.WriteLine(part.ToString());
        _process.StandardInput.Flush();
    }

    /// <summary>Waits until it has.</summary>
    /// <returns>The processor time of a connect, in microseconds.</returns>
    public double End() => double.Parse(ReadLine(), CultureInfo.InvariantCulture);

    /// <summary>Has it connect all of them, and waits until it has.</summary>
    public void WaitUntilHeld()
    {
        foreach (Part part in Enum.GetValues<Part>())
        {
            Begin(part);
            End();
        }
    }

    /// <summary>The memory that all of them take.</summary>
    public Memory Measure()
    {
        _process.StandardInput.WriteLine("memory");
        _process.StandardInput.Flush();
        long[] numbers = [.. ReadLine().Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        return new Memory(numbers[0], numbers[1]);
    }

    private string ReadLine() =>
        _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("It ended before it held its connections.");

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>What the child does.</summary>
    public static void Hold(bool byHand, int connections, IPAddress source, IReadOnlyList<IPEndPoint> destinations)
    {
        using var sockets = new SocketList(connections);
        var connector = new OutboundConnector(source);
        var from = new IPEndPoint(source, 0);
        Func<IPEndPoint, Socket> connect = byHand ? remote => HandWritten.Connect(from, remote, setsRange: true) : connector.Connect;
        sockets.Add(connect(destinations[0])); // What the first one brings along is not the memory of a connection.

        Memory before = Memory.Now();
        while (Console.ReadLine() is { } line)
        {
            if (!Enum.TryParse(line, out Part part))
            {
                Memory after = Memory.Now();
                Console.WriteLine(FormattableString.Invariant($"{after.Managed - before.Managed} {after.Resident - before.Resident}"));
                continue;
            }

            int until = part switch { Part.First => connections / 10, Part.Middle => connections - (connections / 10), _ => connections },
                held = sockets.Count;
            ThreadClock.Moment begin = ThreadClock.Now();
            while (sockets.Count < until)
            {
                sockets.Add(connect(destinations[sockets.Count % destinations.Count]));
            }

            Console.WriteLine(FormattableString.Invariant($"{begin.Elapsed().Processor / (until - held)}"));
        }
    }

    /// <summary>The connections, in the order that they are made in: the first tenth, the last, and those between.</summary>
    public enum Part
    {
        First,
        Middle,
        Last,
    }

    /// <summary>Bytes of a process.</summary>
    public readonly record struct Memory(long Managed, long Resident)
    {
        public static Memory Now() => new(GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using PortReuse.Tests.Support;

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
    public ConnectionHolder(int connections, IEnumerable<IPEndPoint> destinations, IPAddress? source = null) => _process = Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!,
        [
            .. OwnProgram.Arguments, Child, connections.ToString(CultureInfo.InvariantCulture), (source ?? IPAddress.Loopback).ToString(),
            .. destinations.Select(each => each.ToString()),
        ])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary>Waits until it holds them, and says what memory they take.</summary>
    public Memory WaitUntilHeld()
    {
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("It ended before it held its connections.");
        long[] numbers = [.. line.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        return new Memory(numbers[0], numbers[1]);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>What the child does.</summary>
    public static void Hold(int connections, IPAddress source, IReadOnlyList<IPEndPoint> destinations)
    {
        using var sockets = new SocketList(connections);
        var connector = new OutboundConnector(source);
        sockets.Add(connector.Connect(destinations[0])); // What the first one brings along is not the memory of a connection.

        Memory before = Memory.Now();
        while (sockets.Count < connections)
            sockets.Add(connector.Connect(destinations[sockets.Count % destinations.Count]));
        Memory after = Memory.Now();

        Console.WriteLine(FormattableString.Invariant($"{after.Managed - before.Managed} {after.Resident - before.Resident}"));
        Console.In.ReadToEnd();
    }

    /// <summary>Bytes of a process.</summary>
    public readonly record struct Memory(long Managed, long Resident)
    {
        public static Memory Now() => new(GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}

using System.Diagnostics;
using System.Net.Sockets;

namespace PortReuse.Benchmarks;

/// <summary>Two peers that listen on a port each dial each other from it at the same instant, again and again.</summary>
/// <remarks>
/// After each round it is asked what each dial returned, and what waits at the listeners. It is as it should be where both dials have
/// returned, each with its end of one connection, and there is no other one.
/// </remarks>
internal sealed class CrossedDials : IBenchmark
{
    private const int Rounds = 10_000;

    public string Name => "crossed-dials";

    public string Description =>
        $"Two peers dial each other at the same instant, each from its listening port, {Rounds} times on loopback.";

    public string? WhyNotHere => OperatingSystem.IsLinux() ? null : "needs Linux";

    public Table Run()
    {
        var table = new Table(
            "way", "one connection, given to both dials", "a dial failed", "two connections", "simultaneous opens", "µs a round");
        Tally shared = Measure(table, nameof(SharedPort), new SharedPeer(), new SharedPeer());
        Measure(table, "by hand", new HandWrittenPeer(fallsBack: false), new HandWrittenPeer(fallsBack: false));
        Measure(table, "by hand, and from a fresh port if that fails",
            new HandWrittenPeer(fallsBack: true), new HandWrittenPeer(fallsBack: true));
        table.Require(shared.Agreed == Rounds, $"{nameof(SharedPort)}: {shared.Agreed} agreed connections instead of {Rounds}.");
        return table;
    }

    private static Tally Measure(Table table, string way, IPeer a, IPeer b)
    {
        using IPeer _ = a, __ = b;
        using var line = new StartingLine();
        var tally = new Tally();
        Ending ofA = default;
        var other = new Thread(() =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                line.Start();
                ofA = Ending.Of(() => a.Dial(b.EndPoint));
                line.Meet();
                line.Meet(); // The other thread has looked at it.
            }
        }) { IsBackground = true };
        other.Start();
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < Rounds; i++)
        {
            line.Start();
            Ending ofB = Ending.Of(() => b.Dial(a.EndPoint));
            line.Meet();
            tally.Add(ofA, ofB, a, b);
            line.Meet();
        }

        other.Join();
        var microseconds = Stopwatch.GetElapsedTime(begin).TotalMicroseconds / Rounds;
        table.Add(way, tally.Agreed, tally.Failed, tally.Two, tally.Simultaneous, (int)microseconds);
        table.Require(tally.Other == 0, $"{way}: {tally.Other} rounds left a connection that no dial made.");
        return tally;
    }

    /// <summary>What one dial came to: a connection, and whether it was the peer's; or nothing.</summary>
    private readonly record struct Ending(Socket? Socket, bool WasAccepted)
    {
        public static Ending Of(Func<(Socket, bool)> dial)
        {
            try
            {
                (Socket socket, var wasAccepted) = dial();
                return new Ending(socket, wasAccepted);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
            {
                return default;
            }
        }
    }

    private sealed class Tally
    {
        public int Agreed { get; private set; }

        public int Failed { get; private set; }

        public int Two { get; private set; }

        public int Simultaneous { get; private set; }

        public int Other { get; private set; }

        public void Add(Ending ofA, Ending ofB, IPeer a, IPeer b)
        {
            var areOne = AreEnds(ofA.Socket, ofB.Socket);

            // Where they are not, the other end of what one side dialed is at the listener of the other.
            using var atListeners = new SocketList();
            if (ofA.Socket is not null && !areOne)
            {
                atListeners.Add(b.AcceptWaiting());
            }

            if (ofB.Socket is not null && !areOne)
            {
                atListeners.Add(a.AcceptWaiting());
            }

            if (a.IsWaiting || b.IsWaiting)
            {
                Other++;
            }
            else if (areOne)
            {
                Agreed++;
            }
            else if (ofA.Socket is null || ofB.Socket is null)
            {
                Failed++;
            }
            else
            {
                Two++;
            }

            if (areOne && !ofA.WasAccepted && !ofB.WasAccepted)
            {
                Simultaneous++;
            }

            Close(ofA.Socket);
            Close(ofB.Socket);
        }

        private static bool AreEnds(Socket? one, Socket? other) =>
            one is not null && other is not null &&
            one.LocalEndPoint!.Equals(other.RemoteEndPoint) && one.RemoteEndPoint!.Equals(other.LocalEndPoint);

        private static void Close(Socket? socket)
        {
            if (socket is not null)
            {
                Reset.Close(socket); // The endpoints are free for the next round.
            }
        }
    }
}

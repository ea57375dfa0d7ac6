using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PortReuse.Benchmarks;

/// <summary>Two peers that listen on a port each dial each other from it at the same instant, again and again.</summary>
/// <remarks>
/// After each round it is asked what each dial returned, and what waits at the listeners. It is as it should be where both dials have
/// returned, each with its end of one connection, and there is no other one.
/// </remarks>
internal static class CrossedDials
{
    private const int DefaultRounds = 10_000;

    public static bool Run(string[] arguments)
    {
        int rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : DefaultRounds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rounds:N0} crossed dials on loopback, each side from its listening port"));
        Console.WriteLine();
        Console.WriteLine($"{"",-44}{"one connection",16}{"a dial failed",16}{"two connections",17}{"µs a round",12}");

        Tally shared = Measure("SharedPort", rounds, new SharedPeer(), new SharedPeer());
        Measure("by hand, connect", rounds, new HandWrittenPeer(fallsBack: false), new HandWrittenPeer(fallsBack: false));
        Measure("by hand, and from a fresh port if that fails", rounds, new HandWrittenPeer(fallsBack: true), new HandWrittenPeer(fallsBack: true));
        Console.WriteLine();
        Console.WriteLine($"SharedPort told: {string.Join(", ", shared.Outcomes.Select(outcome => $"{outcome.Value:N0} {outcome.Key}"))}");
        return shared.Agreed == rounds;
    }

    private static Tally Measure(string name, int rounds, IPeer a, IPeer b)
    {
        using IPeer _ = a, __ = b;
        using var line = new StartingLine();
        var tally = new Tally();
        Ending ofA = default;
        var other = new Thread(() =>
        {
            for (int i = 0; i < rounds; i++)
            {
                line.Start();
                ofA = Ending.Of(() => a.Dial(b.EndPoint));
                line.Meet();
                line.Meet(); // The other thread has looked at it.
            }
        }) { IsBackground = true };
        other.Start();
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < rounds; i++)
        {
            line.Start();
            Ending ofB = Ending.Of(() => b.Dial(a.EndPoint));
            line.Meet();
            tally.Add(ofA, ofB, a, b);
            line.Meet();
        }

        other.Join();
        double microseconds = Stopwatch.GetElapsedTime(begin).TotalMicroseconds / rounds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-44}{tally.Agreed,16:N0}{tally.Failed,16:N0}{tally.Two,17:N0}{microseconds,12:N0}"));
        if (tally.Other > 0)
            Console.WriteLine($"{tally.Other:N0} rounds ended otherwise.");
        return tally;
    }

    /// <summary>What one dial came to: a connection, or an error.</summary>
    internal readonly record struct Ending(Socket? Socket, string How)
    {
        public static Ending Of(Func<(Socket, string)> dial)
        {
            try
            {
                (Socket socket, string how) = dial();
                return new Ending(socket, how);
            }
            catch (SocketException e)
            {
                return new Ending(null, e.SocketErrorCode.ToString());
            }
        }
    }

    private sealed class Tally
    {
        public int Agreed { get; private set; }

        public int Failed { get; private set; }

        public int Two { get; private set; }

        public int Other { get; private set; }

        public SortedDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

        public void Add(Ending ofA, Ending ofB, IPeer a, IPeer b)
        {
            bool areOne = AreEnds(ofA.Socket, ofB.Socket);

            // Where they are not, the other end of what one side dialed is at the listener of the other.
            List<Socket> atListeners = [];
            if (ofA.Socket is not null && !areOne)
                atListeners.Add(b.AcceptWaiting());
            if (ofB.Socket is not null && !areOne)
                atListeners.Add(a.AcceptWaiting());
            bool isMore = a.IsWaiting || b.IsWaiting;

            if (isMore)
                Other++;
            else if (areOne)
                Agreed++;
            else if (ofA.Socket is null || ofB.Socket is null)
                Failed++;
            else
                Two++;

            foreach (Ending ending in new[] { ofA, ofB })
            {
                Outcomes[ending.How] = Outcomes.GetValueOrDefault(ending.How) + 1;
                Close(ending.Socket);
            }

            atListeners.ForEach(Close);
        }

        private static bool AreEnds(Socket? one, Socket? other) =>
            one is not null && other is not null &&
            one.LocalEndPoint!.Equals(other.RemoteEndPoint) && one.RemoteEndPoint!.Equals(other.LocalEndPoint);

        private static void Close(Socket? socket)
        {
            if (socket is null)
                return;
            socket.LingerState = new LingerOption(true, 0); // The endpoints are free for the next round.
            socket.Dispose();
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Connecting;
using PortReuse.Diagnosis;

namespace PortReuse.Metering;

/// <summary>A source address and a destination that this process has connected from and to.</summary>
internal readonly record struct PortUser(IPAddress Source, IPEndPoint Destination);

/// <summary>How many ephemeral ports each source of this process uses for each of its destinations, as the system shows it.</summary>
/// <remarks>
/// Without a listener nothing is noted or looked at. What a source uses for a destination counts, whichever program opened it: the
/// number that the range limits is that of the machine.
/// </remarks>
internal static class PortUse
{
    /// <summary>How many pairs of a source and a destination are reported, for as many series of measurements.</summary>
    public const int MostUsers = 1000;

    private static readonly object Gate = new();
    private static readonly ConcurrentDictionary<PortUser, long> Noted = new();
    private static Snapshot? _latest;

    /// <summary>For how long a look serves: the instruments are asked one after the other, and are to tell of one moment.</summary>
    public static TimeSpan Freshness { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Remembers that a connection was made, from a port that the system chose.</summary>
    /// <param name="connected">The socket.</param>
    /// <param name="source">What it was to connect from.</param>
    /// <param name="remote">What it is connected to.</param>
    public static void Note(Socket connected, IPEndPoint source, IPEndPoint remote)
    {
        if (source.Port != 0 || !PortMeter.ObservesPorts)
        {
            return;
        }

        var address = CanonicalEndPoint.Of(Wildcard.Is(source.Address) ? connected.GetLocalEndPoint().Address : source.Address);
        var user = new PortUser(address, remote);
        var now = Environment.TickCount64;
        if (Noted.TryGetValue(user, out var before) && Noted.TryUpdate(user, now, before))
        {
            return;
        }

        // A copy: the caller may change the endpoint.
        if (Noted.Count < MostUsers)
        {
            Noted[user with { Destination = CanonicalEndPoint.CopyOf(remote) }] = now;
        }
    }

    /// <summary>Looks at the machine, unless a look was taken a moment ago.</summary>
    public static Snapshot Look()
    {
        lock (Gate)
        {
            var now = Environment.TickCount64;
            if (_latest is null || now - _latest.Moment >= Freshness.TotalMilliseconds)
            {
                _latest = Take(now);
            }

            return _latest;
        }
    }

    private static Snapshot Take(long now)
    {
        var settings = EphemeralPorts.GetSettings();
        KeyValuePair<PortUser, long>[] users = [.. Noted];
        if (settings.UsableCount is not { } usable || users.Length == 0)
        {
            return new Snapshot(now, settings.UsableCount, []);
        }

        var counts = new PortCounts(settings, users.Select(user => user.Key));
        if (TcpSockets.Visit(new SocketFilter { Ports = settings.Range, IsForConnections = true }, ref counts) == ShownSockets.None)
        {
            return new Snapshot(now, usable, []);
        }

        var uses = new List<(PortUser, int)>(users.Length);
        foreach (var user in users)
        {
            var used = counts.Of(user.Key);
            uses.Add((user.Key, used));

            // It is reported as unused once, and then no more until it connects again; unless it has since the look began.
            if (used == 0)
            {
                Noted.TryRemove(user);
            }
        }

        return new Snapshot(now, usable, uses);
    }

    /// <summary>How it was at a moment.</summary>
    /// <param name="Moment">The moment, in milliseconds since the machine was started.</param>
    /// <param name="Usable">How many ports the system chooses from; null where it does not tell.</param>
    /// <param name="Uses">How many of them each source uses for each destination; empty where the system shows no sockets.</param>
    internal sealed record Snapshot(long Moment, int? Usable, IReadOnlyList<(PortUser User, int Used)> Uses);
}

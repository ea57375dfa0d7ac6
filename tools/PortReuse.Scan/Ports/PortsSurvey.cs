using System.Net;
using PortReuse.Diagnosis;

namespace PortReuse.Scan.Ports;

/// <summary>Looks at the machine once: at the network namespace of the calling thread.</summary>
internal static class PortsSurvey
{
    private const int MostDestinations = 5;

    public static PortsReport Take()
    {
        var settings = EphemeralPorts.GetSettings();
        var collector = new SocketCollector(settings);
        var shown = TcpSockets.Visit(new SocketFilter { Ports = settings.Range }, ref collector);
        PlainBinds plain = new(collector.Sockets);
        SeenSocket[] takers = [.. plain.All];
        var owners = SocketOwners.Find(takers.Select(socket => socket.Inode).ToHashSet());
        return new(DateTimeOffset.Now, settings, shown, SourcesOf(collector.Sockets, settings), TakersOf(takers, owners), owners.Hidden);
    }

    private static List<SourcePorts> SourcesOf(IEnumerable<SeenSocket> sockets, EphemeralPortSettings settings) =>
    [
        .. from socket in sockets
           group socket by socket.Local.Address into source
           let held = Ports(source, _ => true)
           orderby held descending, source.Key.ToString()
           select new SourcePorts(
               source.Key,
               held,
               Ports(source, socket => socket.State == TcpSocketState.BoundInactive),
               Ports(source, socket => socket.IsConnection),
               Ports(source, socket => socket.State == TcpSocketState.TimeWait),
               Ports(source, socket => socket.State == TcpSocketState.Listen),
               DestinationsOf(source, settings.UsableCount)),
    ];

    private static int Ports(IEnumerable<SeenSocket> sockets, Func<SeenSocket, bool> counts) =>
        sockets.Where(counts).Select(socket => socket.Local.Port).Distinct().Count();

    /// <summary>Between a source and a destination each connection has a port of its own.</summary>
    private static List<DestinationPorts> DestinationsOf(IEnumerable<SeenSocket> sockets, int? usable)
    {
        var all = from socket in sockets
                  where socket.Remote is not null
                  group socket by socket.Remote into destination
                  let count = destination.Count()
                  orderby count descending, destination.Key.ToString()
                  select new DestinationPorts(destination.Key, count, IsPastHalf: count * 2L >= (usable ?? int.MaxValue));
        return [.. all.Where((destination, index) => index < MostDestinations || destination.IsPastHalf)];
    }

    private static List<PortTaker> TakersOf(IEnumerable<SeenSocket> sockets, SocketOwners owners) =>
    [
        .. from socket in sockets
           let owner = owners.Of(socket.Inode)
           let name = owner?.Name ?? (socket.User is { } user ? $"user {user}" : "unknown")
           group socket by (owner?.ProcessId, name, socket.Local.Address) into taker
           let bound = Ports(taker, socket => socket.State == TcpSocketState.BoundInactive)
           let connected = Ports(taker, socket => socket.IsConnection)
           orderby bound + connected descending, taker.Key.ProcessId, taker.Key.Address.ToString()
           select new PortTaker(taker.Key.ProcessId, taker.Key.name, taker.Key.Address, bound, connected),
    ];
}

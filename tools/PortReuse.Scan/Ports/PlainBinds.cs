using System.Net;
using System.Net.Sockets;
using PortReuse.Diagnosis;

namespace PortReuse.Scan.Ports;

/// <summary>
/// Which sockets have certainly bound a port of the range themselves: those that are bound and not connected yet, and those that are
/// connected from an address that the system would not have chosen, without <c>IP_BIND_ADDRESS_NO_PORT</c>. Of others the system does not
/// tell who chose their port.
/// </summary>
/// <param name="sockets">The sockets that hold a port of the range.</param>
internal sealed class PlainBinds(IReadOnlyCollection<SeenSocket> sockets)
{
    private readonly Dictionary<IPAddress, IPAddress?> _preferred = [];

    /// <summary>A connection from one of these was most likely accepted.</summary>
    private readonly HashSet<int> _listened =
        [.. sockets.Where(socket => socket.State == TcpSocketState.Listen).Select(socket => socket.Local.Port)];

    public IEnumerable<SeenSocket> All => sockets.Where(IsOne);

    private bool IsOne(SeenSocket socket) =>
        socket.State == TcpSocketState.BoundInactive
        || (socket is { IsConnection: true, LeavesPortToConnect: false, Remote: { } remote }
            && !_listened.Contains(socket.Local.Port)
            && PreferredTowards(remote.Address) is { } preferred
            && !preferred.Equals(socket.Local.Address));

    /// <summary>The address that the system connects from by itself; null where it has none.</summary>
    private IPAddress? PreferredTowards(IPAddress destination)
    {
        if (!_preferred.TryGetValue(destination, out var preferred))
        {
            _preferred.Add(destination, preferred = Ask(destination));
        }

        return preferred;
    }

    // To connect a datagram socket is to ask for the route: nothing is sent.
    private static IPAddress? Ask(IPAddress destination)
    {
        const int discard = 9;
        try
        {
            using var socket = new Socket(destination.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(destination, discard);
            return ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}

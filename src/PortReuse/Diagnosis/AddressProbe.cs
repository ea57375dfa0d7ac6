using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;

namespace PortReuse.Diagnosis;

/// <summary>Asks the system whether an address is its own, with a UDP socket: it meets the same checks and takes no TCP port.</summary>
internal static class AddressProbe
{
    /// <summary>Whether a socket can be bound to the address now. True where the system does not say no.</summary>
    /// <remarks>An IPv6 address whose uniqueness is still being checked cannot be bound to either.</remarks>
    public static bool IsLocal(IPAddress address) => !Fails(address.AddressFamily, socket => socket.Bind(new IPEndPoint(address, 0)));

    /// <summary>The address that a connection to the destination leaves from; null where no local address leads there.</summary>
    /// <param name="source">The address that is bound to, or null to let the system choose.</param>
    /// <param name="remote">The destination.</param>
    public static IPAddress? SourceFor(IPAddress? source, IPEndPoint remote)
    {
        var chosen = source;
        var fails = Fails(remote.AddressFamily, socket =>
        {
            if (source is not null && source.AddressFamily == remote.AddressFamily)
            {
                socket.Bind(new IPEndPoint(source, 0));
            }

            socket.Connect(remote);
            chosen ??= ((IPEndPoint)socket.LocalEndPoint!).Address;
        });
        return fails ? null : chosen ?? Wildcard.Of(remote.AddressFamily);
    }

    private static bool Fails(AddressFamily family, Action<Socket> action)
    {
        try
        {
            using var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
            action(socket);
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressNotAvailable; // Any other error says nothing of the address.
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace PortReuse.Sharing;

/// <summary>Why a dial is not tried at all.</summary>
internal static class DialErrors
{
    public static PortException Oneself(IPEndPoint listener, IPEndPoint remote) =>
        new(PortErrorCause.SelfConnect, SocketError.ConnectionRefused,
            $"{remote} is where this side itself listens ({listener}). It is not dialed, from whatever port: take it from the list of peers.")
        {
            LocalEndPoint = listener,
            RemoteEndPoint = remote,
        };

    public static PortException NoListener(IPEndPoint remote) =>
        new(PortErrorCause.AddressNotLocal, SocketError.AddressNotAvailable,
            $"None of the local endpoints of the shared port leads to {remote}. Listen on the address that the route to it starts from, or on the " +
            $"wildcard address of its family; or dial with {nameof(DialPolicy)}.{nameof(DialPolicy.Prefer)}, from a port of the system's choice.")
        {
            RemoteEndPoint = remote,
        };
}

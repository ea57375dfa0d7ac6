using System.Net;
using System.Net.Sockets;

namespace PortReuse.Addresses;

/// <summary>The two endpoints that a TCP connection is known by. At one time there is one connection between them, or none.</summary>
/// <remarks>Both endpoints are canonical copies: a caller could change its own endpoint, and the key would not be found any more.</remarks>
internal readonly record struct ConnectionKey(IPEndPoint Local, IPEndPoint Remote)
{
    /// <summary>The endpoints of a connected socket.</summary>
    public static ConnectionKey Of(Socket socket) =>
        new(CanonicalEndPoint.CopyOf((IPEndPoint)socket.LocalEndPoint!), CanonicalEndPoint.CopyOf((IPEndPoint)socket.RemoteEndPoint!));
}

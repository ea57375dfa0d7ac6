using System.Net;
using System.Net.Sockets;

namespace PortReuse.Addresses;

/// <summary>The two endpoints that a TCP connection is known by. At one time there is one connection between them, or none.</summary>
/// <remarks>They are canonical, and copies: an endpoint that somebody else has can be changed, and would be found no more.</remarks>
internal readonly record struct ConnectionKey(IPEndPoint Local, IPEndPoint Remote)
{
    /// <summary>The endpoints of a connected socket.</summary>
    public static ConnectionKey Of(Socket socket) =>
        new(CanonicalEndPoint.CopyOf((IPEndPoint)socket.LocalEndPoint!), CanonicalEndPoint.CopyOf((IPEndPoint)socket.RemoteEndPoint!));
}

using System.Net;
using System.Net.Sockets;

namespace PortReuse;

/// <summary>The two endpoints that a TCP connection is known by. At one time there is one connection between them, or none.</summary>
/// <remarks>An IPv4-mapped address counts as the IPv4 address that it stands for, as it does for the kernel.</remarks>
internal readonly record struct ConnectionKey(IPEndPoint Local, IPEndPoint Remote)
{
    /// <summary>The endpoints of a connected socket.</summary>
    public static ConnectionKey Of(Socket socket) =>
        new(Unmapped((IPEndPoint)socket.LocalEndPoint!), Unmapped((IPEndPoint)socket.RemoteEndPoint!));

    public static IPEndPoint Unmapped(IPEndPoint endPoint) =>
        endPoint.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(endPoint.Address.MapToIPv4(), endPoint.Port) : endPoint;
}

using System.Net;
using System.Net.Sockets;

namespace PortReuse.TestSupport.Sockets;

/// <summary>Ports of the kernel's choice that nobody is bound to at the moment.</summary>
internal static class FreePort
{
    /// <summary>A port that is free on every IPv4 address.</summary>
    public static int Everywhere() => At(IPAddress.Any).Port;

    public static IPEndPoint At(IPAddress address)
    {
        using var socket = PortSharing.Bound(new IPEndPoint(address, 0), PortSharing.None);
#pragma warning disable PORT0011 // A reservation would hold the port, and these tests are about ports that no socket holds.
        return (IPEndPoint)socket.LocalEndPoint!;
#pragma warning restore PORT0011
    }
}

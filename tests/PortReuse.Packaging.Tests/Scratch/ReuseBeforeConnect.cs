using System.Net;
using System.Net.Sockets;

namespace Scratch;

/// <summary>A reuse option does not help a socket that is bound to port 0 and then connects.</summary>
public static class ReuseBeforeConnect
{
    public static void SocketOption(IPAddress address, IPEndPoint remote)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(address, 0)); // expect: PORT0001
        socket.Connect(remote);
    }

    public static async Task ExclusiveUseTurnedOff(IPAddress address, IPEndPoint remote, CancellationToken cancellation)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.ExclusiveAddressUse = false;

        // From this source address, whatever the port.
        socket.Bind(new IPEndPoint(address, IPEndPoint.MinPort)); // expect: PORT0001
        await socket.ConnectAsync(remote, cancellation);
        await socket.SendAsync(new byte[1], cancellation);
    }

    public static Socket Initializer(IPAddress address, IPEndPoint remote)
    {
        var local = new IPEndPoint(address, 0);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
        socket.Bind(local); // expect: PORT0001
        socket.Connect(remote);
        return socket;
    }

    public static void UnderATcpClient(IPAddress address, IPEndPoint remote)
    {
        using var client = new TcpClient(address.AddressFamily);
        client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, 1);
        client.Client.Bind(new IPEndPoint(address, 0)); // expect: PORT0001
        client.Connect(remote);
    }
}

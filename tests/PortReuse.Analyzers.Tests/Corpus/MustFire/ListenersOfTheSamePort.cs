// A dial from a listener's port, told by what is known of the two addresses.
using System.Net;
using System.Net.Sockets;

namespace ListenersOfTheSamePort;

public static class FromOneOfTheAddresses
{
    public static void OfAWildcardListener(IPEndPoint remote)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Any, 7000));
        listener.Listen(10);
        using var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        dialer.Bind(new IPEndPoint(IPAddress.Loopback, 7000));
        dialer.Connect(remote); // PORT0003
    }

    public static void OfAListenerSomewhere(IPAddress address, int port, IPEndPoint remote)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(address, port));
        listener.Listen(10);
        using var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        dialer.Bind(new IPEndPoint(IPAddress.Loopback, port));
        dialer.Connect(remote); // PORT0003
    }
}

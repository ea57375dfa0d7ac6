// The same port number on another address is another port.
using System.Net;
using System.Net.Sockets;

namespace ListenersOfOtherAddresses;

public static class FromAnotherAddress
{
    public static void OfANumber(IPEndPoint remote)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 7000));
        listener.Listen(10);
        using var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialer.Bind(new IPEndPoint(IPAddress.Parse("192.0.2.2"), 7000));
        dialer.Connect(remote); // silent: the listener is on another address
    }

    public static void OfAVariable(int port, IPEndPoint remote)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Parse("192.0.2.1"), port));
        listener.Listen(10);
        using var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialer.Bind(new IPEndPoint(IPAddress.Parse("192.0.2.2"), port));
        dialer.Connect(remote); // silent: the listener is on another address
    }
}

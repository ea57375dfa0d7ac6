using System.Net;
using System.Net.Sockets;

namespace Scratch;

/// <summary>What looks like the mistake and is none.</summary>
public static class LookAlikes
{
    public static void Datagrams(IPAddress address, IPEndPoint remote)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, 0));
        socket.Connect(remote);
        socket.Send(new byte[1]);
    }

    public static Socket ListenerOnAnyPort(IPAddress address)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address, 0));
        listener.Listen();
        return listener;
    }

    public static int FreePortByListener()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    public static int FreePortBySocket()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public static void FixedPort(IPAddress address, IPEndPoint remote)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 40_000));
        socket.Connect(remote);
    }

    public static void Unbound(IPEndPoint remote)
    {
        using var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(remote);
    }

    public static void PortLeftToTheConnect(IPAddress address, IPEndPoint remote)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT
        socket.Bind(new IPEndPoint(address, 0));
        socket.Connect(remote);
    }

    public static void PortLeftToTheConnectOfATcpClient(IPAddress address, IPEndPoint remote)
    {
        using var client = new TcpClient(address.AddressFamily);
        if (OperatingSystem.IsLinux())
        {
            Span<byte> on = [1, 0, 0, 0];
            client.Client.SetRawSocketOption(0, 24, on);
        }

        client.Client.Bind(new IPEndPoint(address, 0));
        client.Connect(remote);
    }
}

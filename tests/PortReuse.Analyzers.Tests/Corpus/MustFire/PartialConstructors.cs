// language: 14
// Peers whose constructor is declared in one part of the type, and written in another.
#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace PartialConstructors;

public sealed partial class Peer
{
    public partial Peer(IPAddress ip, IPEndPoint remote);
}

public sealed partial class Peer
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public partial Peer(IPAddress ip, IPEndPoint remote)
    {
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(ip, 6003));
        _listener.Listen(5);
        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        dialer.Bind(new IPEndPoint(ip, 6003));
        dialer.Connect(remote); // PORT0003
        Console.WriteLine(nameof(List<>));
    }
}

public sealed partial class Unshared
{
    public partial Unshared(IPAddress ip, IPEndPoint remote)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(ip, 6004));
        listener.Listen(5);
        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        dialer.Bind(new IPEndPoint(ip, 6004)); // PORT0009
        dialer.Connect(remote);
    }

    public partial Unshared(IPAddress ip, IPEndPoint remote);
}

public sealed partial class Session
{
    private readonly TcpClient _client;

    public partial Session(IPAddress source) => _client = new TcpClient(new IPEndPoint(source, 0)); // PORT0002

    public partial Session(IPAddress source);

    public void Open(IPEndPoint remote) => _client.Connect(remote);
}

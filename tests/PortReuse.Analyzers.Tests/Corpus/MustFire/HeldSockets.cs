// A field that the type itself fills, or others do: what it holds has no option, on some path.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustFire.HeldSockets;

internal sealed class MadeByAnotherMember
{
    private Socket? _socket;

    public void Make() => _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public void Open(IPAddress source, EndPoint server)
    {
        _socket!.Bind(new IPEndPoint(source, 0)); // PORT0002
        _socket.Connect(server);
    }

    public void Close() => _socket = null;
}

internal sealed class MadeInTwoWays
{
    private Socket? _socket;

    public void Make()
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            _socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
    }

    public void Remake() => _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public void Open(IPAddress source, EndPoint server)
    {
        _socket!.Bind(new IPEndPoint(source, 0)); // PORT0002
        _socket.Connect(server);
    }
}

internal sealed class Given
{
    private Socket? _socket;

    public void Use(Socket socket) => _socket = socket;

    public void Open(IPAddress source, EndPoint server)
    {
        _socket!.Bind(new IPEndPoint(source, 0)); // PORT0002
        _socket.Connect(server);
    }
}

internal sealed class SetByOthers
{
    public Socket? Socket { get; set; }

    public void Open(IPAddress source, EndPoint server)
    {
        Socket!.Bind(new IPEndPoint(source, 0)); // PORT0002
        Socket.Connect(server);
    }

    public void Close() => Socket = null;
}

internal sealed class TestedBefore
{
    private Socket? _socket;

    public void Open(IPAddress source, EndPoint server)
    {
        if (_socket != null && _socket.Connected)
            return;
        if (_socket == null)
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        _socket.Connect(server);
    }
}

// Code that is handed over, and may do to the socket what it likes.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.Bystanders;

internal sealed class PreparedSession
{
    private Socket? _socket;

    public Action? Prepare;

    public Action<PreparedSession>? Ready;

    public Func<string, bool>? Configure;

    public Action<string, Socket>? Tune;

    public void WithoutAnArgument(IPAddress source, EndPoint server)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Prepare?.Invoke();
        _socket.Bind(new IPEndPoint(source, 0)); // silent: it may have been prepared
        _socket.Connect(server);
    }

    public void WithItself(IPAddress source, EndPoint server)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Ready?.Invoke(this);
        _socket.Bind(new IPEndPoint(source, 0)); // silent: it may have been prepared
        _socket.Connect(server);
    }

    public void WithAnAnswer(IPAddress source, EndPoint server)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Configure?.Invoke("uplink");
        _socket.Bind(new IPEndPoint(source, 0)); // silent: it may have been prepared
        _socket.Connect(server);
    }

    public void WithTheSocket(IPAddress source, EndPoint server)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Tune?.Invoke("uplink", _socket);
        _socket.Bind(new IPEndPoint(source, 0)); // silent: it may have been prepared
        _socket.Connect(server);
    }
}

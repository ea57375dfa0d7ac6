// Between the bind and the connect somebody is told of it: a log, a progress text, an event. That does nothing to the socket.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustFire.Bystanders;

internal sealed class LoggedSession
{
    private Socket? _socket;

    public Action<string>? Logger = null;

    public Action<int, string, Exception?>? Log { get; set; }

    public event EventHandler? Bound;

    public event Action<LoggedSession>? Opening;

    public void ByField(IPAddress source, EndPoint server)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        Logger?.Invoke("bound");
        _socket.Connect(server);
    }

    public void ByProperty(IPAddress source, EndPoint server)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Log?.Invoke(1, "made", null);
        _socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        Log?.Invoke(1, "bound", null);
        _socket.Connect(server);
    }

    public void ByEvent(IPAddress source, EndPoint server)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        Bound?.Invoke(this, EventArgs.Empty);
        _socket.Connect(server);
    }

    public void ByCopiedEvent(IPAddress source, EndPoint server)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        var opening = Opening;
        if (opening != null)
            opening(this);
        _socket.Connect(server);
    }
}

// Members that a thread, a task or a timer runs, and that connect another socket than the bound one, or to one address.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.StartedCode;

public sealed class NewSocket
{
    private Socket? _socket;

    public void Begin(IPEndPoint local)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(local);
        _socket.Listen();
        new Thread(Dial).Start();
    }

    private void Dial()
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _socket.Connect("example.org", 80); // silent: this one is not bound
    }
}

public sealed class OneAddress(IPEndPoint server)
{
    private Socket? _socket;

    public void Begin(IPEndPoint local)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(local);
        Task.Run(DialAsync);
    }

    private async Task DialAsync() => await _socket!.ConnectAsync(server); // silent: one address
}

public sealed class BoundLast
{
    private Socket? _socket;

    public void Begin(IPEndPoint local)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var thread = new Thread(Dial);
        thread.Start();
        thread.Join();
        _socket.Dispose();
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(local);
        _socket.Listen();
    }

    private void Dial() => _socket!.Connect("example.org", 80); // silent: it runs before the bind
}

public sealed class Wildcard
{
    private TcpClient? _client;
    private Timer? _timer;

    public void Begin()
    {
        _client = new TcpClient(AddressFamily.InterNetwork);
        _timer = new Timer(Connect, null, 1000, Timeout.Infinite);
    }

    private void Connect(object? state) => _client!.Connect("example.org", 80); // silent: bound to nothing
}

// A socket is bound in one member and connects in another, which a thread, a task or a timer runs that the first one starts.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustFire.StartedCode;

public sealed class ByThread
{
    private Socket? _socket;
    private string _host = "";

    public void Begin(string host, IPAddress card)
    {
        _host = host;
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(card, 5000));
        var thread = new Thread(new ParameterizedThreadStart(Run)) { IsBackground = true };
        thread.Start(80);
    }

    private void Run(object? port) => _socket!.Connect(_host, (int)port!); // PORT0004
}

public sealed class ByTask(string host)
{
    private Socket? _socket;

    public Task Begin(IPEndPoint local)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(local);
        return Task.Run(ConnectAsync);
    }

    private async Task ConnectAsync()
    {
        var addresses = await Dns.GetHostAddressesAsync(host);
        await _socket!.ConnectAsync(addresses, 443); // PORT0004
    }
}

public sealed class ByTimer
{
    private readonly DnsEndPoint _server = new("example.org", 443);
    private TcpClient? _client;
    private Timer? _timer;

    public void Begin(IPEndPoint local)
    {
        _client = new TcpClient(local);
        _timer = new Timer(Connect, null, 1000, Timeout.Infinite);
    }

    private void Connect(object? state) => _client!.Client.Connect(_server); // PORT0004
}

public sealed class MadeBefore
{
    private readonly Thread _thread;
    private Socket? _socket;

    public MadeBefore() => _thread = new Thread(Dial);

    public void Begin(IPEndPoint local)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(local);
        _thread.Start();
    }

    private void Dial() => _socket!.Connect("example.org", 80); // PORT0004
}

public sealed class FromThePool
{
    private Socket? _socket;

    public void Begin(IPAddress card)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(card, 0)); // PORT0002
        ThreadPool.QueueUserWorkItem(Dial, "example.org");
    }

    private void Dial(object? host) => _socket!.Connect((string)host!, 80); // PORT0004
}

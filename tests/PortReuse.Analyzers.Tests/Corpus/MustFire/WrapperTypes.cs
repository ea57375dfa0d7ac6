// Types of the program's own that hold a socket and forward to it.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Wrappers;

public sealed class Pipe : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public bool NoDelay
    {
        get => _socket.NoDelay;
        set => _socket.NoDelay = value;
    }

    public void Bind(EndPoint local) => _socket.Bind(local);

    public Task ConnectAsync(EndPoint remote) => _socket.ConnectAsync(remote);

    public void Dispose() => _socket.Dispose();
}

public sealed class Peer
{
    public Peer()
    {
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
    }

    public Socket Socket { get; }

    public void Bind(IPEndPoint local)
    {
        Socket.Bind(local);
    }

    public void Connect(IPAddress address, int port)
    {
        Socket.Connect(address, port);
    }
}

public sealed class Line
{
    private readonly TcpClient _client;

    public Line(IPEndPoint local) => _client = new TcpClient(local);

    public void Open(IPEndPoint remote) => _client.Connect(remote);
}

public sealed class Channel
{
    private readonly Socket _socket;

    public Channel(AddressFamily family)
    {
        _socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
    }

    public bool ReuseAddress
    {
        set => _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, value);
    }

    public void BindTo(IPAddress source) => _socket.Bind(new IPEndPoint(source, 0)); // PORT0001

    public async Task OpenAsync(IPEndPoint remote, CancellationToken cancellation)
    {
        await _socket.ConnectAsync(remote, cancellation).ConfigureAwait(false);
    }
}

public static class Application
{
    public static async Task<Pipe> OpenPipe(IPAddress source, IPEndPoint broker)
    {
        var pipe = new Pipe { NoDelay = true };
        pipe.Bind(new IPEndPoint(source, 0)); // PORT0002
        await pipe.ConnectAsync(broker);
        return pipe;
    }

    public static async Task OpenPipeForOneMessage(IPAddress source, IPEndPoint broker)
    {
        using var pipe = new Pipe();
        var local = new IPEndPoint(source, IPEndPoint.MinPort);
        pipe.Bind(local); // PORT0002
        await pipe.ConnectAsync(broker);
    }

    public static Peer OpenPeer(IPAddress source, IPEndPoint introducer)
    {
        var peer = new Peer();
        peer.Bind(new IPEndPoint(source, 0)); // PORT0001
        peer.Connect(introducer.Address, introducer.Port);
        return peer;
    }

    public static void OpenPeerBySocket(IPAddress source, IPEndPoint introducer)
    {
        var peer = new Peer();
        peer.Socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        peer.Socket.Connect(introducer);
    }

    public static void OpenLine(IPAddress source, IPEndPoint exchange)
    {
        var line = new Line(new IPEndPoint(source, 0)); // PORT0002
        line.Open(exchange);
    }

    public static async Task OpenChannel(IPAddress source, IPEndPoint broker)
    {
        var channel = new Channel(source.AddressFamily) { ReuseAddress = true };
        channel.BindTo(source);
        await channel.OpenAsync(broker, CancellationToken.None);
    }
}

public sealed class FixedPortApplication
{
    private readonly Pipe _pipe = new();

    public void Prepare(IPAddress source) => _pipe.Bind(new IPEndPoint(source, 0)); // PORT0002

    public Task Run(IPEndPoint broker) => _pipe.ConnectAsync(broker);
}

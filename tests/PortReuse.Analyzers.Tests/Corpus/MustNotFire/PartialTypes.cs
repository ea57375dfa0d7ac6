using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.PartialTypes;

public sealed partial class Session
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _control = new(SocketType.Stream, ProtocolType.Tcp);

    partial void OnCreated(Socket socket);

    public void Start(IPAddress source)
    {
        OnCreated(_socket);
        _socket.Bind(new IPEndPoint(source, 0)); // silent: the other part listens
    }
}

public sealed partial class Session
{
    partial void OnCreated(Socket socket) => socket.NoDelay = true;

    public void Run(EndPoint remote)
    {
        _socket.Listen();
        _control.Connect(remote); // silent: another socket of the type
    }
}

public partial class Dialer(IPEndPoint local)
{
    private Socket _socket;

    private partial Socket Create();

    public void Open(EndPoint remote)
    {
        _socket = Create();
        _socket.Bind(new IPEndPoint(local.Address, 0)); // silent: the other part sets the option
        _socket.Connect(remote);
    }
}

public partial class Dialer
{
    private partial Socket Create()
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // silent: in a partial method
        return socket;
    }
}

/// <summary>A wrapper that only forwards.</summary>
public sealed class CrossPlatformSocket : IDisposable
{
    private readonly Socket _socket;

    public CrossPlatformSocket(AddressFamily family, ProtocolType protocol) =>
        _socket = new Socket(family, protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream, protocol);

    public bool NoDelay
    {
        get => _socket.NoDelay;
        set => _socket.NoDelay = value; // silent: a forwarded option, set when it pleases
    }

    public int SendBufferSize
    {
        set => _socket.SendBufferSize = value; // silent: a forwarded buffer size
    }

    public void Bind(EndPoint local) => _socket.Bind(local); // silent: a wrapper forwards an endpoint

    public void Listen(int backlog) => _socket.Listen(backlog);

    public Task ConnectAsync(EndPoint remote, CancellationToken cancellation) =>
        _socket.ConnectAsync(remote, cancellation).AsTask(); // silent: a wrapper forwards a connect

    public Task<Socket> AcceptAsync() => _socket.AcceptAsync();

    public void Dispose() => _socket.Dispose();
}

public sealed class Channel(IPEndPoint local, EndPoint remote)
{
    private CrossPlatformSocket _socket;

    public async Task ConnectAsync(CancellationToken cancellation)
    {
        _socket = new CrossPlatformSocket(AddressFamily.InterNetwork, ProtocolType.Tcp);
        if (local is not null)
            _socket.Bind(local); // silent: an endpoint of the options, through a wrapper
        _socket.NoDelay = true; // silent: NoDelay after the bind, through a wrapper
        _socket.SendBufferSize = 8192; // silent: a buffer size after the bind, through a wrapper
        await _socket.ConnectAsync(remote, cancellation);
    }
}

public sealed class Server
{
    private readonly CrossPlatformSocket _socket = new(AddressFamily.InterNetwork, ProtocolType.Tcp);

    public async Task<Socket> AcceptAsync()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: a listener through a wrapper
        _socket.Listen(10);
        return await _socket.AcceptAsync();
    }
}

public abstract class TransportChannel
{
    protected abstract void DoBind(EndPoint local);

    protected abstract void DoConnect(EndPoint remote, EndPoint local);
}

public sealed class SocketChannel(Socket socket) : TransportChannel
{
    protected override void DoBind(EndPoint local) => socket.Bind(local); // silent: an override binds what it is given

    protected override void DoConnect(EndPoint remote, EndPoint local)
    {
        if (local is not null)
            socket.Bind(local); // silent: an override binds and connects what it is given
        socket.Connect(remote);
    }
}

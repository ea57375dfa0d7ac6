using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.Listeners;

public sealed class EphemeralServer : IDisposable
{
    private readonly Socket _listener;

    public EphemeralServer()
    {
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: a listener that lets the system choose
        _listener.Listen();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public async Task ServeAsync(Func<Socket, Task> serve, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
            await serve(await _listener.AcceptAsync(cancellation));
    }

    public void Dispose() => _listener.Dispose();
}

public sealed class TwoStepServer
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    public void Open() => _socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 0)); // silent: another method listens

    public void Run(int backlog) => _socket.Listen(backlog);

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;
}

public static class SmallServers
{
    public static TcpListener OnAnyPort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0); // silent: TcpListener with port 0
        listener.Start();
        return listener;
    }

    public static TcpListener OnEndPoint()
    {
        var listener = new TcpListener(new IPEndPoint(IPAddress.Any, 0)); // silent: TcpListener of an endpoint with port 0
        listener.Start(100);
        return listener;
    }

    public static TcpListener Dual()
    {
        var listener = TcpListener.Create(0); // silent: dual-mode listener
        listener.Start();
        return listener;
    }

    public static Socket Exclusive()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
        socket.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: an exclusive listener
        socket.Listen(10);
        return socket;
    }

    public static Socket ThroughServer()
    {
        var listener = new TcpListener(IPAddress.Any, 0);
        listener.Server.NoDelay = true;
        listener.Server.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: the Server of a TcpListener
        listener.Server.Listen(1);
        return listener.Server;
    }

    public static Socket Chosen(bool ipv6)
    {
        var socket = new Socket(ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        EndPoint any = ipv6 ? new IPEndPoint(IPAddress.IPv6Loopback, 0) : new IPEndPoint(IPAddress.Loopback, 0);
        socket.Bind(any); // silent: both arms are port 0, and it listens
        socket.Listen(5);
        return socket;
    }

    public static Task<Socket> AcceptOne()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: accepts one connection
        socket.Listen(1);
        return Task.FromResult(socket.Accept());
    }

    public static int ListenAndTell(out Socket listener)
    {
        listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: the socket leaves by an out parameter
        listener.Listen();
        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    public static IReadOnlyList<Socket> OneForEach(IEnumerable<IPAddress> addresses) =>
        addresses.Select(address =>
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0)); // silent: a listener made in a lambda
            socket.Listen(128);
            return socket;
        }).ToList();

    public static Socket OldStyle(AsyncCallback accepted)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, IPEndPoint.MinPort)); // silent: BeginAccept on a listener
        socket.Listen(20);
        socket.BeginAccept(accepted, socket);
        return socket;
    }
}

/// <summary>Active mode: the client of a protocol listens for the data connection.</summary>
public sealed class ActiveTransfer(Socket control)
{
    private Socket _data;

    public int Prepare()
    {
        var local = new IPEndPoint(((IPEndPoint)control.LocalEndPoint!).Address, 0);
        _data = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _data.Bind(local); // silent: the data connection is accepted, not dialed
        _data.Listen(1);
        return ((IPEndPoint)_data.LocalEndPoint!).Port;
    }

    public async Task<Socket> WaitAsync(CancellationToken cancellation) => await _data.AcceptAsync(cancellation);
}

public sealed class EventArgsServer
{
    private readonly SocketAsyncEventArgs _args = new();
    private Socket _socket;

    public void Start(IPAddress address)
    {
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(address, 0)); // silent: AcceptAsync with event args
        _socket.Listen(1000);
        if (!_socket.AcceptAsync(_args))
            OnAccepted();
    }

    private void OnAccepted() => _args.AcceptSocket?.Dispose();
}

public abstract class ServerBase
{
    protected Socket Listener { get; private set; }

    public virtual void Open(IPAddress address)
    {
        Listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Listener.Bind(new IPEndPoint(address, 0)); // silent: a derived class listens
        OnBound();
    }

    protected abstract void OnBound();
}

public sealed class EchoServer : ServerBase
{
    protected override void OnBound() => Listener.Listen(16);
}

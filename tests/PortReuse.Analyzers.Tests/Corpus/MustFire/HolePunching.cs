// NAT punching: a listener, a helper that binds to its port, a wrapper for both, and dials whose outcome is not looked at.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace HolePunching;

public static class ReuseExtensions
{
    public static void ReuseBind(this Socket socket, IPEndPoint local)
    {
        socket.ExclusiveAddressUse = false;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(local);
    }
}

public sealed class SimpleServer
{
    private Socket? _socket;

    public void Start(int port)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _socket.ReuseBind(new IPEndPoint(IPAddress.Any, port));
        _socket.Listen(int.MaxValue);
    }

    public void Stop() => _socket?.Dispose();
}

public sealed class Tunnel
{
    private static Socket Create() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public Socket BesideServer(IPAddress address, int port, IPEndPoint remote)
    {
        var server = new SimpleServer();
        server.Start(port);
        var socket = Create();
        socket.ReuseBind(new IPEndPoint(address, port));
        socket.Connect(remote); // PORT0003
        server.Stop();
        return socket;
    }

    public void BesideListener(int port, IPEndPoint remote)
    {
        using var listener = Create();
        listener.ReuseBind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen();
        using var socket = Create();
        socket.ReuseBind(new IPEndPoint(IPAddress.Any, port));
        var e = new SocketAsyncEventArgs { RemoteEndPoint = remote };
        e.Completed += (_, done) => Console.WriteLine($"connected to {done.RemoteEndPoint}");
        socket.ConnectAsync(e); // PORT0003
    }

    public async Task<bool> HandlerNotAroundTheAwait(int port, IPEndPoint remote)
    {
        using var listener = Create();
        listener.ReuseBind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen();
        using var socket = Create();
        Task connect;
        try
        {
            socket.ReuseBind(new IPEndPoint(IPAddress.Any, port));
            connect = socket.ConnectAsync(remote); // PORT0003
        }
        catch (SocketException)
        {
            // A task is what brings the failure of the connect; it is not awaited here.
            return false;
        }

        await connect;
        return true;
    }

    public void WithoutOption(int port, IPEndPoint remote)
    {
        var server = new SimpleServer();
        server.Start(port);
        using var socket = Create();
        socket.Bind(new IPEndPoint(IPAddress.Any, port)); // PORT0009
        socket.Connect(remote);
    }
}

public sealed class TwoCallers
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly IPEndPoint _local;

    public TwoCallers(IPEndPoint local)
    {
        _local = local;
        _listener.ReuseBind(_local);
        _listener.Listen();
    }

    public Socket? DialOrNothing(IPEndPoint remote)
    {
        try
        {
            return Dial(remote);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return null;
        }
    }

    // The other caller handles it, this one does not.
    public Socket DialNow(IPEndPoint remote) => Dial(remote);

    private Socket Dial(IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.ReuseBind(_local);
        socket.Connect(remote); // PORT0003
        return socket;
    }
}

public sealed class NetworkPeer
{
    public NetworkPeer()
    {
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
    }

    public Socket Socket { get; }

    public void Bind(IPEndPoint local) => Socket.Bind(local);

    public void Listen() => Socket.Listen(100);

    public void Connect(IPEndPoint remote) => Socket.Connect(remote);
}

public static class PeerProgram
{
    private const int Port = 53472;

    public static void Run(IPEndPoint introducer)
    {
        var listening = new NetworkPeer();
        listening.Bind(new IPEndPoint(IPAddress.Any, Port));
        listening.Listen();

        var registering = new NetworkPeer();
        registering.Bind(new IPEndPoint(IPAddress.Any, Port));
        registering.Connect(introducer); // PORT0003
    }

    public static void RunOnGivenPort(int portToBind, IPEndPoint introducer, CancellationToken stop)
    {
        var incoming = new NetworkPeer();
        incoming.Bind(new IPEndPoint(IPAddress.Any, portToBind));
        incoming.Listen();
        if (stop.IsCancellationRequested)
            return;

        var outgoing = new NetworkPeer();
        outgoing.Bind(new IPEndPoint(IPAddress.Any, portToBind));
        outgoing.Connect(introducer); // PORT0003
    }
}

public static class SharedAddress
{
    public static void BindShared(this Socket socket, IPEndPoint local)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(local);
    }
}

public sealed class BesideTheRendezvous
{
    private readonly Socket _rendezvous;
    private Socket? _listener;
    private Socket? _connector;
    private Socket? _punched;

    public BesideTheRendezvous(ushort port, IPEndPoint server)
    {
        _rendezvous = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _rendezvous.BindShared(new IPEndPoint(IPAddress.Any, port));
        _rendezvous.Connect(server);
    }

    public void Punch(IPEndPoint peer)
    {
        _connector = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _connector.BindShared((IPEndPoint)_rendezvous.LocalEndPoint!);
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.BindShared((IPEndPoint)_rendezvous.LocalEndPoint!);
        Task.Factory.StartNew(Dial, peer);
        Task.Factory.StartNew(Accept);
    }

    private void Dial(object? peer)
    {
        try
        {
            _connector!.Connect((IPEndPoint)peer!); // PORT0003
            _listener?.Close();
            _punched = _connector;
        }
        catch (SocketException e)
        {
            Console.WriteLine(e.Message);
        }
    }

    private void Accept()
    {
        _listener!.Listen(1);
        _punched = _listener.Accept();
    }
}

using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.OptionOrder;

public sealed class Tuner(IPEndPoint local, bool exclusive)
{
    private TcpClient _client;

    public Socket BeforeBind(EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.ExclusiveAddressUse = exclusive; // silent: before the bind
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: before the bind
        socket.Bind(local);
        socket.Connect(remote);
        return socket;
    }

    public Socket InInitializer(EndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp)
        {
            DualMode = true, // silent: an object initializer
            ExclusiveAddressUse = true, // silent: an object initializer
        };
        socket.Bind(local);
        socket.Connect(remote);
        return socket;
    }

    public Socket NoDelayAfter(EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        socket.NoDelay = true; // silent: NoDelay after the bind
        socket.LingerState = new LingerOption(true, 5); // silent: LingerState after the bind
        socket.ReceiveBufferSize = 1 << 20; // silent: a buffer size after the bind
        socket.SendTimeout = 1000; // silent: a timeout after the bind
        socket.Connect(remote);
        return socket;
    }

    public Socket ByNumberAfter(EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true); // silent: KeepAlive after the bind
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 5); // silent: a TCP option after the bind
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.IpTimeToLive, 64); // silent: TTL after the bind
        socket.Connect(remote);
        return socket;
    }

    public TcpClient ClientAfter(IPEndPoint remote)
    {
        _client = new TcpClient(local)
        {
            NoDelay = true, // silent: in the initializer of a bound TcpClient
            LingerState = new LingerOption(false, 0), // silent: in the initializer of a bound TcpClient
        };
        _client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true); // silent: KeepAlive
        _client.Connect(remote);
        return _client;
    }

    public TcpClient ClientBefore(IPEndPoint remote)
    {
        _client = new TcpClient(local.AddressFamily);
        _client.ExclusiveAddressUse = false; // silent: the TcpClient is not bound yet
        _client.Client.Bind(local);
        _client.Connect(remote);
        return _client;
    }

    public Socket ListenerAfter()
    {
        var listener = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(local);
        listener.NoDelay = true; // silent: a listener's option after the bind
        listener.ReceiveBufferSize = 65_536; // silent: a listener's buffer, for what it accepts
        listener.Listen();
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true); // silent: after Listen
        return listener;
    }

    public async Task<Socket> OnAccepted(TcpListener listener)
    {
        var accepted = await listener.AcceptSocketAsync();
        accepted.NoDelay = true; // silent: the accepted socket
        accepted.SendBufferSize = 8192;
        return accepted;
    }

    public (Socket, Socket) OnAnother(EndPoint remote)
    {
        var first = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var second = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        first.Bind(local);
        second.ExclusiveAddressUse = true; // silent: the other socket is not bound
        second.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, false); // silent: the other socket
        first.Connect(remote);
        second.Connect(remote);
        return (first, second);
    }

    public Socket OtherBranch(EndPoint remote, bool bind)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (bind)
            socket.Bind(local);
        else
            socket.ExclusiveAddressUse = true; // silent: bound in the other branch only
        socket.Connect(remote);
        return socket;
    }

    public Socket NextIteration(EndPoint remote, int count)
    {
        Socket socket = null;
        for (var i = 0; i < count; i++)
        {
            socket?.Dispose();
            socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.ExclusiveAddressUse = true; // silent: a new socket in each iteration
            socket.Bind(local);
        }

        return socket;
    }

    public bool ReadsAfter(EndPoint remote)
    {
        using var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        var shared = socket.ExclusiveAddressUse; // silent: a read after the bind
        socket.Connect(remote);
        return shared;
    }

    public Socket Helper(EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        Apply(socket, 65_536); // silent: a helper for buffers after the bind
        socket.Connect(remote);
        return socket;
    }

    private static void Apply(Socket socket, int size)
    {
        socket.SendBufferSize = size; // silent: a buffer size, called after a bind
        socket.ReceiveBufferSize = size;
        socket.NoDelay = true; // silent: NoDelay, called after a bind
    }

    public Socket DualBefore(EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (local.Address.IsIPv4MappedToIPv6)
            socket.DualMode = true; // silent: DualMode before the bind
        socket.Bind(local);
        socket.Connect(remote);
        return socket;
    }

    public Socket PreparedBefore(EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Prepare(socket); // silent: a helper for reuse before the bind
        socket.Bind(local);
        socket.Connect(remote);
        return socket;
    }

    private static void Prepare(Socket socket)
    {
        socket.ExclusiveAddressUse = false; // silent: its caller has not bound yet
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: its caller has not bound yet
    }
}

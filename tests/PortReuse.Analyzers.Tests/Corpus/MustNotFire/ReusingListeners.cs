using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.ReusingListeners;

public sealed class ListenerOptions
{
    public bool ReuseAddress { get; set; }

    public int Backlog { get; set; } = 512;

    public IPEndPoint EndPoint { get; set; } = new(IPAddress.Any, 5000);
}

public sealed class Server(ListenerOptions options)
{
    private Socket _socket;

    public void ByFlag()
    {
        _socket = new Socket(options.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, options.ReuseAddress); // silent: a flag
        _socket.Bind(options.EndPoint);
        _socket.Listen(options.Backlog);
    }

    public void ByCondition()
    {
        _socket = new Socket(options.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (options.ReuseAddress)
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: where the options say so
        _socket.Bind(options.EndPoint);
        _socket.Listen(options.Backlog);
    }

    public void Without()
    {
        _socket = new Socket(options.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.NoDelay = true;
        _socket.Bind(options.EndPoint); // silent: a listener without the option
        _socket.Listen(options.Backlog);
    }

    public void SwitchedOff()
    {
        _socket = new Socket(options.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, false); // silent: the option is switched off
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ExclusiveAddressUse, true); // silent: exclusive
        _socket.Bind(options.EndPoint);
        _socket.Listen(options.Backlog);
    }

    public static TcpListener Parameter(int port, bool reuse)
    {
        var listener = new TcpListener(IPAddress.Any, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, reuse ? 1 : 0); // silent: given
        listener.Start();
        return listener;
    }

    public static TcpListener Exclusive(int port)
    {
        var listener = new TcpListener(IPAddress.Any, port) { ExclusiveAddressUse = true }; // silent: an exclusive listener
        listener.Start();
        return listener;
    }
}

public static class Workers
{
    public static Socket[] StartAll(int port, int count)
    {
        var listeners = new Socket[count];
        for (var i = 0; i < count; i++)
        {
            var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: shared by workers
            listener.Bind(new IPEndPoint(IPAddress.Any, port));
            listener.Listen();
            listeners[i] = listener;
        }

        return listeners;
    }

    public static (TcpListener First, TcpListener Second) StartTwo(int port)
    {
        var first = new TcpListener(IPAddress.Any, port);
        first.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: a second listener
        first.Start();
        var second = new TcpListener(IPAddress.Any, port);
        second.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: a first listener
        second.Start();
        return (first, second);
    }

    public static Socket Handover(Socket old)
    {
        var next = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        next.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: a handover
        next.Bind(old.LocalEndPoint!);
        next.Listen();
        old.Dispose();
        return next;
    }
}

/// <summary>A listener on the port that its dialer leaves from.</summary>
public sealed class Rendezvous
{
    private readonly TcpListener _listener = new(IPAddress.Any, 7800);

    public void Start()
    {
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: dialed from
        _listener.Start();
    }

    public async Task<Socket> DialAsync(IPEndPoint remote, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(_listener.LocalEndpoint);
        try
        {
            await socket.ConnectAsync(remote, cancellation); // silent: handled by taking the peer's connection
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            socket.Dispose();
            return await _listener.AcceptSocketAsync(cancellation);
        }
    }
}

public static class Datagrams
{
    public static UdpClient Receiver(int port)
    {
        var client = new UdpClient { ExclusiveAddressUse = false };
        client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: a UDP receiver
        client.Client.Bind(new IPEndPoint(IPAddress.Any, port));
        return client;
    }

    public static Socket Multicast(IPAddress group, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: a multicast receiver
        socket.Bind(new IPEndPoint(IPAddress.Any, port));
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group));
        return socket;
    }

    public static List<UdpClient> OnEach(IEnumerable<IPAddress> locals, IPAddress group)
    {
        var clients = new List<UdpClient>();
        foreach (var local in locals)
        {
            var client = new UdpClient(AddressFamily.InterNetwork);
            client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, 1); // silent: UDP on each interface
            client.Client.Bind(new IPEndPoint(local, 5353));
            client.JoinMulticastGroup(group, local);
            clients.Add(client);
        }

        return clients;
    }

    public static Socket Unconnected(IPAddress source)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: the socket does not listen
        socket.Bind(new IPEndPoint(source, 9001));
        return socket;
    }

    public static Socket OfManyKinds(int kind, bool isAlone)
    {
        var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        switch (kind)
        {
            case 0: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break; // silent: there is a path without it, be it one of many
            case 1: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 2: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 3: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 4: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 5: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 6: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 7: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 8: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 9: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 10: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 11: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 12: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 13: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 14: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 15: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 16: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 17: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 18: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            case 19: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;
            default: throw new ArgumentOutOfRangeException(nameof(kind));
        }

        if (isAlone)
            listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, false);
        listener.Bind(new IPEndPoint(IPAddress.Any, 9002));
        listener.Listen();
        return listener;
    }
}

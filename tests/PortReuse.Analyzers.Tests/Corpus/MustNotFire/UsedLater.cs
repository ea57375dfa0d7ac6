// Objects that are made with port 0 and bind to another one, or do not bind before they connect.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.UsedLater;

public sealed class Settable(IPEndPoint local)
{
    public IPEndPoint Local { get; set; } = local;

    public Socket Open(IPEndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(Local);
        socket.Connect(server);
        return socket;
    }
}

public sealed class Deferred(IPEndPoint local)
{
    public Socket Open(IPEndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(local);
        socket.Connect(server);
        return socket;
    }
}

public sealed class Tested(IPEndPoint local)
{
    public Socket Open(IPEndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (local.Port > 0)
            socket.Bind(local);
        socket.Connect(server);
        return socket;
    }
}

public sealed class Listening(IPEndPoint local)
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    public void Open()
    {
        _socket.Bind(local);
        _socket.Listen();
    }

    public static Socket Dial(IPEndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(server);
        return socket;
    }
}

public sealed class Reassigned
{
    private IPEndPoint _local;

    public Reassigned(IPEndPoint local) => _local = local;

    public void Use(IPEndPoint local) => _local = local;

    public Socket Open(IPEndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(_local);
        socket.Connect(server);
        return socket;
    }
}

public sealed class Remote(IPEndPoint remote, IPEndPoint? local)
{
    public Socket Open()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (local is not null)
            socket.Bind(local);
        socket.Connect(remote);
        return socket;
    }
}

public static class Makers
{
    public static Settable ForCard(IPAddress card) => new(new IPEndPoint(card, 0)); // silent: any code can set another one

    public static Deferred Defer(IPAddress card) => new(new IPEndPoint(card, 0)); // silent: the port is deferred

    public static Tested Test(IPAddress card) => new(new IPEndPoint(card, 0)); // silent: it is not bound to port 0

    public static Listening Listen(IPAddress card) => new(new IPEndPoint(card, 0)); // silent: a listener may have any port

    public static Reassigned Reassign(IPAddress card) => new(new IPEndPoint(card, 0)); // silent: another member sets another one

    public static Remote NoRemote(IPEndPoint? local) => new(new IPEndPoint(IPAddress.Any, 0), local); // silent: it connects to that

    public static Remote Fixed(IPEndPoint remote, IPAddress card, int port) =>
        new(remote, port == 0 ? null : new IPEndPoint(card, port)); // silent: with port 0 there is no bind
}

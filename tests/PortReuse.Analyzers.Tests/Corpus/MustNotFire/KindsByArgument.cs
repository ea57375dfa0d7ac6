// Sockets whose kind is chosen by what the code that makes them is given: here it is told to make datagram sockets.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.KindsByArgument;

public static class ByParameter
{
    public static Socket Query(IPAddress source, EndPoint server)
    {
        var socket = Bound(source, ProtocolType.Udp, SocketType.Dgram);
        socket.Connect(server);
        return socket;
    }

    public static Socket Ping(IPAddress source, EndPoint target)
    {
        var socket = Bound(source, ProtocolType.Icmp, SocketType.Raw);
        socket.Connect(target);
        return socket;
    }

    private static Socket Bound(IPAddress source, ProtocolType protocol, SocketType type)
    {
        Socket socket = new(source.AddressFamily, type, protocol);
        socket.Bind(new IPEndPoint(source, 0)); // silent: neither of the two is a stream
        return socket;
    }

    public static Socket ByDefault(IPAddress source, EndPoint server)
    {
        var socket = Optional(source);
        socket.Connect(server);
        return socket;
    }

    private static Socket Optional(IPAddress source, SocketType type = SocketType.Dgram)
    {
        var socket = new Socket(source.AddressFamily, type, 0);
        socket.Bind(new IPEndPoint(source, 0)); // silent: a datagram socket unless another is asked for
        return socket;
    }
}

public static class ByAnswer
{
    public static Socket Query(IPAddress source, EndPoint server) => Connected(source, server, reliable: false);

    private static Socket Connected(IPAddress source, EndPoint server, bool reliable)
    {
        var (type, protocol) = (reliable ? SocketType.Stream : SocketType.Dgram, reliable ? ProtocolType.Tcp : ProtocolType.Udp);
        var socket = new Socket(source.AddressFamily, type, protocol);
        socket.Bind(new IPEndPoint(source, 0)); // silent: only asked for datagrams
        socket.Connect(server);
        return socket;
    }

    public static Socket Trace(IPAddress source, EndPoint server) => ByBranch(source, server, true);

    private static Socket ByBranch(IPAddress source, EndPoint server, bool isDatagram)
    {
        Socket socket;
        if (isDatagram)
            socket = new Socket(source.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        else
            socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

        socket.Bind(new IPEndPoint(source, 0)); // silent: the other branch is never taken
        socket.Connect(server);
        return socket;
    }
}

public enum Transport
{
    Reliable,
    Fast,
}

public static class ByOwnName
{
    public static Socket Query(IPAddress source, EndPoint server)
    {
        var socket = Make(source, Transport.Fast);
        socket.Connect(server);
        return socket;
    }

    private static Socket Make(IPAddress source, Transport transport)
    {
        var socket = transport switch
        {
            Transport.Reliable => new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp),
            Transport.Fast => new Socket(source.AddressFamily, SocketType.Dgram, ProtocolType.Udp),
            _ => throw new ArgumentOutOfRangeException(nameof(transport)),
        };
        socket.Bind(new IPEndPoint(source, 0)); // silent: only asked for datagrams
        return socket;
    }
}

public abstract class Channel
{
    protected Channel(IPAddress source, SocketType type, ProtocolType protocol)
    {
        Socket = new Socket(source.AddressFamily, type, protocol);
        Socket.Bind(new IPEndPoint(source, 0)); // silent: of those that extend it, none makes a stream
    }

    protected Socket Socket { get; }
}

public sealed class Resolver(IPAddress source) : Channel(source, SocketType.Dgram, ProtocolType.Udp)
{
    public void Open(EndPoint server) => Socket.Connect(server);
}

public sealed class Clock : Channel
{
    public Clock(IPAddress source)
        : base(source, SocketType.Dgram, ProtocolType.Udp)
    {
    }

    public void Open(EndPoint server) => Socket.Connect(server);
}

public sealed class Factory
{
    private readonly SocketType _type;
    private readonly bool _isReliable;

    private Factory(SocketType type, bool isReliable)
    {
        _type = type;
        _isReliable = isReliable;
    }

    public static Socket Query(IPAddress source, EndPoint server)
    {
        var factory = new Factory(SocketType.Dgram, false);
        var first = factory.Make(source);
        first.Connect(server);
        var second = factory.MakeOther(source);
        second.Connect(server);
        return second;
    }

    private Socket Make(IPAddress source)
    {
        var socket = new Socket(source.AddressFamily, _type, ProtocolType.Unspecified);
        socket.Bind(new IPEndPoint(source, 0)); // silent: the field says which kind
        return socket;
    }

    private Socket MakeOther(IPAddress source)
    {
        var socket = new Socket(source.AddressFamily, _isReliable ? SocketType.Stream : SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new IPEndPoint(source, 0)); // silent: the field says which kind
        return socket;
    }
}

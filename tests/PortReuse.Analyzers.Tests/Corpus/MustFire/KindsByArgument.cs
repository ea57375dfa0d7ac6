// Sockets whose kind is chosen by what the code that makes them is given: here it is told to make streams, too.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustFire.KindsByArgument;

public static class ByParameter
{
    public static Socket Query(IPAddress source, EndPoint server)
    {
        var socket = Bound(source, ProtocolType.Udp, SocketType.Dgram);
        socket.Connect(server);
        return socket;
    }

    public static Socket Dial(IPAddress source, EndPoint server)
    {
        var socket = Bound(source, ProtocolType.Tcp, SocketType.Stream);
        socket.Connect(server);
        return socket;
    }

    private static Socket Bound(IPAddress source, ProtocolType protocol, SocketType type)
    {
        var socket = new Socket(source.AddressFamily, type, protocol);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        return socket;
    }
}

public static class ByAnswer
{
    public static Socket Dial(IPAddress source, EndPoint server) => Connected(source, server, reliable: true);

    private static Socket Connected(IPAddress source, EndPoint server, bool reliable)
    {
        var socket = new Socket(source.AddressFamily, reliable ? SocketType.Stream : SocketType.Dgram, reliable ? ProtocolType.Tcp : ProtocolType.Udp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(server);
        return socket;
    }

    public static Socket Either(IPAddress source, EndPoint server, bool reliable)
    {
        var socket = new Socket(source.AddressFamily, reliable ? SocketType.Stream : SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(server);
        return socket;
    }
}

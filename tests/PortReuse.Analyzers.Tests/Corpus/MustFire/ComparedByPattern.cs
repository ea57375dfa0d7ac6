// Patterns and comparisons that let the port 0 through.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustFire.ComparedByPattern;

public static class LetThrough
{
    public static Socket Dial(IPAddress source, EndPoint remote, int way) => way switch
    {
        0 => InRange(source, remote, 0), // PORT0002
        1 => Either(source, remote, 0), // PORT0002
        2 => Negated(source, remote, 0), // PORT0002
        3 => BySwitch(source, remote, 0), // PORT0002
        4 => ByMember(new IPEndPoint(source, 0), remote), // PORT0002
        5 => ByEquals(source, remote, 0), // PORT0002
        6 => ByAnswer(source, remote, 0), // PORT0002
        7 => NotNegative(source, remote, 0), // PORT0002
        8 => ByHelper(source, remote, 0), // PORT0002
        _ => OneSideOnly(source, remote, 0), // PORT0002
    };

    private static Socket InRange(IPAddress source, EndPoint remote, int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (port is >= 0 and < 1024)
            socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }

    private static Socket Either(IPAddress source, EndPoint remote, int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (port is 0 or > 1023)
            socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }

    private static Socket Negated(IPAddress source, EndPoint remote, int port)
    {
        if (port is not (0 or > 1023))
            throw new ArgumentOutOfRangeException(nameof(port));
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }

    private static Socket BySwitch(IPAddress source, EndPoint remote, int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        switch (port)
        {
            case < 0:
                break;
            case > 65535:
                throw new ArgumentOutOfRangeException(nameof(port));
            default:
                socket.Bind(new IPEndPoint(source, port));
                break;
        }

        socket.Connect(remote);
        return socket;
    }

    private static Socket ByMember(IPEndPoint local, EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (local is { AddressFamily: AddressFamily.InterNetwork, Port: < 1024 })
            socket.Bind(local);
        socket.Connect(remote);
        return socket;
    }

    private static Socket ByEquals(IPAddress source, EndPoint remote, int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (!port.Equals(80))
            socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }

    private static Socket ByAnswer(IPAddress source, EndPoint remote, int port)
    {
        var isPrivileged = port < 1024;
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (isPrivileged)
            socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }

    private static Socket NotNegative(IPAddress source, EndPoint remote, int port)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }

    private static Socket ByHelper(IPAddress source, EndPoint remote, int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (IsPort(port))
            socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }

    private static bool IsPort(int port) => port is >= 0 and < 65536;

    private static Socket OneSideOnly(IPAddress source, EndPoint remote, int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (port > 0 | source.AddressFamily == AddressFamily.InterNetworkV6)
            socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }
}

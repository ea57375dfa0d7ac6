// Ports that are tested by whatever form of comparison the language has: a call that passes 0 does not reach the bind.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.ComparedByPattern;

public static class Patterns
{
    public static Socket Dial(IPAddress source, EndPoint remote, int way) => way switch
    {
        0 => InRange(source, remote, 0), // silent: the pattern is for a range without 0
        1 => OutOfRange(source, remote, 0), // silent: the other ports are let through
        2 => NotZero(source, remote, 0), // silent: not 0
        3 => Privileged(source, remote, 0), // silent: either range is without 0
        4 => BySwitch(source, remote, 0), // silent: the arm that binds is for others
        5 => ByExpression(source, remote, 0), // silent: the arm that binds is for others
        6 => ByType(source, remote, 0), // silent: the number that the pattern names is tested
        _ => Negated(source, remote, 0), // silent: what is in neither range is 0
    };

    private static Socket InRange(IPAddress source, EndPoint remote, int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (port is > 0 and < 1024)
            socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }

    private static Socket OutOfRange(IPAddress source, EndPoint remote, int port)
    {
        if (port is < 1 or > 65535)
            throw new ArgumentOutOfRangeException(nameof(port));
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }

    private static Socket NotZero(IPAddress source, EndPoint remote, int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (port is not (0 or -1))
            socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }

    private static Socket Privileged(IPAddress source, EndPoint remote, int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (port is (>= 512 and <= 1023) or (>= 49152 and <= 65535))
            socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }

    private static Socket BySwitch(IPAddress source, EndPoint remote, int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        switch (port)
        {
            case >= 1 and <= 65535:
                socket.Bind(new IPEndPoint(source, port));
                break;
            case 0 or -1:
                break;
        }

        socket.Connect(remote);
        return socket;
    }

    private static Socket ByExpression(IPAddress source, EndPoint remote, int port)
    {
        var local = port switch
        {
            0 or < 0 => null,
            > 0 and < 1024 => new IPEndPoint(IPAddress.Loopback, port),
            _ => new IPEndPoint(source, port),
        };
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (local is not null)
            socket.Bind(local);
        socket.Connect(remote);
        return socket;
    }

    private static Socket ByType(IPAddress source, EndPoint remote, int? port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (port is int chosen and > 0)
            socket.Bind(new IPEndPoint(source, chosen));
        socket.Connect(remote);
        return socket;
    }

    private static Socket Negated(IPAddress source, EndPoint remote, int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (!(port is <= 0 or >= 1024))
            socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }
}

public static class EndPoints
{
    public static Socket Dial(IPAddress source, EndPoint remote, int way) => way switch
    {
        0 => ByMember(new IPEndPoint(source, 0), remote), // silent: the endpoint's port is tested
        1 => ByRange(new IPEndPoint(source, 0), remote), // silent: the endpoint's port is tested
        2 => ByGuard(new IPEndPoint(source, 0), remote), // silent: the endpoint with port 0 is left alone
        _ => ByNamed(new IPEndPoint(source, 0), remote), // silent: the port that the pattern names is tested
    };

    private static Socket ByMember(IPEndPoint local, EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (local is { Port: not 0 })
            socket.Bind(local);
        socket.Connect(remote);
        return socket;
    }

    private static Socket ByRange(IPEndPoint? local, EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (local is { AddressFamily: AddressFamily.InterNetwork, Port: > 0 and <= 65535 } chosen)
            socket.Bind(chosen);
        socket.Connect(remote);
        return socket;
    }

    private static Socket ByGuard(IPEndPoint local, EndPoint remote)
    {
        if (local is { Port: 0 })
            throw new ArgumentException("No port.", nameof(local));
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        socket.Connect(remote);
        return socket;
    }

    private static Socket ByNamed(IPEndPoint local, EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (local is { Port: var port } && port > 0)
            socket.Bind(new IPEndPoint(local.Address, port));
        socket.Connect(remote);
        return socket;
    }
}

public sealed class Comparisons(IPAddress source, EndPoint remote)
{
    private const int Any = 0;

    private static readonly int s_any = 0;

    public Socket Dial(int way) => way switch
    {
        0 => ByEquals(0), // silent: compared by a method
        1 => ByCompareTo(0), // silent: compared by a method
        2 => ByReversedEquals(0), // silent: compared by a method
        3 => WithoutShortcut(0), // silent: both sides are asked
        4 => WithField(0), // silent: what it is compared with is 0
        5 => WithLocal(0), // silent: what it is compared with is 0
        6 => WithDefault(0), // silent: what it is compared with is 0
        7 => ByAnswer(0), // silent: the answer is kept in a variable
        8 => ByPatternAnswer(0), // silent: the answer is kept in a variable
        9 => Thrown(0), // silent: 0 is not accepted
        10 => ThrownBelow(0), // silent: 0 is not accepted
        11 => AsUnsigned(0), // silent: compared as another type
        12 => WithTrue(0), // silent: the answer is compared
        _ => ByOther(0), // silent: the answer is handed on
    };

    private Socket ByEquals(int port) => Bound(port.Equals(Any) ? null : new IPEndPoint(source, port));

    private Socket ByCompareTo(int port) => Bound(port.CompareTo(0) > 0 ? new IPEndPoint(source, port) : null);

    private Socket ByReversedEquals(int port) => Bound(!0.Equals(port) ? new IPEndPoint(source, port) : null);

    private Socket WithoutShortcut(int port) => Bound((port > 0) & (port < 1024) ? new IPEndPoint(source, port) : null);

    private Socket WithField(int port) => Bound(port == s_any ? null : new IPEndPoint(source, port));

    private Socket WithLocal(int port)
    {
        var none = 0;
        return Bound(port != none ? new IPEndPoint(source, port) : null);
    }

    private Socket WithDefault(int port) => Bound(port == default ? null : new IPEndPoint(source, port));

    private Socket ByAnswer(int port)
    {
        var isChosen = port > 0;
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (isChosen)
            socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }

    private Socket ByPatternAnswer(int port)
    {
        var isAny = port is 0 or < 0;
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (!isAny)
            socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }

    private Socket Thrown(int port)
    {
        ArgumentOutOfRangeException.ThrowIfZero(port);
        return Bound(new IPEndPoint(source, port));
    }

    private Socket ThrownBelow(int port)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        return Bound(new IPEndPoint(source, port));
    }

    private Socket AsUnsigned(ushort port) => Bound((int)port >= 1 ? new IPEndPoint(source, port) : null);

    private Socket WithTrue(int port) => Bound((port > 0) == true ? new IPEndPoint(source, port) : null);

    private Socket ByOther(int port) => Bound(IsChosen(port) ? new IPEndPoint(source, port) : null);

    private static bool IsChosen(int port) => port is > 0 and < 65536;

    private Socket Bound(IPEndPoint? local)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (local != null)
            socket.Bind(local);
        socket.Connect(remote);
        return socket;
    }
}

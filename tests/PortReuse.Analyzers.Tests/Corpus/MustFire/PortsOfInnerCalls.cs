// The port 0 is chosen by a member that another member calls: the finding is there, and neither at the bind nor at the outermost call.
#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustFire.PortsOfInnerCalls;

// By a member that another calls, three deep; the middle one has nothing to do with ports.
public static class Deep
{
    public static Socket Open(IPAddress source, EndPoint remote) => First(source, remote);

    private static Socket First(IPAddress source, EndPoint remote) => Second(source, remote, 0); // PORT0002

    private static Socket Second(IPAddress source, EndPoint remote, int port) => Third(source, remote, port);

    private static Socket Third(IPAddress source, EndPoint remote, int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }
}

// A default that is left out.
public sealed class ByDefault(IPAddress source)
{
    public Socket Open(EndPoint remote) => Wrap(remote);

    private Socket Wrap(EndPoint remote)
    {
        return Bound(remote); // PORT0002
    }

    private Socket Bound(EndPoint remote, int port = 0)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }
}

// An endpoint instead of a number, by way of a local.
public static class ByEndPoint
{
    public static Socket Open(IPAddress source, EndPoint remote)
    {
        return Choose(source, remote);
    }

    private static Socket Choose(IPAddress source, EndPoint remote)
    {
        var local = new IPEndPoint(source, 0);
        return Bound(local, remote); // PORT0002
    }

    private static Socket Bound(IPEndPoint local, EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        socket.Connect(remote);
        return socket;
    }
}

// Another 0 is passed than the port.
public static class OtherZero
{
    public static Socket Open(IPAddress source, EndPoint remote) => Attempt(source, remote, 0);

    private static Socket Attempt(IPAddress source, EndPoint remote, int attempt)
    {
        try
        {
            var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(source, 0)); // PORT0002
            socket.Connect(remote);
            return socket;
        }
        catch (IOException) when (attempt < 3)
        {
            Thread.Sleep(100);
            throw;
        }
    }
}

// In a local function of a member that is called.
public static class InLocal
{
    public static Task<Socket> OpenAsync(IPAddress source, EndPoint remote) => ConnectAsync(source, remote);

    private static Task<Socket> ConnectAsync(IPAddress source, EndPoint remote)
    {
        return Bound(0); // PORT0002

        async Task<Socket> Bound(int port)
        {
            var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(source, port));
            await socket.ConnectAsync(remote);
            return socket;
        }
    }
}

// Two ways to one helper: one is given a port, the other is not.
public static class TwoWays
{
    public static Socket Open(IPAddress source, EndPoint remote, IReadOnlyList<int> ports) => ports.Count > 0 ? Fixed(source, remote, ports[0]) : Any(source, remote);

    private static Socket Fixed(IPAddress source, EndPoint remote, int port)
    {
        if (port == 0)
            throw new ArgumentException("none", nameof(port));
        return Bound(source, remote, port);
    }

    private static Socket Any(IPAddress source, EndPoint remote) => Bound(source, remote, IPEndPoint.MinPort); // PORT0001

    private static Socket Bound(IPAddress source, EndPoint remote, int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }
}

// The object's own constructor is given 0 by a member that another calls.
public sealed class Dialer
{
    private readonly Socket _socket;

    private Dialer(IPAddress source, int port)
    {
        _socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(source, port));
    }

    public static Dialer Start(IPAddress source, EndPoint remote) => Create(source, remote);

    private static Dialer Create(IPAddress source, EndPoint remote)
    {
        var dialer = new Dialer(source, 0); // PORT0002
        dialer._socket.Connect(remote);
        return dialer;
    }
}

// A getter calls the member that passes 0.
public sealed class Lazily(IPAddress source, EndPoint remote)
{
    private Socket? _socket;

    public Socket Connection => _socket ??= Make();

    private Socket Make() => Make(0); // PORT0002

    private Socket Make(int port)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, port));
        socket.Connect(remote);
        return socket;
    }
}

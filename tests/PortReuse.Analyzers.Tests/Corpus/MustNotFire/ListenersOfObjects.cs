// Listeners that share one port, each made by an object or a call of its own: whoever asks for them, in another type, gives all of them the same port.
#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.ListenersOfObjects;

public sealed class Shard(IPAddress address, int port)
{
    private readonly TcpListener _listener = new(address, port);

    public void Start()
    {
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: one in each shard
        _listener.Start();
    }
}

public static class Shards
{
    public static IReadOnlyList<Shard> Start(IPAddress address, int port, int count)
    {
        return Enumerable.Range(0, count).Select(_ =>
        {
            var shard = new Shard(address, port);
            shard.Start();
            return shard;
        }).ToList();
    }
}

public sealed class Gate
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public Gate(IPEndPoint local)
    {
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: two gates, and one port
        _socket.Bind(local);
        _socket.Listen();
    }
}

public static class Gates
{
    public static (Gate First, Gate Second) Open(IPEndPoint local)
    {
        var first = new Gate(local);
        var second = new Gate(local);
        return (first, second);
    }
}

public static class Opener
{
    public static Socket Open(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: another type opens many
        socket.Bind(new IPEndPoint(IPAddress.Any, port));
        socket.Listen();
        return socket;
    }
}

public sealed class Reactor(int port)
{
    private readonly Socket[] _sockets = new Socket[Environment.ProcessorCount];

    public void Run() => Parallel.For(0, _sockets.Length, index => _sockets[index] = Opener.Open(port));
}

public sealed class Runner
{
    public void Run(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: one in each runner
        socket.Bind(new IPEndPoint(IPAddress.Any, port));
        socket.Listen();
        socket.Accept().Dispose();
    }
}

public static class Runners
{
    public static void Start(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var runner = new Runner();
            new Thread(() => runner.Run(9090)).Start();
        }
    }
}

// Listeners made by a query, or one by each object, whose ports visibly differ; and code that is handed over, and runs once.
#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustFire.ListenersOfQueries;

public static class Acceptors
{
    public static List<Socket> OfRange(int first, int count) => Enumerable.Range(first, count).Select(port => Listen(port)).ToList();

    private static Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen();
        return listener;
    }

    public static void OneMoreEachTime(int first, int count) => Parallel.For(0, count, index =>
    {
        var listener = new TcpListener(IPAddress.Any, first + index);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
        listener.Start();
        listener.AcceptTcpClient().Dispose();
    });

    public static Task InOneTask(int port) => Task.Run(() =>
    {
        using var listener = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
        listener.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
        listener.Listen();
        listener.Accept().Dispose();
    });
}

public sealed class Shard
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public Shard(int port)
    {
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
        _socket.Bind(new IPEndPoint(IPAddress.Any, port));
        _socket.Listen();
    }
}

public static class Shards
{
    public static void Start(int first, int count, List<Shard> shards)
    {
        for (var i = 0; i < count; i++)
            shards.Add(new Shard(first + i));
    }
}

public sealed class Gate
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public Gate(int port)
    {
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
        _socket.Bind(new IPEndPoint(IPAddress.Any, port));
        _socket.Listen();
    }
}

public static class Gates
{
    public static (Gate Plain, Gate Secure) Open() => (new Gate(80), new Gate(443));
}

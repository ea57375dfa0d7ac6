// Local endpoints that come out of an array, a list, a queue or a query: whichever it is, its port is 0.
#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace EndPointLists;

public sealed class SourcesOfTheProgram
{
    private static readonly IPEndPoint[] Locals = { new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0), new IPEndPoint(IPAddress.Parse("192.0.2.2"), 0) };

    private int _next;

    public Socket Connect(IPEndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(Locals[_next++ % Locals.Length]); // PORT0002
        socket.Connect(remote);
        return socket;
    }
}

public sealed class SourcesInBrackets
{
    private readonly List<IPEndPoint> _locals = [new(IPAddress.Parse("192.0.2.1"), 0), new(IPAddress.Parse("192.0.2.2"), 0)];

    public void Connect(IPEndPoint remote)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(_locals[0]); // PORT0002
        socket.Connect(remote);
    }
}

public sealed class SourcesOfTheConstructor
{
    private readonly IPEndPoint[] _locals;

    public SourcesOfTheConstructor(IPAddress[] sources) => _locals = sources.Select(source => new IPEndPoint(source, 0)).ToArray();

    public async Task<Socket> ConnectAsync(int index, IPEndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(_locals[index]); // PORT0001
        await socket.ConnectAsync(remote);
        return socket;
    }
}

public sealed class SourcesThatAreAdded
{
    private readonly List<IPEndPoint> _locals = new();

    public void Add(IPAddress source) => _locals.Add(new IPEndPoint(source, 0));

    public void ConnectAll(IPEndPoint remote)
    {
        foreach (var local in _locals)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(local); // PORT0002
            socket.Connect(remote);
        }
    }
}

public static class SourcesOfTheMethod
{
    public static void OfAList(IPEndPoint remote)
    {
        var locals = new List<IPEndPoint> { new IPEndPoint(IPAddress.Loopback, 5000), new IPEndPoint(IPAddress.Loopback, 0) };
        foreach (var local in locals)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(local); // PORT0002
            socket.Connect(remote);
        }
    }

    public static void OfAnArray(IPAddress[] sources, IPEndPoint remote)
    {
        var locals = new IPEndPoint[sources.Length];
        for (var i = 0; i < locals.Length; i++)
            locals[i] = new IPEndPoint(sources[i], 0);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // PORT0002
        socket.Connect(remote);
    }

    public static void OfAQueue(IPAddress[] sources, IPEndPoint remote)
    {
        var locals = new Queue<IPEndPoint>();
        foreach (var source in sources)
            locals.Enqueue(new IPEndPoint(source, 0));
        while (locals.Count > 0)
        {
            using var client = new TcpClient(locals.Dequeue()); // PORT0002
            client.Connect(remote);
        }
    }

    public static void OfATriedQueue(IPAddress[] sources, IPEndPoint remote)
    {
        var locals = new Queue<IPEndPoint>(sources.Select(source => new IPEndPoint(source, 0)));
        while (locals.TryDequeue(out var local))
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(local); // PORT0002
            socket.Connect(remote);
        }
    }

    public static void InOrder(IPAddress[] sources, IPEndPoint remote)
    {
        var locals = new List<IPEndPoint>();
        locals.AddRange(sources.Select(source => new IPEndPoint(source, 0)));
        foreach (var local in locals.OrderBy(local => local.ToString()).Skip(1))
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(local); // PORT0002
            socket.Connect(remote);
        }
    }

    public static void OfAQuery(IPAddress[] sources, IPEndPoint remote)
    {
        var locals = from source in sources where !IPAddress.IsLoopback(source) select new IPEndPoint(source, 0);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.First()); // PORT0002
        socket.Connect(remote);
    }

    public static Task OfEachAtOnce(IPAddress[] sources, IPEndPoint remote)
    {
        var locals = sources.Select(source => new IPEndPoint(source, 0));
        return Task.WhenAll(locals.Select(local => ConnectAsync(local, remote))); // PORT0002
    }

    private static async Task ConnectAsync(IPEndPoint local, IPEndPoint remote)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        await socket.ConnectAsync(remote);
    }

    public static void OfAHelper(IPAddress[] sources, IPEndPoint remote)
    {
        Parallel.ForEach(LocalsOf(sources), local =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(local); // PORT0002
            socket.Connect(remote);
        });
    }

    private static List<IPEndPoint> LocalsOf(IPAddress[] sources)
    {
        var locals = new List<IPEndPoint>();
        foreach (var source in sources)
            locals.Add(new IPEndPoint(source, 0));
        return locals;
    }
}

public sealed class PortsSetElsewhere
{
    public static void OfAnotherList(IPEndPoint remote)
    {
        var others = new List<IPEndPoint> { new IPEndPoint(IPAddress.Loopback, 0) };
        others[0].Port = 5000;
        var locals = new List<IPEndPoint> { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // PORT0002
        socket.Connect(remote);
    }

    public static void OfTheListAsItWas(IPEndPoint remote)
    {
        var locals = new List<IPEndPoint> { new IPEndPoint(IPAddress.Loopback, 0) };
        locals[0].Port = 5000;
        locals = new List<IPEndPoint> { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // PORT0002
        socket.Connect(remote);
    }

    public static void OfAnotherAddress(IPEndPoint remote, IPAddress source)
    {
        var locals = new List<IPEndPoint> { new IPEndPoint(IPAddress.Loopback, 0) };
        locals[0].Address = source;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // PORT0002
        socket.Connect(remote);
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.Escapes;

public interface ISocketConfigurator
{
    void Configure(Socket socket);

    ValueTask<Socket> OpenAsync(Socket socket, EndPoint remote);
}

public interface ISocketFactory
{
    Socket Create(AddressFamily family);

    bool TryCreate(AddressFamily family, out Socket socket);
}

public abstract class DialerBase
{
    protected virtual void OnCreated(Socket socket)
    {
    }

    protected abstract Socket CreateSocket();

    public Socket ByVirtual(IPAddress source, EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        OnCreated(socket);
        socket.Bind(new IPEndPoint(source, 0)); // silent: an override may have set the option
        socket.Connect(remote);
        return socket;
    }

    public Socket ByAbstract(IPAddress source)
    {
        var socket = CreateSocket();
        socket.Bind(new IPEndPoint(source, 0)); // silent: a derived class makes the socket, and goes on with it
        return socket;
    }
}

public sealed class Registry
{
    public static readonly ConcurrentDictionary<string, Socket> Sockets = new();

    public static event Action<Socket> Created;

    public static void Announce(Socket socket) => Created?.Invoke(socket);
}

public sealed class Dialer(IPAddress source, ISocketConfigurator configurator, ISocketFactory factory)
{
    private readonly List<Socket> _pool = new();

    public Action<Socket> Prepare { get; set; }

    public Socket ByInterface(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        configurator.Configure(socket);
        socket.Bind(new IPEndPoint(source, 0)); // silent: an interface has configured it
        socket.Connect(remote);
        return socket;
    }

    public Socket ByDelegate(EndPoint remote, Action<Socket> configure)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        configure(socket);
        socket.Bind(new IPEndPoint(source, 0)); // silent: a delegate has configured it
        socket.Connect(remote);
        return socket;
    }

    public Socket ByOptionalDelegate(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Prepare?.Invoke(socket);
        socket.Bind(new IPEndPoint(source, 0)); // silent: an optional delegate may have configured it
        socket.Connect(remote);
        return socket;
    }

    public Socket ByEvent(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Registry.Announce(socket);
        socket.Bind(new IPEndPoint(source, 0)); // silent: subscribers of an event may have configured it
        socket.Connect(remote);
        return socket;
    }

    public void Register(string name)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: kept in a registry
        Registry.Sockets[name] = socket;
    }

    public static void ConnectRegistered(string name, EndPoint remote) =>
        Registry.Sockets[name].Connect(remote); // silent: out of a registry, with no bind in sight

    public Socket ByFactory(IPEndPoint local, EndPoint remote)
    {
        var socket = factory.Create(source.AddressFamily);
        socket.Bind(local); // silent: an interface has made it
        socket.Connect(remote);
        return socket;
    }

    public bool ByOutFactory(out Socket socket)
    {
        if (!factory.TryCreate(source.AddressFamily, out socket))
            return false;
        socket.Bind(new IPEndPoint(source, 0)); // silent: of unknown kind, and connected by unknown callers
        return true;
    }

    public Socket ByOutFactoryThenHook(EndPoint remote)
    {
        if (!factory.TryCreate(source.AddressFamily, out var socket))
            throw new NotSupportedException();
        configurator.Configure(socket);
        socket.Bind(new IPEndPoint(source, 0)); // silent: made and configured by unknown code
        socket.Connect(remote);
        return socket;
    }

    public async Task<Socket> ConnectedElsewhere(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: an interface goes on with it
        return await configurator.OpenAsync(socket, remote);
    }

    public TcpClient Returned()
    {
        var client = new TcpClient(source.AddressFamily);
        client.Client.Bind(new IPEndPoint(source, 0)); // silent: returned to unknown callers
        return client;
    }

    public void Collect(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(source, 0)); // silent: goes into a collection
            _pool.Add(socket);
        }
    }

    public async Task ConnectCollectedAsync(EndPoint remote)
    {
        foreach (var socket in _pool)
            await socket.ConnectAsync(remote); // silent: out of a collection, with no bind in sight
    }

    public Task<Socket> Queued(EndPoint remote, ConcurrentQueue<(Socket Socket, EndPoint Remote)> queue)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: queued, and connected by whoever takes it
        queue.Enqueue((socket, remote));
        return Task.FromResult(socket);
    }

    public void AsState(EndPoint remote, WaitCallback work)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: the state of a work item
        ThreadPool.QueueUserWorkItem(work, (socket, remote));
    }

    public Socket ByHandle(EndPoint remote, Action<IntPtr> configure)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        configure(socket.Handle);
        socket.Bind(new IPEndPoint(source, 0)); // silent: the handle went to unknown code
        socket.Connect(remote);
        return socket;
    }

    public Socket BySafeHandle(EndPoint remote, Func<SafeSocketHandle, bool> configure)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (configure(socket.SafeHandle))
            socket.NoDelay = true;
        socket.Bind(new IPEndPoint(source, 0)); // silent: the safe handle went to unknown code
        socket.Connect(remote);
        return socket;
    }

    public Socket ByWrapper(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var holder = new Holder<Socket>(socket, s => configurator.Configure(s));
        holder.Run();
        socket.Bind(new IPEndPoint(source, 0)); // silent: a holder has run a delegate on it
        socket.Connect(remote);
        return socket;
    }

    public Socket ByAsyncHook(EndPoint remote, Func<Socket, Task> hook)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        hook(socket).GetAwaiter().GetResult();
        socket.Bind(new IPEndPoint(source, 0)); // silent: an asynchronous hook may have configured it
        socket.Connect(remote);
        return socket;
    }
}

public sealed record Holder<T>(T Value, Action<T> Action)
{
    public void Run() => Action(Value);
}

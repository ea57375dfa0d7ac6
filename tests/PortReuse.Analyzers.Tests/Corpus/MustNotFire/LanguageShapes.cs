using System;
using System.Collections.Generic;
using System.Linq.Expressions;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.LanguageShapes;

public static class Expressions
{
    public static Expression<Action<Socket>> Binding() =>
        socket => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: an expression tree binds nothing

    public static Expression<Func<IPAddress, TcpClient>> Construction() =>
        source => new TcpClient(new IPEndPoint(source, 0)); // silent: an expression tree makes nothing

    public static Expression<Action<Socket, byte[]>> Option() =>
        (socket, value) => socket.SetRawSocketOption(0, 24, value); // silent: an expression tree sets nothing
}

public static class Dynamics
{
    public static void Open(dynamic socket, EndPoint remote)
    {
        socket.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: a dynamic receiver
        socket.Connect(remote);
    }

    public static void OpenOwn(EndPoint remote)
    {
        dynamic socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 0)); // silent: a socket in a dynamic variable
        socket.Connect(remote);
    }

    public static void OpenUnknownPort(dynamic settings, EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, (int)settings.Port)); // silent: a dynamic port
        socket.Connect(remote);
    }
}

public static class Iterators
{
    public static IEnumerable<Socket> Reserve(IEnumerable<IPAddress> addresses)
    {
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0)); // silent: an iterator gives it away
            yield return socket;
        }
    }

    public static async IAsyncEnumerable<Socket> AcceptAll(IPAddress address, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address, 0)); // silent: an async iterator listens
        listener.Listen();
        while (!cancellation.IsCancellationRequested)
            yield return await listener.AcceptAsync(cancellation);
    }

    public static async IAsyncEnumerable<Socket> ConnectAll(IAsyncEnumerable<IPEndPoint> remotes)
    {
        await foreach (var remote in remotes)
        {
            var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(remote); // silent: an async iterator connects without a bind
            yield return socket;
        }
    }
}

public readonly record struct LocalAddress(IPAddress Address, int Port)
{
    public Socket Open(EndPoint remote)
    {
        var socket = new Socket(Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(Address, Port)); // silent: a record's port
        socket.Connect(remote);
        return socket;
    }
}

public record Binding(IPEndPoint Local)
{
    public Binding On(int port) => this with { Local = new IPEndPoint(Local.Address, port) };

    public Socket Open(EndPoint remote)
    {
        var socket = new Socket(Local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(On(8300).Local); // silent: a record changed by "with"
        socket.Connect(remote);
        return socket;
    }
}

public interface IBindable<TSelf>
    where TSelf : IBindable<TSelf>
{
    static abstract TSelf Create();

    void Bind(EndPoint local);

    void Connect(EndPoint remote);
}

public static class Generics
{
    public static T Open<T>(EndPoint remote)
        where T : IBindable<T>
    {
        var transport = T.Create();
        transport.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: the Bind of a type parameter
        transport.Connect(remote);
        return transport;
    }

    public static TSocket Prepare<TSocket>(TSocket socket)
        where TSocket : Socket
    {
        socket.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: a socket of a type parameter, not connected
        return socket;
    }

    public static T Use<T>(IPAddress source, Func<Socket, T> use)
    {
        using var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: used by a generic delegate
        return use(socket);
    }
}

public interface ITransport
{
    Socket Socket { get; }

    void Open(IPEndPoint local) => Socket.Bind(local); // silent: a default interface method

    void Close() => Socket.Dispose();
}

public sealed class Shapes(IPAddress source)
{
    private readonly Lazy<Socket> _reservation = new(() =>
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: a lazy reservation
        return socket;
    });

    public int ReservedPort => ((IPEndPoint)_reservation.Value.LocalEndPoint!).Port;

    public static implicit operator EndPoint(Shapes shapes) => shapes._reservation.Value.LocalEndPoint;

    public Socket this[EndPoint remote]
    {
        get
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(remote); // silent: an indexer connects without a bind
            return socket;
        }
    }

    public void Goto(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (remote is null)
            goto reserve;
        socket.Connect(remote);
        return;
    reserve:
        socket.Bind(new IPEndPoint(source, 0)); // silent: by goto, on the path that does not connect
    }

    public void Unreachable(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        const bool Enabled = false;
#pragma warning disable CS0162 // that it is unreachable is the case
        if (Enabled)
            socket.Bind(new IPEndPoint(source, 0)); // silent: code that is never reached
#pragma warning restore CS0162
        socket.Connect(remote);
    }

    public void BothThrow(EndPoint remote)
    {
        using var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: an exception comes before the connect
        throw new NotSupportedException(remote.ToString());
    }

    public Action<EndPoint> Deferred()
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        return socket.Connect; // silent: a method group, and no bind
    }
}

// A socket that one method configures or binds and another one connects: returned, out, ref, in a tuple, in a task.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Pool;

public static class Sockets
{
    public static Socket CreateShared(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        return socket;
    }

    public static Socket CreateBound(IPAddress source)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        return socket;
    }

    public static void Create(out Socket socket)
    {
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.ExclusiveAddressUse = false;
    }

    public static bool TryCreate(IPAddress source, int port, out Socket? socket)
    {
        try
        {
            socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(source, port));
            return true;
        }
        catch (SocketException)
        {
            socket = null;
            return false;
        }
    }

    public static void Renew(ref Socket? socket, IPAddress source)
    {
        socket?.Dispose();
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
    }

    public static (Socket Socket, DateTime Created) CreateStamped(IPAddress source)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        return (socket, DateTime.UtcNow);
    }

    public static async Task<Socket> CreateAsync(IPAddress source, SemaphoreSlim slots)
    {
        await slots.WaitAsync();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        return socket;
    }

    public static Task<Socket> CreateOnPortAsync(IPAddress source, int port)
    {
        var socket = CreateShared(source.AddressFamily);
        socket.Bind(new IPEndPoint(source, port));
        return Task.FromResult(socket);
    }

    public static async ValueTask<TcpClient> CreateClientAsync(IPAddress source)
    {
        await Task.Yield();
        return new TcpClient(new IPEndPoint(source, 0)); // PORT0002
    }

    public static async ValueTask<Socket> CreateSharedAsync()
    {
        await Task.Yield();
        return CreateShared(AddressFamily.InterNetwork);
    }
}

public static class Defaults
{
    public static readonly int AnyPort = 0;
}

public sealed class ConnectionPool
{
    private readonly SemaphoreSlim _slots = new(100);

    public Socket FromFactory(IPAddress source, IPEndPoint database)
    {
        var socket = Sockets.CreateShared(source.AddressFamily);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        socket.Connect(database);
        return socket;
    }

    public Socket FromBoundFactory(IPAddress source, IPEndPoint database)
    {
        var socket = Sockets.CreateBound(source);
        socket.NoDelay = true;
        socket.Connect(database);
        return socket;
    }

    public Socket FromOut(IPAddress source, IPEndPoint database)
    {
        Sockets.Create(out var socket);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        socket.Connect(database);
        return socket;
    }

    public Socket? FromTry(IPAddress source, IPEndPoint database)
    {
        if (!Sockets.TryCreate(source, 0, out var socket)) // PORT0002
            return null;
        socket!.Connect(database);
        return socket;
    }

    public void FromRef(IPAddress source, IPEndPoint database)
    {
        Socket? socket = null;
        Sockets.Renew(ref socket, source);
        socket!.Connect(database);
    }

    public Socket FromTuple(IPAddress source, IPEndPoint database)
    {
        var (socket, _) = Sockets.CreateStamped(source);
        socket.Connect(database);
        return socket;
    }

    public async Task<Socket> FromTask(IPAddress source, IPEndPoint database)
    {
        var socket = await Sockets.CreateAsync(source, _slots).ConfigureAwait(false);
        await socket.ConnectAsync(database);
        return socket;
    }

    public async Task<Socket> FromTaskOnPort(IPAddress source, IPEndPoint database)
    {
        var socket = await Sockets.CreateOnPortAsync(source, 0); // PORT0001
        await socket.ConnectAsync(database);
        return socket;
    }

    public async Task<TcpClient> FromValueTask(IPAddress source, IPEndPoint database)
    {
        var client = await Sockets.CreateClientAsync(source);
        await client.ConnectAsync(database);
        return client;
    }

    public Socket FromResultOfValueTask(IPAddress source, IPEndPoint database)
    {
        var socket = Sockets.CreateSharedAsync().Result;
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        socket.Connect(database);
        return socket;
    }

    public Socket ToPortOfAnotherType(IPAddress source, IPEndPoint database)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, Defaults.AnyPort)); // PORT0002
        socket.Connect(database);
        return socket;
    }

    public Socket FromLocalFunction(IPEndPoint database)
    {
        Socket Make() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        var socket = Make();
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // PORT0002
        socket.Connect(database);
        return socket;
    }
}

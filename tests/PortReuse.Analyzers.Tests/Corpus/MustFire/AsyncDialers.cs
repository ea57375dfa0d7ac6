// The older and the newer ways to connect without waiting.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace AsyncDialing;

public sealed class EventArgsDialer
{
    private readonly SocketAsyncEventArgs _connect = new();

    public void Start(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.ExclusiveAddressUse = false;
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        var e = new SocketAsyncEventArgs { RemoteEndPoint = remote, UserToken = socket };
        e.Completed += OnConnected;
        if (!socket.ConnectAsync(e))
            OnConnected(socket, e);
    }

    public void StartShared(IPEndPoint remote)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _connect.RemoteEndPoint = remote;
        try
        {
            socket.Bind(new IPEndPoint(remote.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0)); // PORT0002
            socket.ConnectAsync(_connect);
        }
        catch (ObjectDisposedException)
        {
            socket.Dispose();
        }
    }

    private static void OnConnected(object? sender, SocketAsyncEventArgs e)
    {
        if (e.SocketError != SocketError.Success)
            ((Socket)e.UserToken!).Dispose();
    }
}

public sealed class CallbackDialer
{
    private Socket? _socket;

    public IAsyncResult Start(IPAddress source, IPEndPoint remote, AsyncCallback done)
    {
        _socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        return _socket.BeginConnect(remote, done, _socket);
    }

    public bool StartWithTimeout(IPAddress source, IPEndPoint remote, TimeSpan timeout)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        var pending = socket.BeginConnect(remote.Address, remote.Port, null, null);
        if (!pending.AsyncWaitHandle.WaitOne(timeout))
            return false;
        socket.EndConnect(pending);
        return true;
    }

    public void StartClient(IPAddress source, IPAddress server, int port)
    {
        var client = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
        client.BeginConnect(server, port, result => client.EndConnect(result), null);
    }
}

public sealed class TaskDialer
{
    public Task Start(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        return Task.Factory.FromAsync(socket.BeginConnect, socket.EndConnect, remote, null);
    }

    public async Task<bool> StartWithTimeout(IPAddress source, IPEndPoint remote)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        var connect = socket.ConnectAsync(remote);
        var first = await Task.WhenAny(connect, Task.Delay(1000));
        return first == connect && connect.IsCompletedSuccessfully;
    }

    public async ValueTask StartWithCancellation(IPAddress source, IPEndPoint remote)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        await socket.ConnectAsync(remote.Address, remote.Port, timeout.Token);
    }

    public Task StartWithContinuation(IPAddress source, IPEndPoint remote)
    {
        var client = new TcpClient(AddressFamily.InterNetwork);
        client.Client.Bind(new IPEndPoint(source, 0)); // PORT0002
        return client.ConnectAsync(remote.Address, remote.Port).ContinueWith(done => client.NoDelay = !done.IsFaulted, TaskScheduler.Default);
    }
}

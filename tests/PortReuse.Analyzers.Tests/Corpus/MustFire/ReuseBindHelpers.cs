// Helpers that bind what they are given: the call that passes port 0 is where the port comes from.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Tunnels;

public static class SocketExtensions
{
    public static void ReuseBind(this Socket socket, IPEndPoint local)
    {
        socket.ExclusiveAddressUse = false;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(local);
    }

    public static Socket BindTo(this Socket socket, IPAddress address, int port = 0)
    {
        socket.Bind(new IPEndPoint(address, port));
        return socket;
    }

    public static void BindAnywhere(this Socket socket) => socket.Bind(new IPEndPoint(IPAddress.Any, 0)); // PORT0002

    public static Socket WithReuse(this Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        return socket;
    }

    public static bool TryBind(this Socket socket, EndPoint local)
    {
        try
        {
            socket.Bind(local);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public static Task Dial(this Socket socket, IPEndPoint server) => socket.ConnectAsync(server);
}

public sealed class Tunnel
{
    private readonly IPEndPoint _server;

    public Tunnel(IPEndPoint server) => _server = server;

    private static Socket CreateSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public async Task<Socket?> Open()
    {
        var socket = new Socket(_server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.ReuseBind(new IPEndPoint(_server.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0)); // PORT0001
            await socket.ConnectAsync(_server);
            return socket;
        }
        catch (Exception)
        {
            socket.Dispose();
            return null;
        }
    }

    public void OpenFrom(IPAddress source)
    {
        var socket = CreateSocket();
        SocketExtensions.ReuseBind(socket, new IPEndPoint(source, 0)); // PORT0001
        socket.Connect(_server);
    }

    public Socket OpenByArgument(IPAddress source)
    {
        var socket = CreateSocket().BindTo(source, 0); // PORT0002
        socket.Connect(_server);
        return socket;
    }

    public Socket OpenByDefaultArgument(IPAddress source)
    {
        var socket = CreateSocket();
        socket.BindTo(source); // PORT0002
        socket.Connect(_server);
        return socket;
    }

    public void OpenAnywhere()
    {
        var socket = CreateSocket();
        socket.BindAnywhere();
        socket.Connect(_server);
    }

    public void OpenFluently(IPAddress source)
    {
        var socket = CreateSocket().WithReuse();
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        socket.Connect(_server);
    }

    public bool OpenIfBound(IPAddress source)
    {
        var socket = CreateSocket();
        if (!socket.TryBind(new IPEndPoint(source, 0))) // PORT0002
            return false;
        socket.Connect(_server);
        return true;
    }

    public Task OpenAndDial(IPAddress source)
    {
        var socket = CreateSocket();
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        return socket.Dial(_server);
    }

    public void OpenWithLocal(IPAddress source, IPEndPoint server)
    {
        Connect(CreateSocket(), new IPEndPoint(source, 0), server); // PORT0002
    }

    public void OpenFixed(IPAddress source, IPEndPoint server) => Connect(CreateSocket(), new IPEndPoint(source, 41000), server);

    private static void Connect(Socket socket, IPEndPoint local, IPEndPoint server)
    {
        socket.Bind(local);
        socket.Connect(server);
    }

    public TcpClient OpenClient(IPAddress source)
    {
        var client = CreateClient(source, 0); // PORT0002
        client.Connect(_server);
        return client;
    }

    private static TcpClient CreateClient(IPAddress source, int port)
    {
        var local = new IPEndPoint(source, port);
        return new TcpClient(local) { NoDelay = true };
    }

    // Two calls deep: the port is passed on.
    public Task<Socket> OpenAnyPort(IPAddress source) => OpenOn(source, 0); // PORT0002

    private Task<Socket> OpenOn(IPAddress source, int port) => OpenEndPoint(new IPEndPoint(source, port));

    private async Task<Socket> OpenEndPoint(IPEndPoint local)
    {
        var socket = CreateSocket();
        socket.Bind(local);
        await socket.ConnectAsync(_server);
        return socket;
    }
}

// LocalEndPoint read while the port is still to be chosen: it says port 0, and goes on to say it.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace EarlyReads;

public static class NoPort
{
    public static void DeferPort(this Socket socket)
    {
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
    }
}

public sealed class LoggedDialer
{
    public Socket Log(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(source, 0));
        Console.WriteLine($"from {socket.LocalEndPoint} to {remote}"); // PORT0006
        socket.Connect(remote);
        return socket;
    }

    public async Task<int> Port(IPAddress source, IPEndPoint remote)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.DeferPort();
        socket.Bind(new IPEndPoint(source, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port; // PORT0006
        await socket.ConnectAsync(remote);
        return port;
    }

    public void Pattern(IPAddress source, IPEndPoint remote, Action<int> chosen)
    {
        var client = new TcpClient(AddressFamily.InterNetwork);
        client.Client.DeferPort();
        client.Client.Bind(new IPEndPoint(source, 0));
        if (client.Client.LocalEndPoint is IPEndPoint { Port: var port }) // PORT0006
            chosen(port);
        client.Connect(remote);
    }

    public void OnlyWhenVerbose(IPAddress source, IPEndPoint remote, bool verbose)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.DeferPort();
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(source, 0));
        if (verbose)
            Console.WriteLine(socket.LocalEndPoint); // PORT0006
        try
        {
            socket.Connect(remote);
        }
        finally
        {
            socket.Close();
        }
    }

    public async Task<EndPoint?> InTry(IPAddress source, IPEndPoint remote)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.DeferPort();
            socket.Bind(new IPEndPoint(source, IPEndPoint.MinPort));
            var local = socket?.LocalEndPoint; // PORT0006
            await socket!.ConnectAsync(remote);
            return local;
        }
        catch (SocketException)
        {
            socket?.Dispose();
            return null;
        }
    }
}

public sealed class Registration
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private IPEndPoint? _local;

    public void Register(IPAddress source, IPEndPoint tracker)
    {
        _socket.DeferPort();
        _socket.Bind(new IPEndPoint(source, 0));
        _local = (IPEndPoint?)_socket.LocalEndPoint; // PORT0006
        _socket.Connect(tracker);
        Console.WriteLine($"registered as {_local}");
    }
}

public sealed class NamedSession
{
    private Socket? _socket;

    private string Name => $"session {_socket!.LocalEndPoint}"; // PORT0006

    public void Open(IPAddress source, IPEndPoint server)
    {
        _socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.DeferPort();
        _socket.Bind(new IPEndPoint(source, 0));
        Console.WriteLine(Name);
        _socket.Connect(server);
    }
}

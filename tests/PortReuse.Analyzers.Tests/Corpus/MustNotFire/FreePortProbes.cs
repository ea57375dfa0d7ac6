using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.FreePortProbes;

public static class FreePorts
{
    public static int BindToAnonymousPort(this Socket socket, IPAddress address)
    {
        socket.Bind(new IPEndPoint(address, 0)); // silent: an extension of tests, for listeners
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public static Socket ListenAnonymously()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var port = socket.BindToAnonymousPort(IPAddress.Loopback); // silent: the caller of the extension listens
        socket.Listen(port % 10 + 1);
        return socket;
    }

    public static bool IsFree(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Any, port)); // silent: tries a port, no connect
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }

    public static int[] Several(int count)
    {
        var held = new List<Socket>();
        var ports = new int[count];
        for (var i = 0; i < count; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            held.Add(socket);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: several probes held together
            ports[i] = ((IPEndPoint)socket.LocalEndPoint!).Port;
        }

        held.ForEach(socket => socket.Dispose());
        return ports;
    }

    public static Uri BaseAddress()
    {
        var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0)); // silent: a test server's address
        var address = new UriBuilder("http", "localhost", ((IPEndPoint)probe.LocalEndPoint!).Port).Uri;
        probe.Close();
        return address;
    }

    public static bool HasAddress(IPAddress address)
    {
        try
        {
            using var probe = new TcpClient(new IPEndPoint(address, 0)); // silent: asks whether an address is local
            return probe.Client.IsBound;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public static bool IsIPv6Usable()
    {
        if (!Socket.OSSupportsIPv6)
            return false;
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0)); // silent: a capability probe
        }
        catch (SocketException)
        {
            return false;
        }

        return true;
    }

    public static (Socket Held, int Port) Held()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port; // silent: the socket is handed over with its port
        return (socket, port);
    }

    public static void Show()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop(); // silent: the number is for reading
        Console.WriteLine($"The system chose {port}.");
        Console.Error.WriteLine(port);
    }

    public static bool IsInRange(int low, int high)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop(); // silent: the number is compared, and goes nowhere
        return port >= low && port <= high;
    }

    public static int Served()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using (var client = new TcpClient("localhost", port))
        using (var accepted = listener.AcceptTcpClient())
            accepted.Client.Send([1]);

        listener.Stop(); // silent: a server that has served
        return port;
    }

    public static int AnsweredFromTheBacklog()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using var client = new TcpClient("localhost", port); // silent: the port is used while the socket has it
        return port;
    }
}

public sealed class HeldServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public int Port { get; private set; }

    public void Start()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port; // silent: the listener is open until the server is disposed
    }

    public void Dispose() => _listener.Stop(); // silent: another member closes what the server is done with
}

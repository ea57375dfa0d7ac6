using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.FreePortProbes;

public static class FreePorts
{
    public static int Next()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: a probe that is closed
        return ((IPEndPoint)socket.LocalEndPoint!).Port; // silent: read with no connect to follow
    }

    public static int NextByListener()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0); // silent: a probe with a TcpListener
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        finally
        {
            listener.Stop();
        }
    }

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

    public static async Task<TcpClient> ProbeThenConnectElse(IPEndPoint remote)
    {
        int port;
        using (var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: the client connects, not the probe
            port = ((IPEndPoint)probe.LocalEndPoint!).Port;
        }

        var client = new TcpClient();
        await client.ConnectAsync(remote.Address, port);
        return client;
    }

    public static Socket ProbeThenDial(EndPoint remote)
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();

        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port)); // silent: the listener has stopped, its port is free
        socket.Connect(remote); // silent: no listener holds the port
        return socket;
    }
}

// A port is found by a bind to port 0, given back, and used as a number.
#nullable enable
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustFire.FoundPorts;

public static class FreePorts
{
    public static int Next()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port; // PORT0011
    }

    public static int NextByListener()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        finally
        {
            listener.Stop(); // PORT0011
        }
    }

    public static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop(); // PORT0011
        return port;
    }

    public static bool TryFind(out int port)
    {
        var listener = TcpListener.Create(0);
        try
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
            listener.Stop(); // PORT0011
            return true;
        }
        catch (SocketException)
        {
            port = 0;
            return false;
        }
    }

    public static async Task<int> NextAsync(CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        var local = (IPEndPoint)socket.LocalEndPoint!;
        socket.Close(); // PORT0011
        await Task.Delay(10, cancellation).ConfigureAwait(false);
        return local.Port;
    }

    public static IEnumerable<int> Several(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var probe = new TcpListener(IPAddress.Any, IPEndPoint.MinPort);
            probe.Start();
            yield return ((IPEndPoint)probe.LocalEndpoint).Port; // silent: the caller has the number while the probe is open
        }
    }

    public static int[] SeveralAtOnce(int count)
    {
        var ports = new int[count];
        for (var i = 0; i < count; i++)
        {
            var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            ports[i] = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop(); // PORT0011
        }

        return ports;
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
        await client.ConnectAsync(remote.Address, port); // PORT0011
        return client;
    }

    public static Socket ProbeThenDial(EndPoint remote)
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop(); // PORT0011

        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port)); // silent: the listener has stopped, its port is free
        socket.Connect(remote); // silent: no listener holds the port
        return socket;
    }

    public static Socket AfterUsing(EndPoint remote)
    {
        EndPoint? local;
        using (var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(1);
            local = listener.LocalEndPoint;
        }

        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local!); // PORT0011
        socket.Connect(remote);
        return socket;
    }
}

public sealed class ServerFixture : IDisposable
{
    private readonly Process _server = new();

    public ServerFixture()
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop(); // PORT0011
        _server.StartInfo = new ProcessStartInfo("server", $"--port {Port}");
        _server.Start();
    }

    public int Port { get; }

    public void Dispose() => _server.Dispose();
}

public sealed class TwoListeners
{
    private readonly TcpListener _first = new(IPAddress.Loopback, Find());
    private readonly TcpListener _second = new(IPAddress.Loopback, Find());

    public void Start()
    {
        _first.Start();
        _second.Start();
    }

    private static int Find()
    {
        using (var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp))
        {
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, port: 0));
            var found = socket.LocalEndPoint is IPEndPoint { Port: var port } ? port : 0;
            return found; // PORT0011
        }
    }
}

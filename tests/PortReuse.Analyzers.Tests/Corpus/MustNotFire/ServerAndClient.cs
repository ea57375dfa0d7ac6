using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.ServerAndClient;

public static class LoopbackPairs
{
    public static (Socket Client, Socket Server) Create()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: only the other socket connects
        listener.Listen(1);
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndPoint!); // silent: connects to the listener, unbound
        return (client, listener.Accept());
    }

    public static async Task<(TcpClient Client, TcpClient Server)> CreateAsync()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        try
        {
            var accept = listener.AcceptTcpClientAsync();
            var client = new TcpClient();
            await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint); // silent: unbound client of a listener on port 0
            return (client, await accept);
        }
        finally
        {
            listener.Stop();
        }
    }

    public static void BothAtOnce(Action<Socket, Socket> test)
    {
        using (var server = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp))
        using (var client = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp))
        {
            server.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0)); // silent: two sockets in nested using
            server.Listen();
            client.Connect(IPAddress.IPv6Loopback, ((IPEndPoint)server.LocalEndPoint!).Port);
            using var accepted = server.Accept();
            test(client, accepted);
        }
    }

    public static Socket Inheriting(Socket client)
    {
        var server = new Socket(client.AddressFamily, client.SocketType, client.ProtocolType);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: kind taken from a socket that connects
        server.Listen();
        client.Connect(server.LocalEndPoint!);
        return server.Accept();
    }
}

public sealed class Relay
{
    private readonly Socket _inbound = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _outbound = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public async Task RunAsync(EndPoint upstream, CancellationToken cancellation)
    {
        _inbound.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: the inbound field listens, the outbound field connects
        _inbound.Listen(100);
        await _outbound.ConnectAsync(upstream, cancellation);
        using var accepted = await _inbound.AcceptAsync(cancellation);
    }
}

public sealed class TransparentProxy
{
    private Socket _listener;
    private UdpClient _datagrams;

    public void Start()
    {
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: a proxy's listener
        _listener.Listen(int.MaxValue);
        var port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _datagrams = new UdpClient(new IPEndPoint(IPAddress.Any, port)); // silent: UDP on the port of the TCP listener
        _datagrams.Client.EnableBroadcast = true;
    }

    public async Task ForwardAsync(EndPoint destination)
    {
        using var accepted = await _listener.AcceptAsync();
        using var dialer = new Socket(destination.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await dialer.ConnectAsync(destination); // silent: an unbound dialer beside a listener
        await accepted.SendAsync(new byte[1]);
    }
}

public sealed class FakeGateway : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public void Start() => _listener.Start(); // silent: a test's gateway

    public async Task<Stream> ConnectAsync(string host, CancellationToken cancellation)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(host, ((IPEndPoint)_listener.LocalEndpoint).Port, cancellation); // silent: host name, unbound
        return client.GetStream();
    }

    public void Dispose() => _listener.Stop();
}

public static class SelfTests
{
    public static bool CanReach()
    {
        var server = new TcpListener(IPAddress.Any, 0);
        server.Start();
        var client = new TcpClient(AddressFamily.InterNetwork);
        client.Connect("localhost", ((IPEndPoint)server.LocalEndpoint).Port); // silent: a TcpClient of a family is not bound
        return client.Connected;
    }

    public static HttpClient ThroughListener(TcpListener listener) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(listener.LocalEndpoint, cancellation); // silent: a callback that does not bind
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    public static async Task SwapAsync(EndPoint remote)
    {
        var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var second = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        (first, second) = (second, first);
        first.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: swapped, and the other one connects
        first.Listen();
        await second.ConnectAsync(remote);
    }
}

// Listeners with ReuseAddress and nobody to share with, but any process of the same user.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Servers;

public sealed class EchoServer
{
    public async Task Run(int port, CancellationToken stop)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen(100);
        while (!stop.IsCancellationRequested)
        {
            using var client = await listener.AcceptAsync(stop);
            var buffer = new byte[1024];
            var length = await client.ReceiveAsync(buffer, SocketFlags.None, stop);
            await client.SendAsync(buffer.AsMemory(0, length), SocketFlags.None, stop);
        }
    }
}

public sealed class AdminConsole
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 8023);

    public AdminConsole()
    {
        // "So that a restart does not wait for TIME_WAIT."
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
        _listener.Start();
    }

    public Task<TcpClient> Accept() => _listener.AcceptTcpClientAsync();
}

public sealed class MetricsServer
{
    private Socket? _listener;

    public void Open(IPEndPoint local)
    {
        _listener = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Configure();
        _listener.Bind(local);
        _listener.Listen();
    }

    private void Configure()
    {
        _listener!.NoDelay = true;
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, 1); // PORT0010
    }
}

public static class ListenerFactory
{
    public static Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        try
        {
            listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
            listener.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            listener.Listen(512);
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            throw;
        }
    }
}

public sealed class UpstreamProxy
{
    // It dials too, but from no port of its own.
    public async Task Run(IPEndPoint local, IPEndPoint upstream)
    {
        var listener = new TcpListener(local);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true); // PORT0010
        listener.Start();
        using var inbound = await listener.AcceptTcpClientAsync();
        using var outbound = new TcpClient();
        await outbound.ConnectAsync(upstream);
        await inbound.GetStream().CopyToAsync(outbound.GetStream());
    }
}

public sealed class TwoPorts
{
    public void Run(Func<Socket, Task> serve)
    {
        // Two listeners, each on a port of its own.
        var plain = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        plain.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
        plain.Bind(new IPEndPoint(IPAddress.Any, 8080));
        plain.Listen();
        var secure = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        secure.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
        secure.Bind(new IPEndPoint(IPAddress.Any, 8443));
        secure.Listen();
        _ = serve(plain);
        _ = serve(secure);
    }
}

public sealed class BothProtocols(bool isOpenToAll, int port)
{
    private Socket? _tcp;
    private Socket? _udp;

    public void Start()
    {
        // The datagrams have ports of their own.
        _tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _tcp.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
        _udp.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        var local = isOpenToAll ? new IPEndPoint(IPAddress.Any, port) : new IPEndPoint(IPAddress.Loopback, port);
        _tcp.Bind(local);
        _udp.Bind(local);
        _tcp.Listen(1024);
        _tcp.BeginAccept(accepted => _tcp.EndAccept(accepted), null);
        _udp.BeginReceive(new byte[1500], 0, 1500, SocketFlags.None, received => _udp.EndReceive(received), null);
    }
}

// A crawler that spreads its requests over the addresses of its machine: no option, port 0, one method.
#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Crawling;

public sealed class Fetcher
{
    private const int AnyPort = 0;
    private static readonly int FreePort = AnyPort;
    private static readonly IPEndPoint FirstAddress = new(IPAddress.Parse("192.0.2.10"), FreePort);
    private readonly IPEndPoint _secondAddress = new(IPAddress.Parse("192.0.2.11"), 0);

    public async Task<byte[]> Fetch(IPAddress source, IPEndPoint site, byte[] request, CancellationToken cancellation)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, AnyPort)); // PORT0002
        await socket.ConnectAsync(site, cancellation);
        await socket.SendAsync(request, SocketFlags.None, cancellation);
        var answer = new byte[65536];
        var length = await socket.ReceiveAsync(answer, SocketFlags.None, cancellation);
        return answer[..length];
    }

    public void FetchFromFirst(IPEndPoint site)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(FirstAddress); // PORT0002
        socket.Connect(site);
    }

    public void FetchFromSecond(IPEndPoint site)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(_secondAddress); // PORT0002
        socket.Connect(site);
    }

    public void FetchFromEither(IPEndPoint site, bool first)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(first ? FirstAddress : _secondAddress); // PORT0002
        socket.Connect(site);
    }

    public TcpClient FetchFromParsed(IPEndPoint site)
    {
        var client = new TcpClient(IPEndPoint.Parse("192.0.2.12:0")); // PORT0002
        client.Connect(site);
        return client;
    }

    public TcpClient FetchFromParsedWithoutPort(IPEndPoint site)
    {
        var local = IPEndPoint.Parse("192.0.2.13");
        var client = new TcpClient(AddressFamily.InterNetwork);
        client.Client.Bind(local); // PORT0002
        client.Connect(site);
        return client;
    }

    public async Task FetchAll(IReadOnlyList<IPAddress> sources, IReadOnlyList<IPEndPoint> sites)
    {
        for (var i = 0; i < sites.Count; i++)
        {
            using TcpClient client = new(new IPEndPoint(sources[i % sources.Count], 0)) { NoDelay = true, ReceiveTimeout = 5000 }; // PORT0002
            await client.ConnectAsync(sites[i]);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.0\r\n\r\n"));
        }
    }

    public void FetchWithFormPort(string? portText, IPEndPoint site)
    {
        // The field of the form may be empty; 0 is what is left then.
        var port = 0;
        if (!string.IsNullOrEmpty(portText))
            port = int.Parse(portText);
        var client = new TcpClient();
        client.Client.Bind(new IPEndPoint(IPAddress.Any, port)); // PORT0002
        client.Connect(site);
    }

    public Socket? FetchIfPossible(bool possible, IPEndPoint site)
    {
        var socket = possible ? new Socket(SocketType.Stream, ProtocolType.Tcp) : null;
        socket?.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // PORT0002
        socket?.Connect(site);
        return socket;
    }

    public void FetchWithFinally(IPAddress source, IPEndPoint site)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(source, 0)); // PORT0002
            socket.Connect(site);
            socket.Shutdown(SocketShutdown.Both);
        }
        finally
        {
            socket.Close();
        }
    }

    public void FetchFromMutableEndPoint(IPAddress source, IPEndPoint site)
    {
        var local = new IPEndPoint(IPAddress.Any, 8080);
        local.Address = source;
        local.Port = 0;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local); // PORT0002
        socket.Connect(site);
    }

    public Socket FetchFromSameAddressAs(Socket control, IPEndPoint site)
    {
        // The address of the control connection, any port.
        var local = new IPEndPoint(((IPEndPoint)control.LocalEndPoint!).Address, 0);
        Socket socket;
        if (local.AddressFamily == AddressFamily.InterNetwork)
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        else
            socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local); // PORT0002
        socket.Connect(site);
        return socket;
    }

    public void FetchWithSwitch(string network, IPEndPoint site)
    {
        var source = network switch
        {
            "office" => IPAddress.Parse("192.0.2.20"),
            "guest" => IPAddress.Parse("198.51.100.20"),
            _ => throw new ArgumentException("No such network.", nameof(network)),
        };
        using var client = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
        client.Connect(site);
    }
}

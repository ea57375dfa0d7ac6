// HttpClient with a source address of its own.
#nullable enable
using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace HttpFromAddress;

public static class Handlers
{
    private static readonly ConcurrentDictionary<string, IPAddress> SourceByHost = new();

    public static HttpClient ByLambda(IPAddress source) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, source.AddressFamily, cancellation);
            var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Bind(new IPEndPoint(source, 0)); // PORT0002
                await socket.ConnectAsync(new IPEndPoint(addresses[0], context.DnsEndPoint.Port), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });

    public static HttpClient ByHostName(IPAddress source)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        handler.ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(source, 0)); // PORT0001
            await socket.ConnectAsync(context.DnsEndPoint, cancellation); // PORT0004
            return new NetworkStream(socket, ownsSocket: true);
        };
        return new HttpClient(handler);
    }

    public static HttpClient ByMethodGroup() => new(new SocketsHttpHandler { ConnectCallback = ConnectAsync });

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (SourceByHost.TryGetValue(host, out var source))
            socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        try
        {
            await socket.ConnectAsync(host, context.DnsEndPoint.Port, cancellation); // PORT0004
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }

        return new NetworkStream(socket, true);
    }

    public static SocketsHttpHandler ByClient(IPAddress source)
    {
        return new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var client = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
                await client.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation); // PORT0004
                return client.GetStream();
            },
        };
    }

    public static SocketsHttpHandler ByLocalFunction(IPAddress[] sources)
    {
        var next = 0;
        return new SocketsHttpHandler { ConnectCallback = Connect };

        async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
        {
            var source = sources[Interlocked.Increment(ref next) % sources.Length];
            var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
            var address = addresses.First(candidate => candidate.AddressFamily == source.AddressFamily);
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(source, 0)); // PORT0002
            await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
    }
}

public sealed class BoundHandler
{
    private readonly IPEndPoint _local;

    public BoundHandler(IPAddress source) => _local = new IPEndPoint(source, 0);

    public SocketsHttpHandler Create() => new() { ConnectCallback = Dial };

    private async ValueTask<Stream> Dial(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
        socket.Bind(_local); // PORT0001
        await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation); // PORT0004
        return new NetworkStream(socket, ownsSocket: true);
    }
}

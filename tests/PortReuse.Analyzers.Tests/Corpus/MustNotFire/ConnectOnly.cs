using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.ConnectOnly;

public sealed class HttpConnections : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { ConnectCallback = ConnectAsync });

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation); // silent: a host name, and no bind
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _client.Dispose();
}

public static class Clients
{
    public static TcpClient ByFamily(AddressFamily family, string host, int port)
    {
        var client = new TcpClient(family) { SendTimeout = 1000, ReceiveTimeout = 1000, NoDelay = true };
        client.Connect(host, port); // silent: the constructor with a family does not bind
        return client;
    }

    public static TcpClient AtOnce(string host) => new(host, 443); // silent: a constructor that connects

    public static TcpClient DualMode(IPAddress[] addresses, int port)
    {
        var client = new TcpClient(AddressFamily.InterNetworkV6);
        client.Client.DualMode = true; // silent: an option before the connect, not bound
        client.Connect(addresses, port); // silent: several addresses, and no bind
        return client;
    }

    public static Socket Reusing(EndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: a reuse option, and no bind
        socket.Connect(remote);
        return socket;
    }

    public static Socket Retry(IPEndPoint remote, int attempts)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                socket.Connect(remote); // silent: an unbound socket loses no local address
                return socket;
            }
            catch (SocketException) when (attempt < attempts)
            {
            }
        }
    }

    public static EndPoint LocalOf(EndPoint remote)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(remote);
        return socket.LocalEndPoint; // silent: read after a connect with no bind
    }

    public static async Task<SslStream> SecureAsync(string host, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(addresses, 443, cancellation); // silent: addresses of a name, and no bind
        return new SslStream(new NetworkStream(socket, ownsSocket: true));
    }

    public static bool ByEventArgs(SocketAsyncEventArgs args) =>
        Socket.ConnectAsync(SocketType.Stream, ProtocolType.Tcp, args); // silent: the static connect makes its own socket

    public static bool WithTimeout(EndPoint remote, TimeSpan timeout)
    {
        using var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var pending = socket.BeginConnect(remote, null, null); // silent: BeginConnect, and no bind
        if (!pending.AsyncWaitHandle.WaitOne(timeout))
            return false;
        socket.EndConnect(pending);
        return true;
    }

    public static Socket Rebuilt(IPAddress source, EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: this socket is thrown away
        socket.Dispose();
        socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(remote); // silent: another socket in the same variable
        return socket;
    }

    public static Socket Either(IPAddress source, EndPoint remote, bool listen)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (listen)
        {
            socket.Bind(new IPEndPoint(source, 0)); // silent: bound on one path, connected on the other
            socket.Listen();
            return socket;
        }

        socket.Connect(remote);
        return socket;
    }

    public static Socket BySwitch(string mode, IPAddress source, EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        switch (mode)
        {
            case "reserve":
                socket.Bind(new IPEndPoint(source, 0)); // silent: bound in one case, connected in another
                break;
            case "dial":
                socket.Connect(remote);
                break;
            default:
                throw new ArgumentException(mode, nameof(mode));
        }

        return socket;
    }
}

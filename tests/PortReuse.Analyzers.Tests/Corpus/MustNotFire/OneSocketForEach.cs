using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.OneSocketForEach;

public sealed class Connector(IPEndPoint local)
{
    private Socket Create()
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local); // silent: a fixed local endpoint that is given
        return socket;
    }

    public Socket EachAddress(string host, int port)
    {
        foreach (var address in Dns.GetHostAddresses(host))
        {
            var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(local);
                socket.Connect(address, port); // silent: a fresh socket for each address
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }

        throw new SocketException((int)SocketError.HostUnreachable);
    }

    public Socket EachByFactory(IPAddress[] addresses, int port)
    {
        foreach (var address in addresses)
        {
            var socket = Create();
            try
            {
                socket.Connect(new IPEndPoint(address, port)); // silent: the factory makes one for each address
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    public Socket Single(IPAddress address, int port)
    {
        var socket = Create();
        socket.Connect(address, port); // silent: one address
        return socket;
    }

    public Socket SingleEndPoint(IPEndPoint remote)
    {
        var socket = Create();
        socket.Connect(remote); // silent: one endpoint
        return socket;
    }

    public async Task<Socket> FirstOfDns(string host, int port, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        var socket = Create();
        await socket.ConnectAsync(new IPEndPoint(addresses[0], port), cancellation); // silent: the first address only
        return socket;
    }

    public Socket Literal()
    {
        var socket = Create();
        socket.Connect("192.0.2.15", 502); // silent: a text that is an address
        return socket;
    }

    public async Task<Socket> LiteralV6(CancellationToken cancellation)
    {
        const string Loopback = "::1";
        var socket = Create();
        await socket.ConnectAsync(Loopback, 502, cancellation); // silent: a constant that is an address
        return socket;
    }

    public TcpClient ClientLiteral()
    {
        var client = new TcpClient(local);
        client.Connect("10.20.30.40", 4840); // silent: a bound TcpClient and an address as text
        return client;
    }

    public TcpClient ClientAddress(IPAddress address)
    {
        var client = new TcpClient(local);
        client.Connect(address, 4840); // silent: a bound TcpClient and one address
        return client;
    }

    public TcpClient ClientUnbound(string host)
    {
        var client = new TcpClient();
        client.Connect(host, 4840); // silent: the TcpClient is not bound
        return client;
    }

    public Socket Retried(IPEndPoint remote, int attempts)
    {
        for (; ; attempts--)
        {
            var socket = Create();
            try
            {
                socket.Connect(remote); // silent: each attempt has its own socket
                return socket;
            }
            catch (SocketException) when (attempts > 0)
            {
                socket.Dispose();
            }
        }
    }

    public Socket Replaced(IPEndPoint first, IPEndPoint second)
    {
        var socket = Create();
        try
        {
            socket.Connect(first);
        }
        catch (SocketException)
        {
            socket.Dispose();
            socket = Create();
            socket.Connect(second); // silent: a new socket after the failure
        }

        return socket;
    }

    public Socket AfterDisconnect(IPEndPoint remote)
    {
        var socket = Create();
        socket.Connect(remote); // silent: a failure leaves the method
        socket.Shutdown(SocketShutdown.Both);
        return socket;
    }

    public Socket Unknown(EndPoint remote)
    {
        var socket = Create();
        socket.Connect(remote); // silent: an endpoint whose kind is not known
        return socket;
    }

    public Socket Named(string host, int port, IPEndPoint fallback)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(host, port); // silent: the socket with the host name is not bound
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            var bound = Create();
            bound.Connect(fallback); // silent: another socket, and one endpoint
            return bound;
        }
    }

    [SupportedOSPlatform("windows")]
    public Socket OnWindows(string host)
    {
        var socket = Create();
        socket.Connect(host, 443); // silent: a host name, for Windows only
        return socket;
    }

    public Socket WhereWindows(IPAddress[] addresses)
    {
        if (!OperatingSystem.IsWindows())
            return EachByFactory(addresses, 443);
        var socket = Create();
        socket.Connect(addresses, 443); // silent: several addresses, on Windows
        return socket;
    }

    public SocketsHttpHandler Handler() => new()
    {
        ConnectCallback = async (context, cancellation) =>
        {
            Exception last = null;
            foreach (var address in await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, local.AddressFamily, cancellation))
            {
                var socket = Create();
                try
                {
                    await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellation); // silent: in a callback
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch (SocketException e)
                {
                    last = e;
                    socket.Dispose();
                }
            }

            throw last ?? new IOException("no address");
        },
    };

    public Socket Either(IPAddress address, string host, int port)
    {
        if (address is null)
        {
            var plain = new Socket(SocketType.Stream, ProtocolType.Tcp);
            plain.Connect(host, port); // silent: the name's branch has its own socket
            return plain;
        }

        var socket = Create();
        socket.Connect(address, port); // silent: the address's branch
        return socket;
    }

    public Socket PerHost(Dictionary<string, IPEndPoint> cache, string host)
    {
        var socket = Create();
        socket.Connect(cache[host]); // silent: a cached endpoint of the name
        return socket;
    }
}

public sealed class Reopening(IPEndPoint local, IPEndPoint remote)
{
    private TcpClient _client;

    public void ByAnExpression()
    {
        while (!TryOpen())
            Thread.Sleep(1000);
    }

    private bool TryOpen()
    {
        _client = local == null ? new TcpClient() : new TcpClient(local);
        try
        {
            _client.Connect(remote); // silent: each attempt has its own client, of one kind or the other
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void ByStatements()
    {
        while (true)
        {
            if (local == null)
                _client = new TcpClient();
            else
                _client = new TcpClient(local);
            try
            {
                _client.Connect(remote); // silent: the same with statements
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(1000);
            }
        }
    }

    public TcpClient ByNestedExpressions()
    {
        TcpClient client;
        while (true)
        {
            client = local == null ? new TcpClient() : local.Port > 0 ? new TcpClient(local) : new TcpClient(new IPEndPoint(local.Address, 4000));
            try
            {
                client.Connect(remote); // silent: one of three
                return client;
            }
            catch (SocketException)
            {
                Thread.Sleep(1000);
            }
        }
    }
}

public sealed class TwoMembers(IPEndPoint local)
{
    private TcpClient _client;

    public void Start() => _client = new TcpClient(local);

    public bool TryOpen(IPEndPoint remote)
    {
        try
        {
            _client.Connect(remote); // silent: a failure leaves the member, and what comes then is not known
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

public interface IWatcher
{
    void Watch(TcpClient client);
}

public sealed class ClosedFromOutside(IPEndPoint local, IPEndPoint remote, IWatcher watcher, CancellationToken cancellation)
{
    private TcpClient _client;

    public void Run(TimeSpan patience)
    {
        var start = DateTime.UtcNow;
        while (true)
        {
            if (DateTime.UtcNow - start > patience)
            {
                TryClose();
                throw new TimeoutException();
            }

            try
            {
                Create();
                _client.Connect(remote); // silent: another client each time, though the one before may not have been closed
                return;
            }
            catch (SocketException e)
            {
                Console.WriteLine(e.Message);
            }
        }
    }

    private void Create()
    {
        _client = local == null ? new TcpClient() : new TcpClient(local);
        cancellation.Register(() =>
        {
            try
            {
                _client?.Close();
            }
            catch (ObjectDisposedException)
            {
            }
        });
    }

    private void TryClose()
    {
        try
        {
            _client?.Close();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    public void Watched()
    {
        while (true)
        {
            _client = local == null ? new TcpClient() : new TcpClient(local);
            watcher.Watch(_client);
            try
            {
                _client.Connect(remote); // silent: the watcher may have the others still, but this one is new
                return;
            }
            catch (SocketException e)
            {
                Console.WriteLine(e.Message);
            }
        }
    }
}

public sealed class KeptInAField(IPEndPoint local, IPEndPoint remote)
{
    private TcpClient _client;

    public void BeforeTheConnect()
    {
        while (true)
        {
            var client = local == null ? new TcpClient() : new TcpClient(local);
            _client = client;
            try
            {
                client.Connect(remote); // silent: the field still has the one that failed, but this is another
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(1000);
            }
        }
    }

    public void BehindTheConnect()
    {
        while (true)
        {
            TcpClient client;
            if (local == null)
                client = new TcpClient();
            else
                client = new TcpClient(local);
            try
            {
                client.Connect(remote); // silent: the field has the one that was connected before
                _client = client;
                _client.GetStream().ReadByte();
            }
            catch (SocketException)
            {
                Thread.Sleep(1000);
            }
        }
    }

    public void GivenToAnotherMember()
    {
        while (true)
        {
            var client = local == null ? new TcpClient() : new TcpClient(local);
            try
            {
                client.Connect(remote); // silent: the same where the failure is in the other member
                _client = client;
                Read(client);
            }
            catch (SocketException)
            {
                Thread.Sleep(1000);
            }
        }
    }

    private static void Read(TcpClient client) => client.GetStream().ReadByte();

    public void ByAnotherMember()
    {
        for (var i = 0; i < 10; i++)
        {
            var client = local == null ? new TcpClient() : new TcpClient(local);
            _client = client;
            if (Open())
                return;
        }
    }

    private bool Open()
    {
        try
        {
            _client.Connect(remote); // silent: what the field has is new, each time
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

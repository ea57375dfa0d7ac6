// A bound socket that goes on to another address, or connects again: it leaves from another address than it was bound to.
#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace LostSource;

public sealed class MailRelay
{
    private const int LocalPort = 2525;
    private readonly string _host;

    public MailRelay(string host) => _host = host;

    public Socket ToHostName(IPAddress source)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(_host, 25); // PORT0004
        return socket;
    }

    public async Task<TcpClient> ToHostNameByClient(IPAddress source)
    {
        var client = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
        await client.ConnectAsync(_host, 587); // PORT0004
        return client;
    }

    public TcpClient FromFixedPort(IPAddress source)
    {
        var client = new TcpClient(new IPEndPoint(source, LocalPort));
        client.Connect("mail.example.org", 25); // PORT0004
        return client;
    }

    public void FromFixedPortOnAnyAddress()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, LocalPort));
        socket.Connect(new DnsEndPoint("mail.example.org", 25)); // PORT0004
    }

    public async Task ToAllAddresses(IPAddress source, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(_host, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        await socket.ConnectAsync(addresses, 25, cancellation); // PORT0004
    }

    public void ToEntry(IPAddress source)
    {
        var entry = Dns.GetHostEntry(_host);
        using var client = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
        client.Connect(entry.AddressList, 25); // PORT0004
    }

    public void ByEventArgs(IPAddress source)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, LocalPort));
        var e = new SocketAsyncEventArgs { RemoteEndPoint = new DnsEndPoint(_host, 25) };
        socket.ConnectAsync(e); // PORT0004
    }

    public IAsyncResult ByCallback(IPAddress source)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, LocalPort));
        return socket.BeginConnect(_host, 25, null, socket); // PORT0004
    }
}

public sealed class Reconnecting
{
    public void InLoop(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 6000));
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                socket.Connect(remote); // PORT0004
                return;
            }
            catch (SocketException)
            {
                Console.WriteLine($"attempt {attempt} failed");
            }
        }
    }

    public async Task InLoopOfOneAddressEach(IPAddress source, IEnumerable<IPEndPoint> remotes)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 6100));
        foreach (var remote in remotes)
        {
            try
            {
                await socket.ConnectAsync(remote); // PORT0004
                break;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
            }
        }
    }

    public void InCatch(IPAddress source, IPEndPoint primary, IPEndPoint secondary)
    {
        var client = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
        try
        {
            client.Connect(primary);
        }
        catch (SocketException)
        {
            client.Connect(secondary); // PORT0004
        }
    }

    public async Task AfterCatch(IPAddress source, IPEndPoint primary, IPEndPoint secondary)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
        socket.Bind(new IPEndPoint(source, 6000));
        var connected = true;
        try
        {
            await socket.ConnectAsync(primary);
        }
        catch (SocketException)
        {
            connected = false;
        }

        if (!connected)
            await socket.ConnectAsync(secondary); // PORT0004
    }

    public void UntilConnected(IPAddress source, IPEndPoint remote)
    {
        var client = new TcpClient(new IPEndPoint(source, 7200));
        while (!client.Connected)
        {
            try
            {
                client.Connect(remote); // PORT0004
            }
            catch (Exception e)
            {
                Console.WriteLine(e.Message);
            }
        }
    }
}

public sealed class FieldRelay
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public FieldRelay(IPAddress source) => _socket.Bind(new IPEndPoint(source, 0)); // PORT0002

    public Task OpenAsync(string host, int port) => _socket.ConnectAsync(host, port); // PORT0004
}

public sealed class Watchdog
{
    private readonly int _localPort = 10_000;
    private TcpClient? _client;

    public void Start()
    {
        var local = new IPEndPoint(IPAddress.Any, _localPort);
        _client = new TcpClient(local);
    }

    public void Run(IPAddress server)
    {
        while (true)
        {
            try
            {
                _client!.Connect(server, 8000); // PORT0004
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(1000);
            }
        }
    }
}

public sealed class Relay
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public void Use(IPAddress source) => _socket.Bind(new IPEndPoint(source, 2000));

    public bool TryOpen(IPEndPoint first, IPEndPoint second)
    {
        try
        {
            _socket.Connect(first);
            return true;
        }
        catch (SocketException)
        {
            _socket.Connect(second); // PORT0004
            return _socket.Connected;
        }
    }
}

public sealed class KeptClient(IPEndPoint local, IPEndPoint remote)
{
    private TcpClient? _client;

    public void Run()
    {
        while (true)
        {
            _client = _client == null ? new TcpClient(local) : _client;
            try
            {
                _client.Connect(remote); // PORT0004
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(1000);
            }
        }
    }
}

public sealed class MadeByAHelper(IPEndPoint[] locals)
{
    private TcpClient? _client;

    public TcpClient Open(IPEndPoint first, IPEndPoint second)
    {
        foreach (var local in locals)
        {
            Make(local);
            try
            {
                _client!.Connect(first);
            }
            catch (SocketException)
            {
                _client!.Connect(second); // PORT0004
            }
        }

        return _client!;
    }

    private void Make(IPEndPoint local)
    {
        var made = new TcpClient(local);
        _client = made;
    }
}

// Peers that dial from the port they listen on, and take no notice when the pair of endpoints is in use already.
#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Peers;

public static class Shared
{
    public static Socket Create()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        return socket;
    }
}

public sealed class OneMethodPeer
{
    public Socket DialFromLocalEndPoint(IPEndPoint remote)
    {
        var listener = Shared.Create();
        listener.Bind(new IPEndPoint(IPAddress.Any, 0));
        listener.Listen(10);

        var dialer = Shared.Create();
        dialer.Bind(listener.LocalEndPoint!);
        dialer.Connect(remote); // PORT0003
        return dialer;
    }

    public async Task<Socket> DialFromListener(IPAddress local, IPEndPoint remote)
    {
        var listener = new TcpListener(local, 0);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();

        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
        dialer.Bind(listener.LocalEndpoint);
        await dialer.ConnectAsync(remote); // PORT0003
        return dialer;
    }

    public void DialFromPortNumber(IPAddress local, IPEndPoint remote)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.ExclusiveAddressUse = false;
        listener.Bind(new IPEndPoint(local, 0));
        listener.Listen();
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;

        using var dialer = new TcpClient(AddressFamily.InterNetwork) { ExclusiveAddressUse = false };
        dialer.Client.Bind(new IPEndPoint(local, port));
        dialer.Connect(remote); // PORT0003
    }

    public void DialFromArgument(int port, IPEndPoint remote)
    {
        var listener = Shared.Create();
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen();

        var dialer = Shared.Create();
        dialer.Bind(new IPEndPoint(IPAddress.Any, port));
        dialer.Connect(remote); // PORT0003
    }

    public void DialFromSameEndPoint(IPEndPoint local, IPEndPoint remote)
    {
        var listener = Shared.Create();
        var dialer = Shared.Create();
        listener.Bind(local);
        dialer.Bind(local);
        listener.Listen(5);
        var pending = dialer.BeginConnect(remote, null, null); // PORT0003
        dialer.EndConnect(pending);
    }

    public void DialEach(int port, IEnumerable<IPEndPoint> remotes)
    {
        var listener = Shared.Create();
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen();
        foreach (var remote in remotes)
        {
            var dialer = Shared.Create();
            dialer.Bind(new IPEndPoint(IPAddress.Any, port));
            dialer.Connect(remote); // PORT0003
        }
    }
}

public sealed class ConstantPortPeer
{
    private const int Port = 53472;
    private readonly Socket _listener = Shared.Create();

    public void Listen()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Any, Port));
        _listener.Listen(100);
    }

    public async Task<Socket> Dial(IPEndPoint remote)
    {
        var dialer = Shared.Create();
        dialer.Bind(new IPEndPoint(IPAddress.Any, Port));
        await dialer.ConnectAsync(remote); // PORT0003
        return dialer;
    }
}

public sealed class FieldPortPeer
{
    private readonly int _port;
    private TcpListener? _listener;

    public FieldPortPeer(int port) => _port = port;

    public void Start()
    {
        _listener = new TcpListener(IPAddress.Any, _port) { ExclusiveAddressUse = false };
        _listener.Start();
    }

    public TcpClient Dial(IPAddress address, int port)
    {
        var client = new TcpClient();
        client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        client.Client.Bind(new IPEndPoint(IPAddress.Any, _port));
        client.Connect(address, port); // PORT0003
        return client;
    }
}

public sealed class PropertyPortPeer
{
    public int LocalPort { get; }

    public PropertyPortPeer(int localPort)
    {
        LocalPort = localPort;
        var listener = Shared.Create();
        listener.Bind(new IPEndPoint(IPAddress.Any, LocalPort));
        listener.Listen();
    }

    public Task Punch(IPEndPoint remote)
    {
        var dialer = Shared.Create();
        dialer.Bind(new IPEndPoint(IPAddress.Any, LocalPort));
        return dialer.ConnectAsync(remote); // PORT0003
    }
}

public sealed class EndPointFieldPeer
{
    private static readonly IPEndPoint Local = new(IPAddress.Parse("192.0.2.50"), 9735);
    private readonly Socket _listener = Shared.Create();

    public EndPointFieldPeer()
    {
        _listener.Bind(Local);
        _listener.Listen();
    }

    public Socket Dial(IPEndPoint remote)
    {
        var socket = Shared.Create();
        socket.Bind(Local);
        socket.Connect(remote); // PORT0003
        return socket;
    }
}

public sealed class ListenerFieldPeer
{
    private readonly TcpListener _listener;

    public ListenerFieldPeer(IPAddress local)
    {
        _listener = new TcpListener(local, 0);
        _listener.Server.ExclusiveAddressUse = false;
        _listener.Start();
    }

    private IPEndPoint Local => (IPEndPoint)_listener.LocalEndpoint;

    public async Task<Socket> Dial(IPEndPoint remote)
    {
        var socket = Shared.Create();
        socket.Bind(Local);
        await socket.ConnectAsync(remote).ConfigureAwait(false); // PORT0003
        return socket;
    }
}

public sealed class RawPortPeer
{
    private const int Port = 41414;

    public static Socket CreateRaw()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1));
        return socket;
    }

    public void Run(IPEndPoint remote)
    {
        var listener = CreateRaw();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        listener.Listen();
        var dialer = CreateRaw();
        dialer.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        dialer.Connect(remote); // PORT0003
    }
}

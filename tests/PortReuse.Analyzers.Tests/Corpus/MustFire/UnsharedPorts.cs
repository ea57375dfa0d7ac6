// A dialer on the port of a listener where one of the two does not share it: the bind fails each time.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Unshared;

public sealed class OneMethod
{
    private static Socket Create() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public void ListenerDoesNotShare(IPEndPoint local, IPEndPoint remote)
    {
        var listener = Create();
        listener.Bind(local);
        listener.Listen(10);

        var dialer = Create();
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        dialer.Bind(local); // PORT0009
        dialer.Connect(remote);
    }

    public void DialerDoesNotShare(int port, IPEndPoint remote)
    {
        var listener = Create();
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen();

        var dialer = Create();
        dialer.Bind(new IPEndPoint(IPAddress.Any, port)); // PORT0009
        dialer.Connect(remote);
    }

    public async Task NeitherShares(IPAddress local, IPEndPoint remote)
    {
        var listener = new TcpListener(local, 0);
        listener.Start();
        using var dialer = new TcpClient((IPEndPoint)listener.LocalEndpoint); // PORT0009
        await dialer.ConnectAsync(remote);
    }

    public void ListenerByLocalEndPoint(IPEndPoint remote)
    {
        using var listener = Create();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var dialer = Create();
        dialer.ExclusiveAddressUse = false;
        dialer.Bind(listener.LocalEndPoint!); // PORT0009
        dialer.Connect(remote);
    }

    public void SharedAndTakenBack(int port, IPEndPoint remote)
    {
        var listener = Create();
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen();

        var dialer = Create();
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, false);
        dialer.Bind(new IPEndPoint(IPAddress.Any, port)); // PORT0009
        dialer.Connect(remote);
    }
}

public sealed class ConstantPort
{
    private const int Port = 30303;
    private readonly TcpListener _listener = new(IPAddress.Any, Port);

    public void Start() => _listener.Start();

    public Socket Dial(IPEndPoint remote)
    {
        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        dialer.Bind(new IPEndPoint(IPAddress.Any, Port)); // PORT0009
        dialer.Connect(remote);
        return dialer;
    }
}

public sealed class FieldListener
{
    private readonly Socket _listener;

    public FieldListener(IPEndPoint local)
    {
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(local);
        _listener.Listen(10);
    }

    public async Task<Socket> Dial(IPEndPoint remote)
    {
        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
        dialer.Bind(_listener.LocalEndPoint!); // PORT0009
        await dialer.ConnectAsync(remote);
        return dialer;
    }
}

public sealed class PropertyPort
{
    public PropertyPort(int port) => Port = port;

    private int Port { get; }

    public TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Any, Port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        return listener;
    }

    public TcpClient Dial(IPEndPoint remote)
    {
        var client = new TcpClient(new IPEndPoint(IPAddress.Any, Port)); // PORT0009
        client.Connect(remote);
        return client;
    }
}

public sealed class CaughtButCertain
{
    public bool TryDial(int port, IPEndPoint remote)
    {
        var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
        listener.Listen();
        try
        {
            var dialer = new Socket(SocketType.Stream, ProtocolType.Tcp);
            dialer.ExclusiveAddressUse = false;
            dialer.Bind(new IPEndPoint(IPAddress.IPv6Any, port)); // PORT0009
            dialer.Connect(remote);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return false;
        }
    }
}

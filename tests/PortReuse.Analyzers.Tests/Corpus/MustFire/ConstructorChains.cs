// The endpoint goes through constructors: this(…), base(…), primary constructors, initializers of fields.
#nullable enable
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Constructors;

public sealed class GatewayClient
{
    private readonly Socket _socket;

    public GatewayClient(IPAddress source)
        : this(source, 0) // PORT0002
    {
    }

    public GatewayClient(IPAddress source, int port)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(source, port));
    }

    public Task OpenAsync(IPEndPoint gateway) => _socket.ConnectAsync(gateway);
}

public sealed class BoundClient : TcpClient
{
    public BoundClient(IPAddress source)
        : base(new IPEndPoint(source, 0)) // PORT0002
    {
        NoDelay = true;
    }

    public void Open(IPEndPoint server) => Connect(server);
}

public sealed class DerivedDialer : TcpClient
{
    public void Open(IPAddress source, IPEndPoint server)
    {
        ExclusiveAddressUse = false;
        Client.Bind(new IPEndPoint(source, 0)); // PORT0001
        Connect(server);
    }
}

public abstract class Transport
{
    protected Transport(AddressFamily family)
    {
        Socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        Socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
    }

    protected Socket Socket { get; }
}

public sealed class TcpTransport : Transport
{
    public TcpTransport(IPAddress source)
        : base(source.AddressFamily)
    {
        Socket.Bind(new IPEndPoint(source, 0)); // PORT0001
    }

    public async Task OpenAsync(IPEndPoint server) => await Socket.ConnectAsync(server);
}

public sealed class PrimaryDialer(IPAddress source)
{
    private readonly TcpClient _client = new(new IPEndPoint(source, 0)); // PORT0002

    public void Open(IPEndPoint server) => _client.Connect(server);
}

public sealed class PrimaryLocal(IPAddress source, IPEndPoint server)
{
    public Socket Open()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(server);
        return socket;
    }
}

public static class GivenSocket
{
    public static TcpClient Open(IPAddress source, IPEndPoint server)
    {
        var client = new TcpClient { Client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) };
        client.Client.Bind(new IPEndPoint(source, 0)); // PORT0002
        client.Connect(server);
        return client;
    }
}

// A socket in a field or property: made in the constructor, bound in one member, connected in another.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Sessions;

public sealed class ImapSession : IDisposable
{
    private readonly Socket _socket;

    public ImapSession(IPAddress source)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(source, 0)); // PORT0001
    }

    public Task OpenAsync(IPEndPoint server) => _socket.ConnectAsync(server);

    public void Dispose() => _socket.Dispose();
}

public sealed class SmtpSession
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    public SmtpSession(IPAddress source) => _socket.Bind(new IPEndPoint(source, 0)); // PORT0002

    public void Open(IPEndPoint server)
    {
        _socket.NoDelay = true;
        _socket.Connect(server);
    }
}

public sealed class PopSession
{
    private TcpClient _client = new();

    public void Use(IPAddress source)
    {
        _client = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
        _client.SendTimeout = 3000;
    }

    public async Task OpenAsync(IPEndPoint server) => await _client.ConnectAsync(server);
}

public sealed class NntpSession
{
    public NntpSession(IPAddress source)
    {
        Connection = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
        Connection.Bind(new IPEndPoint(source, 0)); // PORT0001
    }

    private Socket Connection { get; }

    public ValueTask OpenAsync(IPEndPoint server) => Connection.ConnectAsync(server, default);
}

public sealed class LdapSession
{
    private Socket? _connection;

    private Socket Connection => _connection ??= new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public void Open(IPAddress source, IPEndPoint server)
    {
        Connection.Bind(new IPEndPoint(source, 0)); // PORT0002
        Connection.Connect(server);
    }
}

public sealed class RedisSession
{
    private readonly Socket _socket;

    public RedisSession()
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Configure();
    }

    private static IPEndPoint Local => new(IPAddress.Parse("192.0.2.30"), 0);

    private void Configure() => _socket.ExclusiveAddressUse = false;

    public void Open(IPEndPoint server)
    {
        BindLocal();
        Dial(server);
    }

    private void BindLocal() => _socket.Bind(Local); // PORT0001

    private void Dial(IPEndPoint server) => _socket.Connect(server);
}

public class IrcSession
{
    private TcpClient? _client;

    public void Connect(IPAddress bot, IPAddress server, int port)
    {
        // Initialise the client on the bot's own address.
        var local = new IPEndPoint(bot, 0);
        _client = new TcpClient(local) { NoDelay = true, ReceiveTimeout = 60000 }; // PORT0002
        _client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, 1);
        _client.Connect(server, port);
    }
}

public sealed class ControlSession
{
    private readonly TcpClient _client = new TcpClient(AddressFamily.InterNetwork);

    public ControlSession() => _client.Client.Bind(new IPEndPoint(IPAddress.Any, 0)); // PORT0002

    public void Open(IPEndPoint server)
    {
        for (var i = 0; i < 3 && !_client.Connected; i++)
            _client.Client.NoDelay = true;
        _client.Client.Connect(server);
    }
}

public static class SharedSession
{
    private static readonly Socket Socket = CreateBound();

    private static Socket CreateBound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // PORT0002
        return socket;
    }

    public static void Open(IPEndPoint server) => Socket.Connect(server);
}

public sealed record SessionState(Socket Socket, byte[] Buffer);

public sealed class StatefulSession
{
    private readonly SessionState _state = new(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), new byte[4096]);

    public void Open(IPAddress source, IPEndPoint server)
    {
        _state.Socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        _state.Socket.Connect(server);
    }
}

// A socket that is made when it is first asked for.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustFire.LazyConnections;

internal sealed class UplinkOnDemand
{
    private Socket? _connection;

    private Socket Connection => _connection ??= new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public void Open(IPAddress source, EndPoint server)
    {
        Connection.Bind(new IPEndPoint(source, 0)); // PORT0002
        Connection.Connect(server);
    }
}

internal sealed class UplinkTested
{
    private Socket? _connection;

    private Socket Connection
    {
        get
        {
            if (_connection == null)
                _connection = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            return _connection;
        }
    }

    public void Open(IPAddress source, EndPoint server)
    {
        Connection.Bind(new IPEndPoint(source, 0)); // PORT0002
        Connection.Connect(server);
    }
}

internal sealed class UplinkOfALazy
{
    private readonly Lazy<Socket> _connection = new(() =>
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0)); // PORT0002
        return socket;
    });

    public void Open(EndPoint server) => _connection.Value.Connect(server);
}

internal sealed class UplinkOfALazyHelper
{
    private readonly Lazy<Socket> _connection;

    public UplinkOfALazyHelper(IPAddress source) => _connection = new Lazy<Socket>(() => Bound(source), isThreadSafe: true);

    public void Open(EndPoint server) => _connection.Value.Connect(server);

    private static Socket Bound(IPAddress source)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        return socket;
    }
}

internal sealed class UplinkBoundLater
{
    private readonly Lazy<Socket> _connection = new(() => new Socket(SocketType.Stream, ProtocolType.Tcp));

    public void Open(IPAddress source, EndPoint server)
    {
        _connection.Value.Bind(new IPEndPoint(source, 0)); // PORT0002
        _connection.Value.Connect(server);
    }
}

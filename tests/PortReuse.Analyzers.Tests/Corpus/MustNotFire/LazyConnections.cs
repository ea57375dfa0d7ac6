// A socket that is made when it is first asked for, and is the same one afterwards.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.LazyConnections;

internal sealed class ByAssignment
{
    private Socket? _connection;

    private Socket Connection => _connection ??= new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public void Open(IPAddress source, EndPoint server)
    {
        if (OperatingSystem.IsLinux())
            Connection.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        Connection.Bind(new IPEndPoint(source, 0)); // silent: the option is set on the one that is there
        Connection.Connect(server);
    }
}

internal sealed class ByTest
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
        if (OperatingSystem.IsLinux())
            Connection.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        Connection.Bind(new IPEndPoint(source, 0)); // silent: the option is set on the one that is there
        Connection.Connect(server);
    }
}

internal sealed class ByPattern
{
    private Socket? _connection;

    private Socket Connection
    {
        get
        {
            if (_connection is null)
                _connection = Make();
            return _connection;
        }
    }

    private static Socket Make()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        return socket;
    }

    public void Open(IPAddress source, EndPoint server)
    {
        Connection.Bind(new IPEndPoint(source, 0)); // silent: it is made with the option
        Connection.Connect(server);
    }
}

internal sealed class ByCoalescing
{
    private Socket? _connection;

    private Socket Connection => _connection ?? (_connection = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));

    private void Prepare()
    {
        if (OperatingSystem.IsLinux())
            Connection.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
    }

    private void BindTo(IPAddress source) => Connection.Bind(new IPEndPoint(source, 0)); // silent: prepared before

    public void Open(IPAddress source, EndPoint server)
    {
        Prepare();
        BindTo(source);
        Connection.Connect(server);
    }
}

internal sealed class ByLazy
{
    private readonly Lazy<Socket> _connection = new(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));

    public void Open(IPAddress source, EndPoint server)
    {
        if (OperatingSystem.IsLinux())
            _connection.Value.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        _connection.Value.Bind(new IPEndPoint(source, 0)); // silent: the option is set on the one that is there
        _connection.Value.Connect(server);
    }
}

internal sealed class ListenerOfALazy
{
    private readonly Lazy<Socket> _listener = new(() =>
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: it listens
        return socket;
    });

    public Socket Accept()
    {
        _listener.Value.Listen(1);
        return _listener.Value.Accept();
    }
}

internal sealed class UplinkOfALazyDeferred
{
    private readonly Lazy<Socket> _connection = new(() =>
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: the port is deferred
        return socket;
    });

    public void Open(EndPoint server) => _connection.Value.Connect(server);
}

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

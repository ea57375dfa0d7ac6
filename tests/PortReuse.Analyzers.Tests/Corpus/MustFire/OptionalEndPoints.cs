// A source that may be chosen: the field is null or an endpoint with port 0, by what the constructors leave there.
#nullable enable
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustFire.OptionalEndPoints;

public sealed class ByAnotherConstructor
{
    private readonly IPEndPoint? _from;

    public ByAnotherConstructor()
    {
    }

    public ByAnotherConstructor(IPAddress address) => _from = new IPEndPoint(address, 0);

    public TcpClient Dial(IPEndPoint to)
    {
        var client = new TcpClient(to.AddressFamily);
        if (_from is { } from)
            client.Client.Bind(from); // PORT0002
        client.Connect(to);
        return client;
    }
}

public sealed class ByACondition
{
    public ByACondition(string? address)
    {
        if (IPAddress.TryParse(address, out var parsed))
            From = new IPEndPoint(parsed, 0);
    }

    private IPEndPoint? From { get; }

    public Socket Dial(IPEndPoint to)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (From != null)
            socket.Bind(From); // PORT0002
        socket.Connect(to);
        return socket;
    }
}

public sealed class ByAConstructorThatCallsAnother
{
    private IPEndPoint? _from;

    public ByAConstructorThatCallsAnother(IPAddress? address)
        : this() => _from = address is null ? null : new IPEndPoint(address, 0);

    private ByAConstructorThatCallsAnother()
    {
    }

    public Socket Dial(IPEndPoint to)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (_from is not null)
            socket.Bind(_from); // PORT0002
        socket.Connect(to);
        return socket;
    }
}

// A source that may be chosen, with a port of its own, or by others than the constructors.
#nullable enable
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.OptionalEndPoints;

public sealed class ChosenPort
{
    private readonly IPEndPoint? _from;

    public ChosenPort()
    {
    }

    public ChosenPort(IPAddress address, int port) => _from = new IPEndPoint(address, port);

    public Socket Dial(IPEndPoint to)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (_from is { } from)
            socket.Bind(from); // silent: it may have a port
        socket.Connect(to);
        return socket;
    }
}

public sealed class SetFromOutside
{
    public SetFromOutside(IPAddress? address)
    {
        if (address is not null)
            From = new IPEndPoint(address, 0);
    }

    public IPEndPoint? From { get; init; }

    public Socket Dial(IPEndPoint to)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (From is not null)
            socket.Bind(From); // silent: whoever makes the object may have set a port
        socket.Connect(to);
        return socket;
    }
}

public sealed class NeverSet
{
    private readonly IPEndPoint? _from;

    public Socket Dial(IPEndPoint to)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (_from is not null)
            socket.Bind(new IPEndPoint(_from.Address, 0)); // silent: it does not happen
        socket.Connect(to);
        return socket;
    }
}

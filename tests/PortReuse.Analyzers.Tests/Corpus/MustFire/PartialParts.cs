// A type in several parts, of which some say nothing of sockets, and others only half of it.
#nullable enable
using System.Net;
using System.Net.Sockets;

namespace PartialParts;

public sealed partial class CountingDialer
{
    public int Count { get; private set; }

    public void Reset() => Count = 0;
}

public sealed partial class CountingDialer
{
    public Socket Open(IPAddress source, EndPoint remote)
    {
        Count++;
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(remote);
        return socket;
    }
}

public sealed partial class TwoStepDialer
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public TwoStepDialer(IPAddress source) => _socket.Bind(new IPEndPoint(source, 0)); // PORT0002
}

public sealed partial class TwoStepDialer
{
    public void Open(EndPoint remote) => _socket.Connect(remote);
}

public sealed class PatternDialer
{
    public static void Open(Socket given, IPAddress source, EndPoint remote)
    {
        if (given is { Connected: false } and { IsBound: false } and var socket)
        {
            socket.Bind(new IPEndPoint(source, 0)); // PORT0002
            socket.Connect(remote);
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace MustNotFire.RealShapes;

/// <summary>A peer listens or dials, and its parts are in different types: that it shares its port is what it is there for.</summary>
abstract class Endpoint
{
    public Socket Socket { get; private set; }

    protected Endpoint()
    {
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    }

    public void Dial(IPAddress host, int port) => Socket.Connect(host, port);
}

class MadeByTheBaseType : Endpoint
{
    public MadeByTheBaseType()
    {
        Socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: the base type dials with it
    }

    public void Bind(EndPoint local) => Socket.Bind(local);

    public void Listen() => Socket.Listen(16);
}

abstract class Holder
{
    protected Socket held;

    public void Dial(EndPoint remote) => held.Connect(remote);
}

class HeldByTheBaseType : Holder
{
    public void Listen(EndPoint local)
    {
        held.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: the base type dials with it
        held.Bind(local);
        held.Listen(16);
    }
}

/// <summary>What the user ticks is the user's choice.</summary>
class ListenerForm
{
    TcpListener listener;

    public bool Shares { get; set; }

    public void Open(int port)
    {
        IPEndPoint local = new IPEndPoint(IPAddress.Any, port);
        listener = new TcpListener(local);
        if (Shares)
        {
            listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: the user asks for it
        }

        listener.Start();
    }
}

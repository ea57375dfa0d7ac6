// A listener and a dialer of two types, whose ports differ or whose collision is handled.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.SiblingPorts;

internal sealed class Door
{
    public Socket Open(int port)
    {
        var door = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        door.Bind(new IPEndPoint(IPAddress.Any, port));
        door.Listen();
        return door;
    }
}

internal sealed class Caller
{
    public void Call(int port, IPEndPoint peer)
    {
        using var call = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        call.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        call.Bind(new IPEndPoint(IPAddress.Any, port));
        call.Connect(peer); // silent: each is given a port of its own
    }
}

internal static class TwoPorts
{
    public static void Run(int listened, int dialed, IPEndPoint peer)
    {
        using var door = new Door().Open(listened);
        new Caller().Call(dialed, peer);
    }
}

internal static class SharedDoor
{
    public static Socket Open(int port)
    {
        var door = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        door.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        door.Bind(new IPEndPoint(IPAddress.Any, port));
        door.Listen();
        return door;
    }
}

internal static class Careful
{
    public static Socket? Call(int port, IPEndPoint peer)
    {
        var call = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        call.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        call.Bind(new IPEndPoint(IPAddress.Any, port));
        try
        {
            call.Connect(peer); // silent: another socket takes its place
            return call;
        }
        catch (SocketException)
        {
            call.Dispose();
            var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            other.Connect(peer);
            return other;
        }
    }

    public static Socket CallOnce(int port, IPEndPoint peer)
    {
        var once = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        once.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        once.Bind(new IPEndPoint(IPAddress.Any, port));
        once.Connect(peer); // silent: the caller handles it
        return once;
    }
}

internal static class Both
{
    public static void Run(int port, IPEndPoint peer)
    {
        using var door = SharedDoor.Open(port);
        using var call = Careful.Call(port, peer);
    }

    public static void RunOnce(int port, IPEndPoint peer)
    {
        using var door = SharedDoor.Open(port);
        Socket socket;
        try
        {
            socket = Careful.CallOnce(port, peer);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            socket = door.Accept();
        }

        socket.Dispose();
    }
}

// Socket types of the program's own: their members do what their code says.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustFire.OwnSocketTypes;

internal class ForwardingSocket : Socket
{
    public ForwardingSocket()
        : base(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
    }

    public new void Bind(EndPoint local) => base.Bind(local);

    public new void Connect(EndPoint remote)
    {
        Console.WriteLine(remote);
        base.Connect(remote);
    }

    public void Open(IPAddress source, EndPoint server)
    {
        Bind(new IPEndPoint(source, 0)); // PORT0002
        Connect(server);
    }
}

internal static class Users
{
    public static void Forwarding(IPAddress source, EndPoint server)
    {
        using var socket = new ForwardingSocket();
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(server);
    }
}

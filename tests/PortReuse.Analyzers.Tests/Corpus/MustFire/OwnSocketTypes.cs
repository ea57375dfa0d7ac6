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

internal class NegotiatingSocket : Socket
{
    public NegotiatingSocket(EndPoint? proxy)
        : base(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) => Proxy = proxy;

    public EndPoint? Proxy { get; }

    public new void Connect(EndPoint remote)
    {
        if (Proxy == null)
        {
            base.Connect(remote);
            return;
        }

        base.Connect(Proxy);
        for (var tries = 0; tries < 3; tries++)
        {
            Send([5, 1, 0]);
            var answer = new byte[2];
            if (Receive(answer) == 2 && answer[1] == 0)
                break;
            if (tries == 2)
                throw new InvalidOperationException();
        }
    }
}

internal static class Users
{
    public static void Either(bool isProxied, EndPoint proxy, IPAddress source, EndPoint server)
    {
        Socket socket = isProxied ? new NegotiatingSocket(proxy) : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        if (isProxied)
            ((NegotiatingSocket)socket).Connect(server);
        else
            socket.Connect(server);
    }

    public static void Forwarding(IPAddress source, EndPoint server)
    {
        using var socket = new ForwardingSocket();
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(server);
    }
}

using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustFire.TestedPorts;

public sealed class Session
{
    public Socket OnlyWhereItIsZero(IPEndPoint local, EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (local.Port == 0)
            socket.Bind(local); // PORT0002
        socket.Connect(remote);
        return socket;
    }

    public Socket TheRestIsThrownOut(IPEndPoint local, EndPoint remote)
    {
        if (local.Port != 0)
            throw new ArgumentException("The system chooses the port.", nameof(local));
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local); // PORT0002
        socket.Connect(remote);
        return socket;
    }
}

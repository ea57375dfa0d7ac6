// The option is set on the kind of socket that it is not for.
using System;
using System.Net;
using System.Net.Sockets;

namespace TestedKinds;

public static class AnySocket
{
    public static void BindTheWrongWayRound(this Socket socket, IPAddress source)
    {
        if (OperatingSystem.IsLinux() && socket.SocketType == SocketType.Dgram)
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
    }
}

public sealed class Callers
{
    public void Dial(IPAddress source, IPEndPoint remote)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.BindTheWrongWayRound(source);
        socket.Connect(remote);
    }

    public int Receive(IPAddress source, byte[] buffer)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.BindTheWrongWayRound(source); // PORT0008
        return socket.Receive(buffer);
    }
}

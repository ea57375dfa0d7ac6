// Helpers for sockets of any kind, which ask which kind they have.
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.TestedKinds;

public static class AnySocket
{
    public static void BindAnywhere(this Socket socket, IPAddress source)
    {
        if (socket.SocketType == SocketType.Stream)
        {
            if (OperatingSystem.IsLinux())
                socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        }

        socket.Bind(new IPEndPoint(source, 0)); // silent: set on what is no datagram socket
    }

    public static void BindRaw(this Socket socket, IPAddress source)
    {
        if (OperatingSystem.IsLinux() && socket.SocketType == SocketType.Stream)
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(source, 0)); // silent: set on what is no datagram socket
    }

    public static void BindByPattern(this Socket socket, IPAddress source)
    {
        if (OperatingSystem.IsLinux() && socket.SocketType is not SocketType.Dgram)
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(source, 0)); // silent: set on what is no datagram socket
    }

    public static void BindDatagramsOnly(this Socket socket, IPAddress source)
    {
        if (socket.SocketType != SocketType.Dgram)
            throw new ArgumentException("Not a socket of UDP.", nameof(socket));
        socket.Bind(new IPEndPoint(source, 0)); // silent: no stream comes as far as this
    }
}

public sealed class Callers
{
    public void Dial(IPAddress source, IPEndPoint remote)
    {
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        first.BindAnywhere(source);
        first.Connect(remote);
        using var second = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        second.BindRaw(source);
        second.Connect(remote);
        using var third = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        third.BindByPattern(source);
        third.Connect(remote);
        using var fourth = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        fourth.BindDatagramsOnly(source);
        fourth.Connect(remote);
    }

    public int Receive(IPAddress source, byte[] buffer)
    {
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        first.BindAnywhere(source);
        using var second = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        second.BindRaw(source);
        using var third = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        third.BindByPattern(source);
        return first.Receive(buffer) + second.Receive(buffer) + third.Receive(buffer);
    }
}

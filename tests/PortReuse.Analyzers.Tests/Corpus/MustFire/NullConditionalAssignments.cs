// language: 14
// What is assigned to, and what is set, only where there is something.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace NullConditionalAssignments;

public sealed class Holder
{
    public TcpClient? Client { get; set; }

    public EndPoint? Local { get; set; }
}

public static class Dialing
{
    public static void Client(Holder? holder, IPAddress source, IPEndPoint remote)
    {
        holder?.Client = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
        holder?.Client?.Connect(remote);
    }

    public static void Shared(IPAddress source, IPEndPoint remote, bool isWanted)
    {
        var socket = isWanted ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) : null;
        socket?.ExclusiveAddressUse = false;
        socket?.Bind(new IPEndPoint(source, 0)); // PORT0001
        socket?.Connect(remote);
    }

    public static void Late(IPEndPoint local, IPEndPoint remote, bool isWanted)
    {
        var socket = isWanted ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) : null;
        socket?.Bind(local);
        socket?.ExclusiveAddressUse = true; // PORT0005
        socket?.Connect(remote);
    }

    public static void ReadEarly(Holder? holder, IPAddress source, IPEndPoint remote)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(source, 0));
        holder?.Local = socket.LocalEndPoint; // PORT0006
        socket.Connect(remote);
    }

    public static void Unguarded(Socket? socket, IPEndPoint local)
    {
        socket?.SetRawSocketOption(1, 15, BitConverter.GetBytes(1)); // PORT0007
        socket?.Bind(local);
        socket?.Listen(5);
    }
}

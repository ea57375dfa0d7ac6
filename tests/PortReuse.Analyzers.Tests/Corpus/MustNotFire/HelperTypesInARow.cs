// A socket passes through several types, and on its way the option is set, or it listens in the end.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.HelperTypesInARow;

public static class Workshop
{
    public static Socket Deferred(IPAddress source)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Tuning.Defer(socket);
        socket.Bind(new IPEndPoint(source, 0)); // silent: the port is deferred
        return socket;
    }

    public static Socket Bound(IPAddress source)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: it listens
        return socket;
    }
}

public static class Tuning
{
    public static void Defer(Socket socket)
    {
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
    }
}

public static class Shop
{
    public static Socket ForDialing(IPAddress source) => Workshop.Deferred(source);

    public static Socket ForListening(IPAddress source) => Workshop.Bound(source);
}

public static class Customer
{
    public static void Dial(IPAddress source, IPEndPoint target) => Shop.ForDialing(source).Connect(target);

    public static void Listen(IPAddress source) => Shop.ForListening(source).Listen();
}

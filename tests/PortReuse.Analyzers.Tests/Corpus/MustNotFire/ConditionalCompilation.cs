#define LISTENER
#undef DIALER
using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.ConditionalCompilation;

public sealed class Endpoint(IPAddress source)
{
    private const bool SharePort =
#if LISTENER
        false;
#else
        true;
#endif

    public Socket Open(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
#if LISTENER
        socket.Bind(new IPEndPoint(source, 0)); // silent: the other branch connects
        socket.Listen();
#else
        socket.Connect(remote);
#endif
        return socket;
    }

    public Socket Dial(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
#if DIALER
        socket.Bind(new IPEndPoint(source, 0)); // silent: compiled out
#endif
        socket.Connect(remote); // silent: not bound in this configuration
        return socket;
    }

    public Socket Protected(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
#if DIALER
        socket.ExclusiveAddressUse = false;
#else
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // silent: guarded in the branch that is compiled
#endif
        socket.Bind(new IPEndPoint(source, 0)); // silent: protected in the branch that is compiled
        socket.Connect(remote);
        return socket;
    }

    public TcpListener ByConstant(int port)
    {
        var listener = new TcpListener(source, port);
        if (SharePort)
#pragma warning disable CS0162 // that it is unreachable is the case
            listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: never
#pragma warning restore CS0162
        listener.Start();
        return listener;
    }

    public Socket OnlyLogged(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(source, 0));
#if DIALER
        Console.WriteLine(socket.LocalEndPoint); // silent: a read that is compiled out
#endif
        socket.Connect(remote);
        return socket;
    }

    [Conditional("DIALER")]
    private static void Reserve(Socket socket) => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: its calls are left out

    public Socket Reserved(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Reserve(socket); // silent: a call that is left out
        socket.Connect(remote);
        return socket;
    }
}

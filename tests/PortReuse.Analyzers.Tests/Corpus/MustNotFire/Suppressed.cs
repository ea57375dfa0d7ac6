using System;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.Suppressed;

public static class Suppressed
{
    public static Socket ByPragma(IPAddress source, EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
#pragma warning disable PORT0002 // one connection in the life of the process
        socket.Bind(new IPEndPoint(source, 0)); // silent: #pragma of the rule
#pragma warning restore PORT0002
        socket.Connect(remote);
        return socket;
    }

    public static Socket ByPragmaOfTwo(IPAddress source, EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.ExclusiveAddressUse = false;
#pragma warning disable PORT0001, PORT0002 // that this silences the rule is the case
        socket.Bind(new IPEndPoint(source, 0)); // silent: #pragma of two rules
#pragma warning restore PORT0001, PORT0002
        socket.Connect(remote);
        return socket;
    }

    public static TcpClient ByPragmaOfAll(IPEndPoint local, IPEndPoint remote)
    {
#pragma warning disable
        var client = new TcpClient(local);
        client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: #pragma of everything
        client.Connect(remote);
#pragma warning restore
        return client;
    }

    [SuppressMessage("Reliability", "PORT0002", Justification = "A tool that connects once.")]
    public static TcpClient ByAttribute(IPAddress source, IPEndPoint remote)
    {
        var client = new TcpClient(new IPEndPoint(source, 0)); // silent: SuppressMessage on the method
        client.Connect(remote);
        return client;
    }

    [SuppressMessage("Reliability", "PORT0005:Socket option set after the bind it was meant for", Justification = "Shows the exception.")]
    public static void ByTitledAttribute(IPEndPoint local)
    {
        using var client = new TcpClient(local);
        client.ExclusiveAddressUse = true; // silent: SuppressMessage with the rule's title
    }

    public static void LocalFunction(Socket socket)
    {
        Set();

        [SuppressMessage("Reliability", "PORT0007", Justification = "Called on Linux only.")]
        void Set() => socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1)); // silent: SuppressMessage on a local function
    }

    public static TcpListener Listener(int port)
    {
        var listener = new TcpListener(IPAddress.Any, port);
#pragma warning disable PORT0010 // that this silences the rule is the case
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: #pragma on a listener
#pragma warning restore PORT0010
        listener.Start();
        return listener;
    }
}

[SuppressMessage("Reliability", "PORT0004", Justification = "Any local address will do after a failure.")]
public sealed class BestEffort(IPEndPoint local)
{
    public TcpClient Open(string host)
    {
        var client = new TcpClient(local);
        client.Connect(host, 443); // silent: SuppressMessage on the type
        return client;
    }
}

public static class Datagrams
{
    public static void Defer(UdpClient client)
    {
        if (OperatingSystem.IsLinux())
        {
#pragma warning disable PORT0008 // that this silences the rule is the case
            client.Client.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // silent: #pragma on a UDP option
#pragma warning restore PORT0008
        }
    }
}

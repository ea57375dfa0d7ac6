// language: 15
// references: net11.0
// What C# 15 brings, on the way from the bind to the connect.
#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace CSharp15;

public union Outcome(Socket, SocketException);

public static class Unions
{
    public static Outcome Bound(IPAddress source)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(source, 0)); // PORT0002
            return socket;
        }
        catch (SocketException exception)
        {
            return exception;
        }
    }

    public static Socket? Connected(IPAddress source, IPEndPoint server)
    {
        if (Bound(source) is not Socket socket)
            return null;

        socket.Connect(server);
        return socket;
    }

    public static Socket Shared(Outcome outcome, IPAddress source, IPEndPoint server)
    {
        var socket = outcome switch
        {
            Socket given => given,
            SocketException => new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp),
        };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        socket.Connect(server);
        return socket;
    }
}

public static class LabelledLoops
{
    public static Socket? First(IReadOnlyList<IPAddress> sources, IReadOnlyList<IPEndPoint> servers)
    {
        Socket? found = null;
        outer: foreach (var source in sources)
        {
            foreach (var server in servers)
            {
                if (server.AddressFamily != source.AddressFamily)
                    continue outer;

                found = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                found.Bind(new IPEndPoint(source, 0)); // PORT0002
                found.Connect(server);
                break outer;
            }
        }

        return found;
    }

    /// <summary>It is bound in one loop, and connected when both have been left.</summary>
    public static async Task<Socket> AfterwardsAsync(IReadOnlyList<IPAddress> sources, IPEndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        outer: while (true)
        {
            foreach (var source in sources)
            {
                if (source.AddressFamily == server.AddressFamily)
                {
                    socket.Bind(new IPEndPoint(source, 0)); // PORT0002
                    break outer;
                }
            }

            await Task.Yield();
        }

        await socket.ConnectAsync(server);
        return socket;
    }
}

public static class Places
{
    extension(IPEndPoint server)
    {
        public Socket this[IPAddress source]
        {
            get
            {
                var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(source, 0)); // PORT0002
                socket.Connect(server);
                return socket;
            }
        }
    }
}

public closed class Peer
{
    public static Socket Dial(IPAddress source, IPEndPoint server)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(server);
        return socket;
    }
}

public sealed class Server : Peer;

public static class Arguments
{
    public static List<Socket> Dialed(IPAddress source, IPEndPoint server)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        List<Socket> sockets = [with(capacity: 4), socket];
        socket.Connect(server);
        return sockets;
    }
}

// language: 15
// references: net11.0
// What C# 15 brings, where nothing is wrong with the sockets.
#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace CSharp15Silent;

public union Outcome(Socket, SocketException);

public static class Unions
{
    public static Outcome Listen(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, 0)); // silent: it listens
            socket.Listen();
            return socket;
        }
        catch (SocketException exception)
        {
            return exception;
        }
    }

    public static Socket? Accepting(IPAddress address) => Listen(address) switch
    {
        Socket socket => socket.Accept(), // silent: what is connected is another socket
        SocketException => null,
    };
}

public static class LabelledLoops
{
    /// <summary>The bound one is given up on the way to the next address.</summary>
    public static Socket? First(IReadOnlyList<IPAddress> sources, IReadOnlyList<IPEndPoint> servers)
    {
        Socket? found = null;
        outer: foreach (var source in sources)
        {
            foreach (var server in servers)
            {
                if (server.AddressFamily != source.AddressFamily)
                    continue outer;

                var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(source, 0)); // silent: it listens, or nothing comes of it
                if (server.Port == 0)
                    continue outer;

                socket.Listen();
                found = socket;
                break outer;
            }
        }

        return found;
    }
}

public static class Places
{
    extension(IPEndPoint endpoint)
    {
        public Socket this[int backlog]
        {
            get
            {
                var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(endpoint.Address, 0)); // silent: a listener, of whoever asks
                socket.Listen(backlog);
                return socket;
            }
        }
    }
}

public static class Arguments
{
    public static List<Socket> Listeners(IPEndPoint first)
    {
        var socket = new Socket(first.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(first.Address, 0)); // silent: it listens
        socket.Listen();
        return [with(capacity: 4), socket];
    }
}

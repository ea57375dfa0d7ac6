using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.ListenersAtOneTime;

// A loop makes listeners of one port, and each goes on while the next one is made.
public sealed class OneForEachProcessor(int port)
{
    private readonly List<TcpListener> _listeners = [];

    public void Start()
    {
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            var listener = new TcpListener(IPAddress.Any, port);
            listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: as many share the port as there are processors
            listener.Start();
            _listeners.Add(listener);
        }
    }
}

public static class OnTheirOwn
{
    public static void Start(IPEndPoint local)
    {
        var left = 4;
        while (left-- > 0)
        {
            try
            {
                var listener = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: nothing holds it, and it listens all the same
                listener.Bind(local);
                listener.Listen();
                _ = AcceptAsync(listener);
            }
            catch (SocketException)
            {
                left++;
            }
        }
    }

    private static async Task AcceptAsync(Socket listener)
    {
        while (true)
            (await listener.AcceptAsync()).Dispose();
    }
}

public static class ByAHelper
{
    public static Socket[] Start(int port)
    {
        var listeners = new Socket[2];
        for (var i = 0; i < listeners.Length; i++)
            listeners[i] = Open(port);
        return listeners;
    }

    private static Socket Open(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: the array has those that were opened before
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen();
        return listener;
    }
}

using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustFire.ListenersOneAtATime;

// A loop makes one listener after the other, and no two of them are there at one time.
public sealed class StubbornServer(int port)
{
    private TcpListener _listener;

    public void Start()
    {
        for (var left = 5; ; left--)
        {
            try
            {
                _listener = Prepare();
                _listener.Start();
                return;
            }
            catch (SocketException) when (left > 0)
            {
                Thread.Sleep(100);
            }
        }
    }

    private TcpListener Prepare()
    {
        var listener = new TcpListener(IPAddress.IPv6Any, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
        return listener;
    }
}

public static class UntilOneStarts
{
    public static async Task<TcpListener> OpenAsync(int port)
    {
        TcpListener opened = null;
        while (opened == null)
        {
            var candidate = new TcpListener(IPAddress.Any, port);
            candidate.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
            try
            {
                candidate.Start();
                opened = candidate;
            }
            catch (SocketException)
            {
                candidate.Stop();
                await Task.Delay(200);
            }
        }

        return opened;
    }
}

public static class ClosedBeforeTheNext
{
    public static void Serve(IPEndPoint local, Action<Socket> serve, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var listener = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
            listener.Bind(local);
            listener.Listen();
            serve(listener.Accept());
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace LoadGenerator;

/// <summary>Servers on this machine that send back what they receive.</summary>
internal sealed class EchoServers : IDisposable
{
    private readonly List<Socket> _listeners = [];

    public EchoServers(int count)
    {
        for (int i = 0; i < count; i++)
        {
            var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _listeners.Add(listener);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            _ = AcceptAsync(listener);
        }
    }

    public IPEndPoint this[int server] => (IPEndPoint)_listeners[server].LocalEndPoint!;

    public void Dispose()
    {
        foreach (Socket listener in _listeners)
            listener.Dispose();
    }

    private static async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
                _ = EchoAsync(await listener.AcceptAsync());
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.OperationAborted)
        {
            // The listener is closed: this is the end.
        }
    }

    private static async Task EchoAsync(Socket connection)
    {
        using (connection)
        {
            try
            {
                byte[] buffer = new byte[4096];
                while (await connection.ReceiveAsync(buffer) is var received and > 0)
                    await connection.SendAsync(buffer.AsMemory(0, received));
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // The load generator resets its connections.
            }
        }
    }
}

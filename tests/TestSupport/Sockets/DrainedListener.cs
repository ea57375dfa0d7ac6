using System.Net;
using System.Net.Sockets;

namespace PortReuse.TestSupport.Sockets;

/// <summary>A listener whose queue is emptied from time to time by who connects to it, so that it takes no thread of its own.</summary>
internal sealed class DrainedListener : IDisposable
{
    /// <summary>How many connections may wait before the queue is to be emptied.</summary>
    public const int Room = 100;

    private readonly Socket _listener;

    public DrainedListener(IPAddress address)
    {
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(address, 0));
        _listener.Listen(4 * Room);
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Takes a connection out that is to stay.</summary>
    public Socket Accept() => _listener.Accept();

    /// <summary>Closes what waits, by a reset, which leaves no port in TIME_WAIT.</summary>
    public void Drain()
    {
        while (_listener.Poll(0, SelectMode.SelectRead))
        {
            _listener.Accept().Close(timeout: 0);
        }
    }

    public void Dispose() => _listener.Dispose();
}

using System.Net.Sockets;

namespace PortReuse.TestSupport.Sockets;

/// <summary>Sockets that are closed together, without a port left in TIME_WAIT.</summary>
internal sealed class SocketList(int capacity = 0) : IDisposable
{
    private readonly List<Socket> _sockets = new(capacity);

    public int Count => _sockets.Count;

    public Socket Add(Socket socket)
    {
        _sockets.Add(socket);
        return socket;
    }

    /// <summary>Closes the one that was added last.</summary>
    public void CloseLast()
    {
        _sockets[^1].Close(timeout: 0);
        _sockets.RemoveAt(_sockets.Count - 1);
    }

    public void Dispose()
    {
        foreach (Socket socket in _sockets)
        {
            socket.Close(timeout: 0); // A reset.
        }
    }
}

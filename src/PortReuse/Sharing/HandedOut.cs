using System.Net.Sockets;
using PortReuse.Addresses;

namespace PortReuse.Sharing;

/// <summary>The connections of the shared port that its user has been given, as long as they are open.</summary>
/// <remarks>It keeps no socket alive. Not safe for several threads.</remarks>
internal sealed class HandedOut
{
    private const int SmallestSweep = 64;

    private readonly Dictionary<ConnectionKey, WeakReference<Socket>> _sockets = [];
    private int _sweepAt = SmallestSweep;

    /// <summary>How many are kept. Those that have been closed since are among them until the next sweep.</summary>
    public int Count => _sockets.Count;

    public void Add(ConnectionKey key, Socket socket)
    {
        if (_sockets.Count >= _sweepAt)
        {
            Sweep();
        }

        _sockets[key] = new WeakReference<Socket>(socket);
    }

    /// <summary>Whether the user has a connection between these endpoints, and neither end has been closed.</summary>
    public bool IsOpen(ConnectionKey key) =>
        _sockets.TryGetValue(key, out var reference)
            && reference.TryGetTarget(out var socket) && TcpInfo.IsOpen(socket);

    // Each sweep is paid for by as many additions as it looks at sockets.
    private void Sweep()
    {
        foreach ((var key, var reference) in _sockets)
        {
            if (!reference.TryGetTarget(out var socket) || !TcpInfo.IsOpen(socket))
            {
                _sockets.Remove(key);
            }
        }

        _sweepAt = Math.Max(SmallestSweep, 2 * _sockets.Count);
    }
}

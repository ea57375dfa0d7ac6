using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using PortReuse.Addresses;

namespace PortReuse.Sharing;

/// <summary>Accepted connections that no call has asked for yet, found by age and by endpoints.</summary>
/// <remarks>Not safe for several threads.</remarks>
internal sealed class UnclaimedConnections
{
    private readonly LinkedList<(ConnectionKey Key, Socket Socket)> _byAge = new();

    // The endpoints of one that was closed may have come again since; the earlier one is then found by its age alone.
    private readonly Dictionary<ConnectionKey, LinkedListNode<(ConnectionKey Key, Socket Socket)>> _latest = [];

    public int Count => _byAge.Count;

    public void Add(ConnectionKey key, Socket socket) => _latest[key] = _byAge.AddLast((key, socket));

    /// <summary>Takes the one that has been here for longest.</summary>
    public bool TryTakeFirst(out ConnectionKey key, [NotNullWhen(true)] out Socket? socket)
    {
        if (_byAge.First is not { } first)
        {
            (key, socket) = (default, null);
            return false;
        }

        (key, socket) = first.Value;
        Remove(first);
        return true;
    }

    /// <summary>Takes the one between these endpoints, unless it has been closed.</summary>
    public Socket? TakeOpen(ConnectionKey key)
    {
        if (!_latest.TryGetValue(key, out var node) || !TcpInfo.IsOpen(node.Value.Socket))
        {
            return null;
        }

        Remove(node);
        return node.Value.Socket;
    }

    public List<Socket> TakeAll()
    {
        List<Socket> all = [.. _byAge.Select(each => each.Socket)];
        _byAge.Clear();
        _latest.Clear();
        return all;
    }

    private void Remove(LinkedListNode<(ConnectionKey Key, Socket Socket)> node)
    {
        _byAge.Remove(node);
        if (_latest.TryGetValue(node.Value.Key, out var latest) && latest == node)
        {
            _latest.Remove(node.Value.Key);
        }
    }
}

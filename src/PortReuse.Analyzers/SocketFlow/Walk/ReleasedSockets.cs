using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>The sockets that something has held and does not hold any more.</summary>
/// <param name="carried">The value that is on its way to another place.</param>
/// <param name="areGone">What nothing holds does nothing any more.</param>
internal struct ReleasedSockets(Value carried, bool areGone)
{
    // Most of what is let go of is no socket.
    private HashSet<SocketId>? _sockets;

    public void Add(Value value)
    {
        foreach (var fact in value.Facts)
        {
            if (fact is SocketFact { Socket: { IsReceived: false } socket })
            {
                (_sockets ??= []).Add(socket);
            }
        }
    }

    /// <summary>Those that nothing else holds are gone, and the others may have successors. False where nothing changes.</summary>
    /// <param name="holders">The places that count, and what each holds.</param>
    /// <param name="values">What each place holds.</param>
    /// <param name="pasts">What may have happened to each socket.</param>
    public readonly bool LetGo(
        SharingMap<Place, Value> holders,
        ref SharingMap<Place, Value> values,
        ref SharingMap<SocketId, SocketPasts> pasts)
    {
        if (_sockets is null)
        {
            return false;
        }

        _sockets.ExceptWith(carried.Sockets);
        foreach (var (socket, isKept) in Unused(_sockets, holders))
        {
            if (!isKept)
            {
                pasts = areGone ? pasts.Remove(socket) : pasts;
            }
            else if (socket is { IsCreatedRepeatedly: true, IsFormer: false } && pasts.TryGetValue(socket, out var former))
            {
                values = values.Age(socket);
                pasts = pasts.Remove(socket).SetItem(socket.Former, former);
            }
        }

        return _sockets.Count > 0;
    }

    /// <summary>The sockets that no variable holds, and whether something else does.</summary>
    private static IEnumerable<(SocketId Socket, bool IsKept)> Unused(HashSet<SocketId> sockets, SharingMap<Place, Value> holders)
    {
        var kept = new HashSet<SocketId>();
        var unused = new HashSet<SocketId>(sockets);
        if (sockets.Count > 0)
        {
            foreach (var entry in holders)
            {
                foreach (var fact in entry.Value.Facts)
                {
                    if (fact is SocketFact { Socket: var socket } && sockets.Contains(socket))
                    {
                        kept.Add(socket);
                        if (entry.Key.IsVariable)
                        {
                            unused.Remove(socket);
                        }
                    }
                }
            }
        }

        return unused.Select(socket => (socket, kept.Contains(socket)));
    }
}

using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>
/// A socket that a loop creates in each turn, and that something still has when its own variable has not. Were it one with what the next
/// turn creates, that one would seem to have been through what this one has.
/// </summary>
internal static class FormerSockets
{
    /// <summary>What each place holds once the socket is a former one; a place that has the former one of before has one of which nothing is known.</summary>
    public static SharingMap<Place, Value> Age(this SharingMap<Place, Value> values, SocketId socket)
    {
        var aged = values;
        foreach (var entry in values)
        {
            var facts = entry.Value.Facts;
            if (facts.Any(fact => SocketOf(fact) is { } held && held.Newest == socket))
            {
                var isForgotten = facts.Any(fact => SocketOf(fact) == socket.Former);
                var known = facts.Where(fact => SocketOf(fact) != socket.Former).Select(fact => OfFormer(fact, socket));
                aged = aged.SetItem(entry.Key, Value.Of(known, entry.Value.MayBeOther || isForgotten));
            }
        }

        return aged;
    }

    private static SocketId? SocketOf(Fact fact) => fact switch
    {
        SocketFact { Socket: var socket } => socket,
        ConnectFact { Socket: var socket } => socket,
        _ => null,
    };

    private static Fact OfFormer(Fact fact, SocketId socket) => fact switch
    {
        SocketFact { Socket: var held } when held == socket => new SocketFact(socket.Former),
        ConnectFact { Socket: var held } when held == socket => new ConnectFact(socket.Former),
        _ => fact,
    };
}

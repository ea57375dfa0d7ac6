using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.State;

/// <summary>
/// Recency: where code begins again, in the next turn of a loop or when a member is called once more, what it has made is the older one
/// from there on. Were it one with what is made next, that would seem to have been through what the older one has.
/// </summary>
internal static class OlderSockets
{
    /// <summary>
    /// What each place holds once the socket is the older one. No more than two are told apart: a place that has the older one of before
    /// has one of which nothing is known.
    /// </summary>
    public static SharingMap<Place, Value> DemoteToOlder(this SharingMap<Place, Value> values, SocketId socket) =>
        values.Select((_, value) =>
    {
        var facts = value.Facts;
        if (!facts.Any(fact => SocketOf(fact)?.MostRecent == socket))
        {
            return value;
        }

        return facts.Any(fact => SocketOf(fact) == socket)
            ? Value.Of(facts.Select(fact => Demote(fact, socket)), value.MayBeOther)
            : Value.Of(facts.Where(fact => SocketOf(fact) != socket.Older), mayBeOther: true);
    });

    private static SocketId? SocketOf(Fact fact) => fact switch
    {
        SocketFact { Socket: var socket } => socket,
        ConnectFact { Socket: var socket } => socket,
        _ => null,
    };

    private static Fact Demote(Fact fact, SocketId socket) => fact switch
    {
        SocketFact { Socket: var held } when held == socket => new SocketFact(socket.Older),
        ConnectFact { Socket: var held } when held == socket => new ConnectFact(socket.Older),
        _ => fact,
    };
}

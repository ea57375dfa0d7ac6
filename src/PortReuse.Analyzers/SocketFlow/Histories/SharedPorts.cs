using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Histories;

/// <summary>Whether two sockets are bound to one port, by what the code says of both.</summary>
internal static class SharedPorts
{
    /// <summary>Whether a bind is to the port that another socket is bound to.</summary>
    public static bool AreOne(SocketEvent bind, SocketHistory other) => bind.EndPoint.Facts
        .OfType<EndPointFact>()
        .Any(mine => (mine.Port is OriginFact { Key: SocketId socket } && socket == other.Socket)
            || other.Events.Any(socketEvent => socketEvent.Kind == SocketEventKind.Bound
                && socketEvent.EndPoint.Facts.OfType<EndPointFact>().Any(theirs => AreOne(mine, theirs))));

    private static bool AreOne(EndPointFact mine, EndPointFact theirs) =>
        mine.Port is not null and not NumberFact { Number: 0 }
        && mine.Port.Equals(theirs.Port)
        && mine.Port switch
        {
            NumberFact => IsOneObject(mine, theirs) || MayMeet(mine.At, theirs.At) == true,
            OriginFact => MayMeet(mine.At, theirs.At) != false,
            _ => false,
        };

    private static bool IsOneObject(EndPointFact mine, EndPointFact theirs) => mine.Origin is not null && mine.Origin == theirs.Origin;

    /// <summary>Null where nothing is known that tells the addresses apart.</summary>
    private static bool? MayMeet(AddressFact mine, AddressFact theirs) =>
        mine.Kind == AddressKind.Wildcard || theirs.Kind == AddressKind.Wildcard ? true
        : mine.Key is not null && mine.Key.Equals(theirs.Key) ? true
        : mine.Kind == AddressKind.Specific && theirs.Kind == AddressKind.Specific ? false
        : null;
}

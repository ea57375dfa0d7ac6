namespace PortReuse;

/// <summary>The outcome of a dial of a <see cref="SharedPort"/>.</summary>
public enum DialOutcome
{
    /// <summary>This side connected, from the shared port.</summary>
    Dialed,

    /// <summary>The peer had connected to the shared port from the very endpoint that was dialed, and its connection was taken.</summary>
    Accepted,

    /// <summary>
    /// Both sides connected at the same instant, and their two sockets are the two ends of one connection (RFC 9293, 3.5); neither
    /// side's listener accepted anything.
    /// </summary>
    /// <remarks>
    /// It is told by the side that received the peer's SYN while its own was on the way. Where the other SYN got lost, or crossed with the
    /// creation of a socket, the other side cannot know, and says <see cref="Dialed"/>; it is one connection all the same. Known on
    /// Linux 4.18 and later; elsewhere it is <see cref="Dialed"/> on both sides.
    /// </remarks>
    SimultaneousOpen,

    /// <summary>This side connected from a port of the system's choice.</summary>
    FreshPort,
}

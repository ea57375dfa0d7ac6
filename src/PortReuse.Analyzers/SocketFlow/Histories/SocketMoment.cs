namespace PortReuse.Analyzers.SocketFlow.Histories;

/// <summary>An event, and one past that may lie before it.</summary>
internal sealed record SocketMoment(SocketEvent Event, SocketPast Before);

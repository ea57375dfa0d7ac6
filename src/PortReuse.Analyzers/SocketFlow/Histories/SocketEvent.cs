using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Histories;

internal enum SocketEventKind
{
    Created,
    OptionSet,
    Bound,
    EndPointRead,
    Listening,
    Connecting,

    /// <summary>The connect threw, and the code went on in a handler.</summary>
    ConnectFailed,

    /// <summary>An operation that only a datagram socket has.</summary>
    DatagramUsed,

    /// <summary>The port that the system has chosen is returned as a number, or given to other code.</summary>
    PortHandedOn,

    /// <summary>The port that the system has chosen is put, as a number, where it outlives the code at hand.</summary>
    PortStored,
    Disposed,

    /// <summary>Handed to code that is not analyzed: whatever it does is unknown.</summary>
    Escaped,
}

internal enum ConnectTarget
{
    OneEndPoint,
    HostName,
    SeveralAddresses,
}

/// <summary>Something that happens to a socket.</summary>
internal sealed class SocketEvent(SocketEventKind kind, IOperation operation, string receiver)
{
    public SocketEventKind Kind { get; } = kind;

    public IOperation Operation { get; } = operation;

    /// <summary>The socket as the code names it here.</summary>
    public string Receiver { get; } = receiver;

    /// <summary>For an event in another method: the call in the analyzed member that leads there.</summary>
    public FlowCall? Call { get; init; }

    /// <summary>The body, and the calls that led to it.</summary>
    public FlowFrame? Frame { get; set; }

    /// <summary>The option, and what it is set to; for <see cref="SocketEventKind.OptionSet"/>.</summary>
    public SocketOption Option { get; init; }

    /// <summary>Null where the value is not a constant; for <see cref="SocketEventKind.OptionSet"/>.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The code is there for the exception that the call may throw; for <see cref="SocketEventKind.OptionSet"/>.</summary>
    public bool IsFailureReceived { get; init; }

    /// <summary>The endpoint that the socket is bound to; for <see cref="SocketEventKind.Bound"/>.</summary>
    public Value EndPoint { get; private set; } = Value.None;

    /// <summary>The system chooses the port, on some path; for <see cref="SocketEventKind.Bound"/>.</summary>
    public bool IsToPortZero => EndPoint.Facts.Any(fact => fact is EndPointFact { PortIsZero: true });

    /// <summary>For <see cref="SocketEventKind.Connecting"/>.</summary>
    public ConnectTarget Target { get; init; }

    /// <summary>The other sockets that are in use at the bind; for <see cref="SocketEventKind.Bound"/>.</summary>
    public IReadOnlyCollection<SocketId> OtherSocketsInUse { get; set; } = [];

    /// <summary>One that the same code has created and bound before listens at the bind; for <see cref="SocketEventKind.Bound"/>.</summary>
    public bool IsBesideOlder { get; set; }

    /// <summary>The code is run for each of many, maybe at one time; for <see cref="SocketEventKind.Bound"/>.</summary>
    public bool IsRunManyTimes { get; init; }

    /// <summary>
    /// The systems that an option by number, or of one system alone, belongs to; for <see cref="SocketEventKind.OptionSet"/>.
    /// </summary>
    public Systems Home { get; init; } = Systems.All;

    /// <summary>The systems on which it is set; for <see cref="SocketEventKind.OptionSet"/>.</summary>
    public Systems Systems { get; private set; } = Systems.None;

    /// <summary>The flow came by here once more, with these facts besides those already known.</summary>
    public void Widen(Value endPoint, Systems systems, IReadOnlyCollection<SocketId>? othersInUse = null)
    {
        EndPoint = EndPoint.Join(endPoint);
        Systems |= systems;
        if (othersInUse is { Count: > 0 })
        {
            OtherSocketsInUse = [.. OtherSocketsInUse.Union(othersInUse)];
        }
    }

    public override string ToString() => Kind switch
    {
        SocketEventKind.Created => "created",
        SocketEventKind.OptionSet => $"{Option} = {(Enabled is { } enabled ? (enabled ? "true" : "false") : "?")}",
        SocketEventKind.Bound => $"bind {EndPoint}",
        SocketEventKind.EndPointRead => "read LocalEndPoint",
        SocketEventKind.Listening => "listen",
        SocketEventKind.Connecting when Target == ConnectTarget.HostName => "connect to a host name",
        SocketEventKind.Connecting when Target == ConnectTarget.SeveralAddresses => "connect to several addresses",
        SocketEventKind.Connecting => "connect",
        SocketEventKind.ConnectFailed => "connect failed",
        SocketEventKind.DatagramUsed => "datagram",
        SocketEventKind.PortHandedOn => "hand on the port",
        SocketEventKind.PortStored => "store the port",
        SocketEventKind.Disposed => "dispose",
        SocketEventKind.Escaped => "escape",
        _ => Kind.ToString(),
    };
}

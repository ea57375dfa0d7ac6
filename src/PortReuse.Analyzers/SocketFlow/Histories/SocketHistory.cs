using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Histories;

/// <summary>
/// All that happens to one socket: its events, and each of them with what may have happened before.
/// </summary>
internal sealed class SocketHistory(SocketId socket)
{
    private readonly List<SocketEvent> _events = [];
    private readonly List<SocketMoment> _moments = [];
    private readonly HashSet<SocketMoment> _known = [];

    /// <summary>The kinds of its events, each as a bit.</summary>
    private int _kinds;

    public SocketId Socket { get; } = socket;

    public IReadOnlyList<SocketEvent> Events => _events;

    /// <summary>Each event with what may have happened before it.</summary>
    public IReadOnlyList<SocketMoment> Moments => _moments;

    /// <summary>Whether the condition holds at all <see cref="Moments"/>; false where there were more pasts than are told apart.</summary>
    public bool Always(Func<SocketMoment, bool> condition) => Moments.All(moment => !moment.Before.IsUnknown && condition(moment));

    /// <summary>
    /// A stream socket; one of unknown kind counts where it connects and nothing is done that only a datagram socket can do.
    /// </summary>
    public bool IsTcp => Socket.Protocol switch
    {
        SocketProtocol.Tcp => true,
        SocketProtocol.Unknown => Has(SocketEventKind.Connecting) && !Has(SocketEventKind.DatagramUsed),
        _ => false,
    };

    public bool IsDatagram =>
        Socket.Protocol == SocketProtocol.Datagram
        || (Socket.Protocol == SocketProtocol.Unknown && Has(SocketEventKind.DatagramUsed));

    /// <summary>It connects, and never listens.</summary>
    public bool IsDialer => Has(SocketEventKind.Connecting) && !Has(SocketEventKind.Listening);

    /// <summary>A TCP socket that listens; one of unknown kind too, for only a stream can.</summary>
    public bool IsListener =>
        Has(SocketEventKind.Listening) && (Socket.Protocol is SocketProtocol.Tcp or SocketProtocol.Unknown)
            && !Has(SocketEventKind.DatagramUsed);

    /// <summary>It takes connections, and is not just there to find out about a port.</summary>
    public bool Accepts => Events.Any(socketEvent =>
        socketEvent is { Kind: SocketEventKind.Listening, Operation: IInvocationOperation { TargetMethod.Name: var name } }
        && SocketMethods.IsAccept(name));

    public void Add(SocketEvent socketEvent)
    {
        _events.Add(socketEvent);
        _kinds |= 1 << (int)socketEvent.Kind;
    }

    /// <summary>The event comes after each of these pasts.</summary>
    public void Add(SocketEvent socketEvent, SocketPasts pasts)
    {
        foreach (var past in pasts)
        {
            var moment = new SocketMoment(socketEvent, past);
            if (_known.Add(moment))
            {
                _moments.Add(moment);
            }
        }
    }

    public bool Has(SocketEventKind kind) => (_kinds & (1 << (int)kind)) != 0;
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.State;

/// <summary>
/// Writes the histories while the flow is walked. An event is one operation on one socket in one frame: however often the
/// flow comes by, it is the same event.
/// </summary>
internal sealed class HistoryRecorder
{
    private readonly Dictionary<(SocketId, FlowFrame?, IOperation, SocketEventKind, int), SocketEvent> _events = [];
    private readonly Dictionary<(FlowFrame?, object), SocketId> _sockets = [];
    private readonly Dictionary<(FlowFrame, IOperation), ObjectId> _objects = [];
    private readonly Dictionary<SocketId, SocketHistory> _histories = [];

    /// <summary>The effect of each event on the pasts before it, so that none is worked out twice.</summary>
    private readonly Dictionary<(SocketPasts, SocketEvent), SocketPasts> _after = [];

    public IEnumerable<SocketHistory> Histories => _histories.Values;

    /// <summary>The socket that an operation creates or gets from somewhere unknown.</summary>
    public SocketId Socket(FlowFrame frame, IOperation origin, SocketProtocol protocol, string name, int block)
    {
        if (!_sockets.TryGetValue((frame, origin), out var socket))
        {
            socket = new SocketId(protocol, name, origin.Syntax)
            {
                MadeIn = (frame, block),
                IsCreatedInSight =
                    origin is IObjectCreationOperation or IInvocationOperation { TargetMethod: { Name: "Create", IsStatic: true } },
            };
            _sockets.Add((frame, origin), socket);
            _histories.Add(socket, new SocketHistory(socket));
        }

        return socket;
    }

    /// <summary>The object that an operation creates.</summary>
    public ObjectId Object(FlowFrame frame, IOperation origin, ITypeSymbol? type)
    {
        if (!_objects.TryGetValue((frame, origin), out var created))
        {
            created = new ObjectId(type);
            _objects.Add((frame, origin), created);
        }

        return created;
    }

    /// <summary>The objects that were given the port 0 where they were made, in a run of the body.</summary>
    public IReadOnlyList<ObjectId> ObjectsWithPortZero(FlowFrame root) =>
        [.. _objects.Where(made => made.Value.PortZeroCall is not null && made.Key.Item1.Root == root).Select(made => made.Value)];

    /// <summary>The socket that a place holds before the method runs.</summary>
    public SocketId ReceivedSocket(Place place, SocketProtocol protocol, IOperation firstUse)
    {
        if (!_sockets.TryGetValue((null, place), out var socket))
        {
            socket = new SocketId(protocol, place.Symbol is ITypeSymbol ? "this" : place.Symbol!.Name, firstUse.Syntax)
            {
                IsReceived = true,
                IsHeldByType = place.IsShared || place.Symbol is ITypeSymbol,
                Holder = place.IsShared ? place.Symbol : null,
            };
            _sockets.Add((null, place), socket);
            _histories.Add(socket, new SocketHistory(socket));
        }

        return socket;
    }

    /// <summary>A new socket, to which nothing has happened yet.</summary>
    public FlowState Create(FlowState state, SocketId socket, FlowFrame frame, IOperation origin)
    {
        EventOf(socket, frame, new(SocketEventKind.Created, origin, socket.Name));
        return state.With(socket, SocketPasts.UntouchedOn(state.Systems));
    }

    /// <summary>The event happens, after whatever has happened to the socket on the ways here.</summary>
    public FlowState Record(FlowState state, SocketId socket, FlowFrame frame, SocketEvent socketEvent)
    {
        var known = EventOf(socket, frame, socketEvent);
        var before = state.PastsOf(socket);
        if (!_after.TryGetValue((before, known), out var after))
        {
            HistoryOf(socket).Add(known, before);
            _after.Add((before, known), after = before.Select(past => past.After(known)));
        }

        return state.With(socket, after);
    }

    private SocketEvent EventOf(SocketId socket, FlowFrame frame, SocketEvent socketEvent)
    {
        // One call may set two options.
        var variant = socketEvent.Kind == SocketEventKind.OptionSet ? ((int)socketEvent.Option * (int)(Systems.All + 1))
            + (int)socketEvent.Home : 0;
        var key = (socket.MostRecent, frame, socketEvent.Operation, socketEvent.Kind, variant);
        if (_events.TryGetValue(key, out var known))
        {
            known.Widen(socketEvent.EndPoint, socketEvent.Systems, socketEvent.OtherSocketsInUse);
            known.IsBesideOlder |= socketEvent.IsBesideOlder;
            return known;
        }

        socketEvent.Frame = frame;
        _events.Add(key, socketEvent);
        HistoryOf(socket).Add(socketEvent);
        return socketEvent;
    }

    /// <summary>A walk that takes up the states of another one has the sockets of that one, too.</summary>
    private SocketHistory HistoryOf(SocketId socket)
    {
        if (!_histories.TryGetValue(socket.MostRecent, out var history))
        {
            _histories.Add(socket.MostRecent, history = new SocketHistory(socket.MostRecent));
        }

        return history;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Values;
using PortReuse.Analyzers.SocketFlow.Walk;

namespace PortReuse.Analyzers.SocketFlow.Histories;

/// <summary>
/// Writes the histories while the flow is walked. An event is one operation on one socket in one frame: however often the
/// flow comes by, it is the same event.
/// </summary>
internal sealed class HistoryRecorder
{
    private readonly Dictionary<(SocketId, FlowFrame?, IOperation, SocketEventKind, int), SocketEvent> _events = [];
    private readonly Dictionary<(SocketId, FlowFrame, BasicBlock), SocketEvent> _meetings = [];
    private readonly Dictionary<SocketId, SocketEvent> _membersLeft = [];
    private readonly Dictionary<(FlowFrame?, object), SocketId> _sockets = [];
    private readonly Dictionary<(FlowFrame, IOperation), ObjectId> _objects = [];
    private readonly Dictionary<SocketId, SocketHistory> _histories = [];

    public IEnumerable<SocketHistory> Histories => _histories.Values;

    /// <summary>The socket that an operation creates or gets from somewhere unknown.</summary>
    public SocketId Socket(FlowFrame frame, IOperation origin, SocketProtocol protocol, string name, bool isRepeated)
    {
        if (!_sockets.TryGetValue((frame, origin), out var socket))
        {
            socket = new SocketId(protocol, name, origin.Syntax)
            {
                IsCreatedInSight = origin is IObjectCreationOperation or IInvocationOperation { TargetMethod: { Name: "Create", IsStatic: true } },
                IsCreatedRepeatedly = isRepeated,
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

    /// <summary>The socket that a place holds before the method runs.</summary>
    public SocketId ReceivedSocket(Place place, SocketProtocol protocol, IOperation firstUse)
    {
        if (!_sockets.TryGetValue((null, place), out var socket))
        {
            var entry = new SocketEvent(SocketEventKind.Created, firstUse, SourceNames.Of(firstUse));
            entry.Widen(Value.None, Systems.All);
            var history = default(SocketHistory)!;
            var narrowed = new Dictionary<Systems, SocketEvent>();
            socket = new SocketId(protocol, place.Symbol is ITypeSymbol ? "this" : place.Symbol!.Name, firstUse.Syntax)
            {
                Entry = entry,
                Narrow = systems => narrowed.TryGetValue(systems, out var known) ? known : narrowed[systems] = Narrow(entry, systems, history),
                IsHeldByType = place.IsShared || place.Symbol is ITypeSymbol,
                Holder = place.IsShared ? place.Symbol : null,
            };
            _sockets.Add((null, place), socket);
            history = new SocketHistory(socket);
            history.Add(entry);
            _histories.Add(socket, history);
        }

        return socket;
    }

    private static SocketEvent Narrow(SocketEvent entry, Systems systems, SocketHistory history)
    {
        var narrowed = new SocketEvent(SocketEventKind.SystemKnown, entry.Operation, entry.Receiver);
        narrowed.Widen(Value.None, systems);
        entry.Precede(narrowed);
        history.Add(narrowed);
        return narrowed;
    }

    /// <summary>The event that stands for all the ways into a block.</summary>
    public SocketEvent Meeting(SocketId socket, FlowFrame frame, BasicBlock block)
    {
        if (!_meetings.TryGetValue((socket, frame, block), out var meeting))
        {
            var place = _histories[socket.Newest].Events[0];
            meeting = new SocketEvent(SocketEventKind.PathsMeet, place.Operation, place.Receiver);
            _meetings.Add((socket, frame, block), meeting);
            _histories[socket.Newest].Add(meeting);
        }

        return meeting;
    }

    /// <summary>
    /// Whichever member ends, any may come next: one event of each socket stands between them, or each would lead to each.
    /// </summary>
    public FlowState LeaveMember(FlowState state, SocketId socket)
    {
        if (!_membersLeft.TryGetValue(socket, out var left))
        {
            var place = _histories[socket.Newest].Events[0];
            left = new SocketEvent(SocketEventKind.MemberLeft, place.Operation, place.Receiver);
            _membersLeft.Add(socket, left);
            _histories[socket.Newest].Add(left);
        }

        foreach (var last in state.Last(socket))
        {
            if (last != left)
            {
                last.Precede(left);
            }
        }

        return state.With(socket, left);
    }

    /// <summary>The event happens: it follows whatever came last, and is what came last from here on.</summary>
    public FlowState Record(FlowState state, SocketId socket, FlowFrame frame, SocketEvent happening)
    {
        // The two branches of one test of the system are two events, and so are two options that one call may set.
        var variant = happening.Kind switch
        {
            SocketEventKind.SystemKnown => (int)happening.Systems,
            SocketEventKind.OptionSet => ((int)happening.Option * (int)(Systems.All + 1)) + (int)happening.Home,
            _ => 0,
        };
        var key = (socket.Newest, frame, happening.Operation, happening.Kind, variant);
        if (!_events.TryGetValue(key, out var known))
        {
            known = happening;
            known.Frame = frame;
            _events.Add(key, known);
            _histories[socket.Newest].Add(known);
        }
        else
        {
            known.Widen(happening.EndPoint, happening.Systems, happening.Around);
        }

        if (known.Kind != SocketEventKind.Created)
        {
            foreach (var last in state.Last(socket))
            {
                last.Precede(known);
            }
        }

        return state.With(socket, known);
    }
}

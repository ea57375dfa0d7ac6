using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Collisions;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Sockets;

/// <summary>Writes what happens to a socket into its history.</summary>
/// <param name="context">Where the flow is.</param>
/// <param name="failing">The connect that is asked about; null in a walk that is not asked about any.</param>
internal sealed class SocketEvents(TransferContext context, FailingConnect? failing)
{
    public Value CreateListener(IOperation creation, Value endPoint)
    {
        var created = context.CreateSocket(creation, SocketProtocol.Tcp);
        foreach (var socket in created.Sockets)
        {
            context.SetState(context.State.With(socket, context.State.PastsOf(socket).Select(past => past with { ToListenAt = endPoint })));
        }

        return created;
    }

    /// <summary>A <c>TcpListener</c> is given its endpoint when it is made, and bound to it when it starts.</summary>
    public void Start(IInvocationOperation call, Value listener)
    {
        foreach (var socket in listener.Sockets)
        {
            var endPoint = context.State.PastsOf(socket).Aggregate(Value.None, (all, past) => all.Join(past.ToListenAt));
            if (!endPoint.IsNone)
            {
                Bind(call, Value.Of(new SocketFact(socket)), endPoint, SourceNames.OfReceiver(call));
            }
        }

        Record(call, listener, SocketEventKind.Listening);
    }

    public void Bind(IOperation bind, Value bound, Value endPoint, string receiver)
    {
        context.MayThrow();
        context.Record(bound, () =>
        {
            var socketEvent = new SocketEvent(SocketEventKind.Bound, bind, receiver)
            {
                Call = context.Frame.OutermostCall,
                OtherSocketsInUse = context.State.SocketsInUse().Select(other => other.MostRecent).Distinct().ToList(),
                IsBesideOlder = bound.Sockets.Any(IsBesideOlder),
                IsRunManyTimes = context.Enclosing.IsRunManyTimes,
            };
            socketEvent.Widen(endPoint, Systems.None);
            return socketEvent;
        });
    }

    /// <summary>What another call of the member has bound is another matter: it may be closed by then.</summary>
    private bool IsBesideOlder(SocketId socket) => socket != socket.Older
        && context.State.PastsOf(socket.Older).Any(past => past is { IsListening: true, IsDisposed: false, IsBoundElsewhere: false });

    /// <summary>The result of the call: the connect's own outcome, or a task of it.</summary>
    public Value Connect(IOperation call, Value socket, string receiver, ConnectTarget target)
    {
        var before = context.State;
        context.Record(socket, () => new(SocketEventKind.Connecting, call, receiver)
        {
            Call = context.Frame.OutermostCall,
            Target = target,
        });

        if (failing?.Connect(call, socket, before) is { } outcome)
        {
            return outcome;
        }

        MayFail(call, socket, receiver);
        return Value.Of(socket.Sockets.Select(connecting => new ConnectFact(connecting)), mayBeOther: false);
    }

    /// <summary>A connect that is under way comes to its end here.</summary>
    public void Finish(IOperation wait, Value connect) =>
        MayFail(wait, Value.Of(connect.Facts.OfType<ConnectFact>().Select(pending => new SocketFact(pending.Socket)), mayBeOther: false),
            SourceNames.Of(wait));

    /// <summary>In a handler the code goes on with a socket that has failed to connect.</summary>
    public void MayFail(IOperation call, Value socket, string receiver)
    {
        var connected = context.State;
        context.Record(socket, () => new(SocketEventKind.ConnectFailed, call, receiver));
        context.MayThrow();
        context.SetState(connected);
    }

    /// <summary>
    /// An attempt to set an option counts although it throws: code that catches the exception has done what can be done.
    /// </summary>
    public void SetOption(
        IOperation call, Value socket, SocketOption option, bool? enabled, string receiver, Systems systems =
            Systems.All, Systems home = Systems.All)
    {
        context.Record(socket, () =>
        {
            var set = new SocketEvent(SocketEventKind.OptionSet, call, receiver)
            {
                Call = context.Frame.OutermostCall,
                Option = option,
                Enabled = enabled,
                Home = home,
                IsFailureReceived = context.Enclosing.IsFailureReceived,
            };
            set.Widen(Value.None, systems);
            return set;
        });
        context.MayThrow();
    }

    public Value Record(IOperation operation, Value socket, SocketEventKind kind)
    {
        context.MayThrow();
        context.Record(socket, () => new(kind, operation, SourceNames.OfReceiver(operation)) { Call = context.Frame.OutermostCall });
        return Value.Unknown;
    }
}

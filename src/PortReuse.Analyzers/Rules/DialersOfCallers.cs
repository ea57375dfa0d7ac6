using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Callers;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.Rules;

/// <summary>
/// Dialers that are given the port of a listener of another type: the two do not know each other, and the code that calls both gives them
/// one port.
/// </summary>
internal static class DialersOfCallers
{
    public static bool MayBeIn(SocketFlowAnalysis analysis) =>
        analysis.Saw(SocketEventKind.Bound) && analysis.Saw(SocketEventKind.Connecting) && analysis.Saw(SocketEventKind.OptionSet);

    /// <summary>Each connect of such a dialer, as the analysis has it, with the listener; where no code handles the collision.</summary>
    public static IEnumerable<(SocketEvent Connect, ListenersPort Port)> In(SocketFlowAnalysis analysis, CompilationScope scope)
    {
        foreach (var dialer in analysis.Histories.Where(history => SharesGivenPort(history) && analysis.IsOfType(history.Socket.Origin)))
        {
            var connects = dialer.Events.Where(socketEvent => socketEvent.Kind == SocketEventKind.Connecting).ToList();
            if (connects.TrueForAll(analysis.IsCollisionHandled) || ListenersPort.In(analysis).Any(port => port.Dialer == dialer))
            {
                continue;
            }

            foreach (var caller in CallersWalk.Of(CalledMembers.Of(dialer, scope), scope, KeptForAll.NeverCancelled))
            {
                foreach (var port in ListenersPort.In(caller).Where(port => IsOf(dialer, port) && port.Unsharing(scope) is null))
                {
                    var connect = connects.Find(own => own.Operation.Syntax == port.Moment.Event.Operation.Syntax);
                    if (connect is not null
                        && !IsToldByCaller(port, caller, scope)
                        && !analysis.IsCollisionHandled(connect)
                        && !caller.IsCollisionHandled(port.Moment.Event))
                    {
                        yield return (connect, port);
                    }
                }
            }
        }
    }

    /// <summary>The caller is told at its call, where it follows that by itself.</summary>
    private static bool IsToldByCaller(ListenersPort found, SocketFlowAnalysis caller, CompilationScope scope) =>
        SocketFlowAnalysis.Of(caller.Type, scope, KeptForAll.NeverCancelled) is var own
        && ListenersPort.In(own).Any(port => port.Dialer.Socket.Origin == found.Dialer.Socket.Origin
            && own.PlaceOf(port.Moment.Event) != port.Moment.Event.Operation);

    /// <summary>It is bound to a port that others choose, and has the option by which two sockets share one.</summary>
    private static bool SharesGivenPort(SocketHistory history) =>
        history.IsTcp
        && history.IsDialer
        && history.Moments.Any(moment => moment.Event.Kind == SocketEventKind.Bound
            && moment.Before.MaySharePort
            && moment.Event.EndPoint.Facts.Any(fact => fact is EndPointFact { Port: OriginFact { Key: Place } }));

    /// <summary>Where one member has both made, only the flow says which of the two is there first.</summary>
    private static bool IsOf(SocketHistory dialer, ListenersPort port) =>
        port.Moment.Event.Kind == SocketEventKind.Connecting
        && port.Dialer.Socket.Origin == dialer.Socket.Origin
        && (port.Bind.OtherSocketsInUse.Contains(port.Listener.Socket)
            || port.Listener.Events.All(socketEvent => socketEvent.Frame?.Root != port.Bind.Frame?.Root));
}

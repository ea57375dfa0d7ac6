using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.Rules;

/// <summary>
/// A dialer that is bound to the port of a listener of the same type: what PORT0003 and PORT0009 flag, and PORT0010 spares.
/// </summary>
internal sealed record ListenersPort(SocketHistory Dialer, SocketMoment Moment, SocketEvent Bind, SocketHistory Listener)
{
    public static bool MayBeIn(SocketFlowAnalysis analysis) =>
        analysis.Saw(SocketEventKind.Listening) && analysis.Saw(SocketEventKind.Bound) && analysis.Saw(SocketEventKind.Connecting);

    /// <summary>Each bind and connect of a dialer with the listener whose port it has.</summary>
    public static IReadOnlyList<ListenersPort> In(SocketFlowAnalysis analysis) => analysis.Once(() => Find(analysis));

    private static IEnumerable<ListenersPort> Find(SocketFlowAnalysis analysis)
    {
        var listeners = analysis.Histories.Where(history => history.IsListener).ToList();
        if (listeners.Count == 0)
        {
            return [];
        }

        return
            from dialer in analysis.Histories
            where dialer.IsTcp && dialer.IsDialer && dialer.Has(SocketEventKind.Bound)
            from moment in dialer.Moments
            let bind = moment.Event.Kind switch
            {
                SocketEventKind.Bound => moment.Event,
                SocketEventKind.Connecting when !moment.Before.HasFailed => moment.Before.Bind,
                _ => null,
            }
            where bind is not null
            from listener in listeners
            where IsOpenAt(bind, listener) && SharedPorts.AreOne(bind, listener)
            select new ListenersPort(dialer, moment, bind, listener);
    }

    /// <summary>
    /// The dialer, or the listener, is seen to lack the option without which the bind cannot succeed. Both are there from their
    /// creation on, and no unknown code has had them.
    /// </summary>
    public SocketHistory? Unsharing(CompilationScope scope) =>
        IsDialerUnsharing(scope) ? Dialer : IsListenerUnsharing(scope) ? Listener : null;

    public bool IsDialerUnsharing(CompilationScope scope)
    {
        var systems = scope.RunsOnWindowsOnly ? Systems.Windows : Systems.Linux;
        var shares = Dialer.Moments
            .Where(moment => moment.Event == Bind && moment.Before.Bind is null && moment.Before.Systems.HasFlag(systems))
            .Select(moment => moment.Before.MaySharePort)
            .ToList();

        // Which members run before this one is not seen: where one of them sets the option, it may be meant to.
        var isUnsharing = IsMadeWhereBound ? shares.Contains(false) : shares.Count > 0 && !shares.Contains(true);
        return isUnsharing && IsWholeTo(Dialer, Bind);
    }

    private bool IsMadeWhereBound =>
        Dialer.Events.Any(socketEvent => socketEvent.Kind == SocketEventKind.Created && socketEvent.Frame?.Root == Bind.Frame?.Root);

    /// <summary>Windows asks only whether the later of the two says that it shares.</summary>
    public bool IsListenerUnsharing(CompilationScope scope) => !scope.RunsOnWindowsOnly && NeverShares(Listener);

    /// <summary>The two are meant to be there at one time: they are seen to be, or the listener shares the port.</summary>
    public bool IsMeant =>
        Bind.OtherSocketsInUse.Contains(Listener.Socket) || Listener.Moments.Any(moment => moment.Before.After(moment.Event).MaySharePort);

    private static bool NeverShares(SocketHistory listener) =>
        listener.Socket.IsCreatedInSight
        && !listener.Has(SocketEventKind.Escaped)
        && listener.Always(moment => !moment.Before.After(moment.Event).MaySharePort);

    private static bool IsWholeTo(SocketHistory history, SocketEvent bind) =>
        history.Socket.IsCreatedInSight && history.Always(moment => moment.Event != bind || !moment.Before.IsEscaped);

    /// <summary>
    /// The listener is there when the dialer is bound. In the same member the flow says so; one of another member is taken to be
    /// unless that member does nothing but to open and close it.
    /// </summary>
    private static bool IsOpenAt(SocketEvent bind, SocketHistory listener)
    {
        if (bind.OtherSocketsInUse.Contains(listener.Socket))
        {
            return true;
        }

        var isOfSameMember = listener.Events.Any(socketEvent => socketEvent.Frame?.Root == bind.Frame?.Root);
        return isOfSameMember
            ? listener.Events.Any(later => later.Kind == SocketEventKind.Bound && IsAfter(later.Operation.Syntax, bind.Operation.Syntax))
            : listener.Accepts || !listener.Has(SocketEventKind.Disposed);
    }

    private static bool IsAfter(SyntaxNode later, SyntaxNode earlier) =>
        later.SyntaxTree == earlier.SyntaxTree && later.SpanStart > earlier.SpanStart;
}

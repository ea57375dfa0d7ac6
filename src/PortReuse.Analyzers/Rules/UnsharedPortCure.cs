using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.Rules;

/// <summary>
/// The data for a fix of PORT0009: the socket without the option, its bind, and the failure that follows once both have it.
/// </summary>
internal sealed class UnsharedPortCure
{
    private UnsharedPortCure(NamedPlaces places, bool isBlocked) => (Places, IsBlocked) = (places, isBlocked);

    public NamedPlaces Places { get; }

    public ImmutableDictionary<string, string?> Properties =>
        IsBlocked ? Places.Properties.Add(DiagnosticProperties.Blocked, DiagnosticProperties.BlockedByOtherSockets) : Places.Properties;

    private bool IsBlocked { get; }

    public static UnsharedPortCure Of(
        IReadOnlyList<ListenersPort> flagged, IReadOnlyList<ListenersPort> all, SocketFlowAnalysis analysis, CompilationScope scope)
    {
        var unsharing = flagged.Where(port => port.IsListenerUnsharing(scope)).Select(port => port.Listener).Distinct().ToList();
        var listenersBinds = unsharing.SelectMany(listener => listener.Events)
            .Where(socketEvent => socketEvent.Kind == SocketEventKind.Bound).ToList();
        var dialersBinds = flagged.Where(port => port.IsDialerUnsharing(scope)).Select(port => port.Bind).Distinct().ToList();
        var connects = flagged
            .SelectMany(port => port.Dialer.Moments.Where(moment =>
                moment.Event.Kind == SocketEventKind.Connecting && moment.Before.Bind == port.Bind && !moment.Before.HasFailed))
            .Select(moment => moment.Event)
            .Distinct()
            .Where(connect => !analysis.IsCollisionHandled(connect))
            .ToList();

        // Code of another type, or code that is run for other sockets too, would change for those as well.
        var involved = new HashSet<SocketHistory>(all.SelectMany(port => new[] { port.Dialer, port.Listener }));
        var changed = listenersBinds.Concat(dialersBinds).Concat(connects).ToList();
        var isBlocked = changed.Any(socketEvent => analysis.PlaceOf(socketEvent) != socketEvent.Operation)
            || analysis.Histories.Any(other => !involved.Contains(other)
                && other.Events.Any(socketEvent => changed.Any(one => one.Operation == socketEvent.Operation)));

        var exclusive = unsharing.Concat(flagged.Where(port => port.IsDialerUnsharing(scope)).Select(port => port.Dialer))
            .SelectMany(history => history.Events)
            .Where(socketEvent => socketEvent is { Kind: SocketEventKind.OptionSet, Option: SocketOption.ExclusiveAddressUse,
                Enabled: true, Operation: ISimpleAssignmentOperation });
        var places = new NamedPlaces
        {
            { DiagnosticProperties.PlaceListener, flagged[0].Listener.Socket.Origin },
            { DiagnosticProperties.PlaceDialer, flagged[0].Dialer.Socket.Origin },
            { DiagnosticProperties.PlaceListenersBind, listenersBinds.Select(bind => bind.Operation.Syntax) },
            { DiagnosticProperties.PlaceDialersBind, dialersBinds.Select(bind => bind.Operation.Syntax) },
            { DiagnosticProperties.PlaceConnect, connects.Select(connect => connect.Operation.Syntax) },
            { DiagnosticProperties.PlaceExclusive, exclusive.Select(option => option.Operation.Syntax) },
        };
        return new UnsharedPortCure(places, isBlocked);
    }
}

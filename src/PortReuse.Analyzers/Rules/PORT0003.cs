using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;

namespace PortReuse.Analyzers.Rules;

/// <summary>
/// A socket that dials from the port of a listener: a peer that dials back makes the same connection from the other side, and
/// the second of the two fails.
/// </summary>
internal sealed class PORT0003 : SocketRule
{
    public const string Id = nameof(PORT0003);

    private static readonly DiagnosticDescriptor TheDescriptor = new(
        Id,
        title: "Connect from a listener's port without handling the collision",
        messageFormat:
            "'{0}' connects from the port of listener '{1}', and fails with AddressNotAvailable if the peer has dialed that port or does so now. "
            + "Catch that, and connect a new socket from another port.",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description:
            "A connection is told by its two addresses and its two ports, and there is one of each. Two peers that dial each other from the ports that they "
            + "listen on make the same one; so does a second dial to the same peer.",
        helpLinkUri: HelpLinks.Of(Id, HelpLinks.SocketManualPage));

    public override DiagnosticDescriptor Descriptor => TheDescriptor;

    public override bool Concerns(SocketFlowAnalysis analysis) => ListenersPort.MayBeIn(analysis) || DialersOfCallers.MayBeIn(analysis);

    public override IEnumerable<Diagnostic> Examine(SocketFlowAnalysis analysis, CompilationScope scope) =>
        from dial in OfListenersHere(analysis, scope).Concat(DialersOfCallers.In(analysis, scope))
        group dial by analysis.PlaceOf(dial.Connect) into connect
        let first = connect.First().Port
        let places = new NamedPlaces
        {
            { DiagnosticProperties.PlaceBind, first.Bind.Operation.Syntax },
            { DiagnosticProperties.PlaceListener, first.Listener.Socket.Origin },
            { DiagnosticProperties.PlaceDialer, first.Dialer.Socket.Origin },
        }
        select Diagnostic.Create(
            TheDescriptor,
            connect.Key.Syntax.GetLocation(),
            places,
            places.Properties,
            first.Moment.Event.Receiver,
            first.Listener.Socket.Name);

    private static IEnumerable<(SocketEvent Connect, ListenersPort Port)> OfListenersHere(
        SocketFlowAnalysis analysis, CompilationScope scope) =>
        from port in ListenersPort.In(analysis)
        where port.Moment.Event.Kind == SocketEventKind.Connecting && port.Unsharing(scope) is null
        group port by port.Moment.Event into dial
        where !analysis.IsCollisionHandled(dial.Key)
        select (dial.Key, dial.First());
}

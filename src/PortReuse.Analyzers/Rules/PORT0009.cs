using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;

namespace PortReuse.Analyzers.Rules;

/// <summary>A dialer bound to the port of a listener where one of the two does not say that it shares: the bind never succeeds.</summary>
internal sealed class PORT0009 : SocketRule
{
    public const string Id = nameof(PORT0009);

    private static readonly DiagnosticDescriptor TheDescriptor = new(
        Id,
        title: "Dialer bound to a listener's port that is not shared",
        messageFormat:
            "'{0}' is bound to the port of listener '{1}', which '{2}' does not share: the bind fails with AddressAlreadyInUse. "
            + "Set ReuseAddress on both before they are bound.",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Two sockets share a port only where both have SO_REUSEPORT, which .NET's ReuseAddress sets. SO_REUSEADDR alone does not do.",
        helpLinkUri: HelpLinks.Of(Id, HelpLinks.SocketManualPage),
        NeverWorks);

    public override DiagnosticDescriptor Descriptor => TheDescriptor;

    public override bool Concerns(SocketFlowAnalysis analysis) => ListenersPort.MayBeIn(analysis);

    public override IEnumerable<Diagnostic> Examine(SocketFlowAnalysis analysis, CompilationScope scope)
    {
        var ports = ListenersPort.In(analysis).Where(port => port.Moment.Event.Kind == SocketEventKind.Bound && port.IsMeant).ToList();
        return
            from port in ports
            let unsharing = port.Unsharing(scope)
            where unsharing is not null
            group (port, unsharing) by analysis.PlaceOf(port.Bind) into bind
            let first = bind.First()
            let cure = UnsharedPortCure.Of([.. bind.Select(flagged => flagged.port).Distinct()], ports, analysis, scope)
            select Diagnostic.Create(
                TheDescriptor,
                bind.Key.Syntax.GetLocation(),
                cure.Places,
                cure.Properties,
                first.port.Bind.Receiver,
                first.port.Listener.Socket.Name,
                first.unsharing.Socket.Name);
    }
}

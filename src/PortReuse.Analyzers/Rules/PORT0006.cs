using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.Rules;

/// <summary>
/// <c>LocalEndPoint</c> read while the choice of the port is still deferred. .NET keeps the first answer of a socket that is
/// bound to an address, and that answer is port 0.
/// </summary>
internal sealed class PORT0006 : SocketRule
{
    public const string Id = nameof(PORT0006);

    private static readonly DiagnosticDescriptor TheDescriptor = new(
        Id,
        title: "LocalEndPoint read before the port is chosen",
        messageFormat:
            "LocalEndPoint of '{0}' is read before the connect chooses the port: it says port 0, then and ever after. Read it after the connect.",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Socket.LocalEndPoint keeps its first answer. Read before the connect of a socket whose port is deferred, it says port 0 for ever.",
        helpLinkUri: HelpLinks.Of(Id, HelpLinks.ManualPage));

    public override DiagnosticDescriptor Descriptor => TheDescriptor;

    public override bool Concerns(SocketFlowAnalysis analysis) =>
        analysis.Saw(SocketEventKind.OptionSet) && analysis.Saw(SocketEventKind.EndPointRead) && analysis.Saw(SocketEventKind.Connecting);

    public override IEnumerable<Diagnostic> Examine(SocketFlowAnalysis analysis, CompilationScope scope) =>
        from history in analysis.Histories
        where history.IsTcp && history.Has(SocketEventKind.EndPointRead)
        from connect in history.Moments
        where connect is { Event.Kind: SocketEventKind.Connecting,
            Before: { IsListening: false, IsBoundElsewhere: false, EndPointReadAfterBind: not null } }
            && IsDeferred(connect.Before)
        group connect by analysis.PlaceOf(connect.Before.EndPointReadAfterBind!) into read
        let first = read.First()
        let places = new NamedPlaces
        {
            { DiagnosticProperties.PlaceBind, first.Before.Bind!.Operation.Syntax },
            { DiagnosticProperties.PlaceConnect, first.Event.Operation.Syntax },
        }
        select Diagnostic.Create(
            TheDescriptor,
            read.Key.Syntax.GetLocation(),
            places,
            places.Properties,
            first.Before.Bind!.Receiver);

    /// <summary>The port is left to the connect. With a wildcard address .NET asks again at the connect, and no harm is done.</summary>
    private static bool IsDeferred(SocketPast past) =>
        past.BeforeBind!.HasBindAddressNoPort
        && past.Bind!.EndPoint.Facts.Any(fact => fact is EndPointFact { PortIsZero: true, Address: not AddressKind.Wildcard });
}

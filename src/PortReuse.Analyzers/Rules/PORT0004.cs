using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.Rules;

/// <summary>
/// A bound socket that goes through several addresses, or connects again: after the first failure .NET makes another socket of
/// it, which is bound to nothing.
/// </summary>
internal sealed class PORT0004 : SocketRule
{
    public const string Id = nameof(PORT0004);

    private static readonly DiagnosticDescriptor TheDescriptor = new(
        Id,
        title: "Connect that loses the bound local address",
        messageFormat:
            "'{0}' is bound and {1}: after the first failure it connects from another address and port, without an error. "
            + "Bind and connect one new socket for each attempt.",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description:
            "Outside Windows a socket whose connect has failed is replaced within the same object, and the new one is not bound. With a raw option set "
            + "the connect stops at the first failure instead, or throws a PlatformNotSupportedException.",
        helpLinkUri: HelpLinks.Of(Id, HelpLinks.Connect));

    public override DiagnosticDescriptor Descriptor => TheDescriptor;

    public override bool Concerns(SocketFlowAnalysis analysis) =>
        analysis.Saw(SocketEventKind.Bound) && analysis.Saw(SocketEventKind.Connecting);

    public override IEnumerable<Diagnostic> Examine(SocketFlowAnalysis analysis, CompilationScope scope) =>
        from history in analysis.Histories
        where history.IsTcp && history.Has(SocketEventKind.Bound) && history.Has(SocketEventKind.Connecting)
        from moment in history.Moments
        let attempt = Attempt(moment)
        where attempt is not null && !analysis.IsOfOtherType(moment.Before.Bind!, moment.Event)
        group (moment, attempt) by analysis.PlaceOf(moment.Event) into connect
        let first = connect.First()
        let places = new NamedPlaces { { DiagnosticProperties.PlaceBind, first.moment.Before.Bind!.Operation.Syntax } }
        select Diagnostic.Create(
            TheDescriptor,
            connect.Key.Syntax.GetLocation(),
            places,
            places.Properties,
            first.moment.Event.Receiver,
            first.attempt);

    /// <summary>The reason why the connect is more than one attempt at one address; null if it is one.</summary>
    private static string? Attempt(SocketMoment moment)
    {
        if (moment is not
            {
                Event: { Kind: SocketEventKind.Connecting, Target: var target },
                Before: { Bind: { } bind, IsListening: false, IsDisposed: false, Systems: not Systems.Windows } before,
            }
            || !IsChosen(bind.EndPoint))
        {
            return null;
        }

        return before.HasFailed ? "connects again after a failure"
            : before.IsBoundElsewhere ? null
            : target == ConnectTarget.HostName ? "connects to a host name, which may have several addresses"
            : target == ConnectTarget.SeveralAddresses ? "connects to several addresses in turn"
            : null;
    }

    /// <summary>A wildcard address with port 0 is no choice.</summary>
    private static bool IsChosen(Value endPoint) =>
        endPoint.MayBeOther || endPoint.Facts.Any(fact => fact is not EndPointFact { PortIsZero: true, Address: AddressKind.Wildcard });
}

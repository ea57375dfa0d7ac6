using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.Rules;

/// <summary>
/// A socket that binds port 0 and then connects, with no reuse option in sight: by <c>Bind</c>, by <c>new TcpClient</c> with an
/// endpoint, or by the endpoint that a <c>BindIPEndPointDelegate</c> returns.
/// </summary>
internal sealed class PORT0002 : SocketRule
{
    public const string Id = nameof(PORT0002);

    private static readonly DiagnosticDescriptor TheDescriptor = new(
        Id,
        title: "Bind to port 0 reserves a port before the connect",
        messageFormat:
            "Binding '{0}' to port 0 reserves a port before the destination is known, so this address gets one connection per port. {1}.",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description:
            "Bind to port 0 takes a port that no other socket of the address uses, about 28,000 in all by Linux's defaults. IP_BIND_ADDRESS_NO_PORT "
            + "(Linux 4.2) leaves the choice to connect, where a port need only be free for that destination; on Windows ReuseUnicastPort does. "
            + "A wildcard address needs no bind at all.",
        helpLinkUri: HelpLinks.Of(Id, HelpLinks.ManualPage));

    public override DiagnosticDescriptor Descriptor => TheDescriptor;

    public override bool Concerns(SocketFlowAnalysis analysis) =>
        ReservedPort.MayBeIn(analysis) || analysis.CallbackEndPoints.Count > 0;

    public override IEnumerable<Diagnostic> Examine(SocketFlowAnalysis analysis, CompilationScope scope)
    {
        foreach (var port in ReservedPort.In(analysis, scope))
        {
            if (port.Reuse is null)
            {
                yield return port.Report(TheDescriptor, scope, port.SocketName, $"Set {ReservedPort.Cure(scope)} before the bind");
            }
        }

        foreach (var endPoint in CallbackEndPoints(analysis))
        {
            yield return Diagnostic.Create(
                TheDescriptor,
                endPoint.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Shape, DiagnosticProperties.ShapeDelegate),
                "BindIPEndPointDelegate",
                "Bind in a SocketsHttpHandler.ConnectCallback instead, with IP_BIND_ADDRESS_NO_PORT set");
        }
    }

    private static IEnumerable<SyntaxNode> CallbackEndPoints(SocketFlowAnalysis analysis) =>
        analysis.CallbackEndPoints
            .SelectMany(returned => returned.Value.Facts
                .OfType<EndPointFact>()
                .Where(fact => fact.PortIsZero)
                .Select(fact => fact.Origin is { } origin && analysis.IsOfType(origin) ? origin : returned.Operation.Syntax))
            .Distinct();
}

using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.Rules;

/// <summary>IP_BIND_ADDRESS_NO_PORT on a socket that shares no port by it, and is deaf until it has one.</summary>
internal sealed class PORT0008 : SocketRule
{
    public const string Id = nameof(PORT0008);

    private static readonly DiagnosticDescriptor TheDescriptor = new(
        Id,
        title: "IP_BIND_ADDRESS_NO_PORT on a UDP socket",
        messageFormat:
            "'{0}' is a UDP socket: IP_BIND_ADDRESS_NO_PORT lets it share no port, and it receives nothing until it connects or sends. "
            + "Remove the option.",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description:
            "On UDP the option only moves the choice of the port to the connect or to the first datagram sent. Nothing is shared by it, and until then "
            + "nothing is received.",
        helpLinkUri: HelpLinks.Of(Id, HelpLinks.ManualPage));

    public override DiagnosticDescriptor Descriptor => TheDescriptor;

    public override bool Concerns(SocketFlowAnalysis analysis) => analysis.Saw(SocketEventKind.OptionSet);

    public override IEnumerable<Diagnostic> Examine(SocketFlowAnalysis analysis, CompilationScope scope) =>
        from history in analysis.Histories
        where history.IsDatagram
        from option in history.Events
        where option is { Kind: SocketEventKind.OptionSet, Option: SocketOption.BindAddressNoPort, Enabled: not false }
        group option by analysis.PlaceOf(option) into place
        select Diagnostic.Create(
            TheDescriptor,
            place.Key.Syntax.GetLocation(),
            OptionsOfOthers.Properties(analysis, place, place.Key, history => history.IsDatagram),
            place.First().Receiver);
}

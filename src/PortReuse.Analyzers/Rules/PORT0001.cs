using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.Rules;

/// <summary>
/// A socket that shares its address, binds port 0 and then connects. The reuse option suggests that ports are shared; the
/// kernel yet picks a free one at the bind, where it does not know the destination, and keeps it for this socket alone.
/// </summary>
internal sealed class PORT0001 : SocketRule
{
    public const string Id = nameof(PORT0001);

    private static readonly DiagnosticDescriptor TheDescriptor = new(
        Id,
        title: "Bind to port 0 reserves a port despite address reuse",
        messageFormat:
            "Despite {1}, binding '{0}' to port 0 reserves a port before the destination is known, so this address gets one connection per port. "
            + "Set {2} before the bind.",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description:
            "SO_REUSEADDR and SO_REUSEPORT do not let two connections share an ephemeral port that bind chose. IP_BIND_ADDRESS_NO_PORT (Linux 4.2) "
            + "leaves the choice to connect, where a port need only be free for that destination; on Windows ReuseUnicastPort does.",
        helpLinkUri: HelpLinks.Of(Id, HelpLinks.ManualPage));

    public override DiagnosticDescriptor Descriptor => TheDescriptor;

    public override bool Concerns(SocketFlowAnalysis analysis) =>
        ReservedPort.MayBeIn(analysis);

    public override IEnumerable<Diagnostic> Examine(SocketFlowAnalysis analysis, CompilationScope scope) =>
        from port in ReservedPort.In(analysis, scope)
        where port.Reuse is not null
        select port.Report(TheDescriptor, scope, port.SocketName, NameOf(port.Reuse!), ReservedPort.Cure(scope));

    private static string NameOf(SocketEvent option) => option.Option switch
    {
        SocketOption.ExclusiveAddressUse => "ExclusiveAddressUse = false",
        SocketOption.RawReusePort => "SO_REUSEPORT",
        SocketOption.RawReuseAddress => "SO_REUSEADDR",
        _ => "ReuseAddress",
    };
}

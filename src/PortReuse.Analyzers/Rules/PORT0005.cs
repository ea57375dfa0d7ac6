using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.Rules;

/// <summary>An option that decides what a bind does, set when the socket is bound already: it comes to nothing, or it throws.</summary>
internal sealed class PORT0005 : SocketRule
{
    public const string Id = nameof(PORT0005);

    private static readonly DiagnosticDescriptor TheDescriptor = new(
        Id,
        title: "Socket option set after the bind it was meant for",
        messageFormat: "'{0}' is bound already: {1}. Set it before the bind.",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description:
            "IP_BIND_ADDRESS_NO_PORT, IP_LOCAL_PORT_RANGE and a dialer's own ReuseAddress decide what bind does, and are accepted after it without an "
            + "error and without an effect; ExclusiveAddressUse and DualMode throw.",
        helpLinkUri: HelpLinks.Of(Id, HelpLinks.ManualPage),
        NeverWorks);

    public override DiagnosticDescriptor Descriptor => TheDescriptor;

    public override bool Concerns(SocketFlowAnalysis analysis) =>
        analysis.Saw(SocketEventKind.Bound) && analysis.Saw(SocketEventKind.OptionSet);

    public override IEnumerable<Diagnostic> Examine(SocketFlowAnalysis analysis, CompilationScope scope) =>
        from history in analysis.Histories
        where history.IsTcp && history.Has(SocketEventKind.Bound) && history.Has(SocketEventKind.OptionSet)
        from late in history.Moments
        where late is { Event.Kind: SocketEventKind.OptionSet, Before: { Bind: not null, IsBoundElsewhere: false } }
        let consequence = Consequence(late.Event, late.Before.BeforeBind!, history)
        where consequence is not null
        group (late, consequence) by analysis.PlaceOf(late.Event) into option
        let first = option.First()
        let places = new NamedPlaces { { DiagnosticProperties.PlaceBind, first.late.Before.Bind!.Operation.Syntax } }
        select Diagnostic.Create(
            TheDescriptor,
            option.Key.Syntax.GetLocation(),
            places,
            places.Properties,
            first.late.Event.Receiver,
            first.consequence);

    private static string? Consequence(SocketEvent option, SocketPast beforeBind, SocketHistory history) => option.Option switch
    {
        SocketOption.DualMode when !beforeBind.HasBindAddressNoPort => "setting DualMode throws a SocketException",
        SocketOption.ExclusiveAddressUse when option.Operation is ISimpleAssignmentOperation =>
            "setting ExclusiveAddressUse throws an InvalidOperationException",
        SocketOption.BindAddressNoPort
            when option.Operation is IInvocationOperation { TargetMethod: var method } && CompanionCalls.Is(method) =>
            $"{method.Name} throws an InvalidOperationException",
        _ when !history.IsDialer => null,
        SocketOption.BindAddressNoPort when option.Enabled == true && !beforeBind.HasBindAddressNoPort =>
            "IP_BIND_ADDRESS_NO_PORT has no effect after the bind",
        SocketOption.LocalPortRange when !beforeBind.HasBindAddressNoPort => "IP_LOCAL_PORT_RANGE has no effect after the bind",
        SocketOption.ReuseAddress or SocketOption.RawReuseAddress or SocketOption.RawReusePort
            when option.Enabled != false && beforeBind.Reuse is null =>
                "a reuse option of a socket that connects has no effect after the bind",
        _ => null,
    };
}

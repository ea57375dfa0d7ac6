using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.Rules;

/// <summary>A listener that shares its port with no socket in sight, and so with any other process.</summary>
internal sealed class PORT0010 : SocketRule
{
    public const string Id = nameof(PORT0010);

    private static readonly DiagnosticDescriptor TheDescriptor = new(
        Id,
        title: "TCP listener with ReuseAddress can lose connections to another process",
        messageFormat:
            "Listener '{0}' sets ReuseAddress, so another process of the same user can take a share of its connections. "
            + "A listener restarts over TIME_WAIT without the option; remove it.",
        category: "Security",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description:
            "On Linux ReuseAddress sets SO_REUSEPORT as well, and the kernel deals connections out to all who listen on the port. .NET sets SO_REUSEADDR by "
            + "itself, which is what a restart needs.",
        helpLinkUri: HelpLinks.Of(Id, HelpLinks.SocketManualPage));

    public override DiagnosticDescriptor Descriptor => TheDescriptor;

    public override bool Concerns(SocketFlowAnalysis analysis) =>
        analysis.Saw(SocketEventKind.Listening) && analysis.Saw(SocketEventKind.OptionSet);

    public override IEnumerable<Diagnostic> Examine(SocketFlowAnalysis analysis, CompilationScope scope) =>
        from listener in analysis.Histories
        where listener.IsListener
            && listener.Has(SocketEventKind.OptionSet)
            && !listener.Has(SocketEventKind.Connecting)
            && !IsOneOfMany(listener)
            && analysis.IsOfTypeItself(listener.Socket)
        from moment in listener.Moments
        where moment.Event.Kind == SocketEventKind.Listening
        let option = moment.Before.Reuse
        where option is { Option: SocketOption.ReuseAddress, Enabled: true }
            && !IsChoice(listener, moment.Event) && !IsShared(listener, analysis)
        group (listener, option) by option.Operation into call
        where !call.Any(flagged => ListenersOfCallers.ShareOnePort(flagged.listener, scope))
        select Diagnostic.Create(
            TheDescriptor,
            call.Key.Syntax.GetLocation(),
            Others(call.Key, call.Select(flagged => flagged.listener)),
            OptionsOfOthers.Properties(
                analysis, call.Select(flagged => flagged.option), call.Key, history => call.Any(flagged => flagged.listener == history)),
            call.First().listener.Socket.Name);

    /// <summary>Another of its like is there at the same time, and their ports are not seen to differ.</summary>
    private static bool IsOneOfMany(SocketHistory listener) => listener.Events.Any(bind =>
        bind.IsBesideOlder || (bind.IsRunManyTimes && !bind.EndPoint.Facts.Any(fact => fact is EndPointFact { Port: TurnFact })));

    /// <summary>The other settings by which the listener shares its port: without the option, it still would.</summary>
    private static IEnumerable<Location> Others(IOperation option, IEnumerable<SocketHistory> listeners) =>
        listeners
            .SelectMany(listener => listener.Events)
            .Where(socketEvent => socketEvent.Operation != option
                && socketEvent is
                    { Kind: SocketEventKind.OptionSet, Option: SocketOption.ReuseAddress, Enabled: true }
                    or { Kind: SocketEventKind.OptionSet, Option: SocketOption.ExclusiveAddressUse, Enabled: false })
            .Select(socketEvent => socketEvent.Operation.Syntax.GetLocation())
            .Distinct();

    /// <summary>On another path the listener does without the option: some setting decides.</summary>
    private static bool IsChoice(SocketHistory listener, SocketEvent listening) =>
        !listener.Always(moment => moment.Event != listening || moment.Before.Reuse is not null);

    /// <summary>Another TCP socket is bound to the port, or may be.</summary>
    private static bool IsShared(SocketHistory listener, SocketFlowAnalysis analysis) =>
        analysis.Histories.Any(other => other != listener
            && !other.IsDatagram
            && (other.Events.Any(socketEvent => socketEvent.Kind == SocketEventKind.Bound && SharedPorts.AreOne(socketEvent, listener))
                || listener.Events.Any(
                    socketEvent => socketEvent.Kind == SocketEventKind.Bound && SharedPorts.AreOne(socketEvent, other))));
}

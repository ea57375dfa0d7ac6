using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.Rules;

/// <summary>An option that one system has, set on another, where its number is an error or, worse, another option.</summary>
internal sealed class PORT0007 : SocketRule
{
    public const string Id = nameof(PORT0007);

    private static readonly DiagnosticDescriptor TheDescriptor = new(
        Id,
        title: "Raw socket option not guarded by its operating system",
        messageFormat:
            "{0} is an option of {1}, and this code may run elsewhere: there the number is an error, or another option. "
            + "Guard it by a test of the system.",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description:
            "Option numbers differ by system: level 0, number 24 is IP_BIND_ADDRESS_NO_PORT on Linux, IP_RECVIF on Windows, IP_RECVTTL on macOS and "
            + "IP_BINDANY on FreeBSD. ReuseUnicastPort exists on Windows alone, and throws elsewhere.",
        helpLinkUri: HelpLinks.Of(Id, HelpLinks.ManualPage));

    /// <summary>The level is of one system, and the number of another: no guard makes it right.</summary>
    private static readonly DiagnosticDescriptor OfNoSystem = new(
        Id,
        TheDescriptor.Title,
        messageFormat: "{0} has another level or number on each system, and this pair is of none: the call is an error, or sets another option. Use one system's pair, inside a test of that system.",
        Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        TheDescriptor.Description,
        helpLinkUri: HelpLinks.Of(Id, HelpLinks.ManualPage));

    public override DiagnosticDescriptor Descriptor => TheDescriptor;

    public override bool Concerns(SocketFlowAnalysis analysis) => analysis.Saw(SocketEventKind.OptionSet);

    public override IEnumerable<Diagnostic> Examine(SocketFlowAnalysis analysis, CompilationScope scope) =>
        from history in analysis.Histories
        from option in history.Events
        where option.Kind == SocketEventKind.OptionSet
            && (option.Systems & ~option.Home & ~Systems.Other) != Systems.None && !IsTried(option)
        group (option, history) by option.Operation into call
        let first = call.First().option
        select Diagnostic.Create(
            first.Home == Systems.None
                ? OfNoSystem
                : TheDescriptor, call.Key.Syntax.GetLocation(), Properties(call.ToList()), NameOf(first.Option), NameOf(first.Home));

    private static ImmutableDictionary<string, string?> Properties(List<(SocketEvent Option, SocketHistory History)> meanings)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        var first = meanings[0].Option;
        if (first.Home == Systems.None
            || meanings.Any(meaning => meaning.Option.Home != first.Home || meaning.Option.Option != first.Option))
        {
            return properties;
        }

        properties = properties
            .Add(DiagnosticProperties.Option, first.Option.ToString())
            .Add(DiagnosticProperties.Home, first.Home.ToString())
            .Add(DiagnosticProperties.Reached, meanings.Aggregate(Systems.None, (reached, meaning) => reached | meaning.Option.Systems)
                .ToString());
        return meanings.All(IsFresh) ? properties.Add(DiagnosticProperties.IsFresh, "true") : properties;
    }

    private static bool IsFresh((SocketEvent Option, SocketHistory History) meaning) =>
        meaning.History.Socket.Protocol == SocketProtocol.Tcp
        && meaning.Option.Enabled == true
        && meaning.History.Always(moment => moment.Event != meaning.Option || moment.Before is { Bind: null, HasConnected: false });

    /// <summary>
    /// On the other systems ReuseUnicastPort does nothing but throw, and to catch that is as good a guard; a number may be another option
    /// there.
    /// </summary>
    private static bool IsTried(SocketEvent option) => option is { Option: SocketOption.ReuseUnicastPort, IsFailureReceived: true };

    private static string NameOf(SocketOption option) => option switch
    {
        SocketOption.BindAddressNoPort => "IP_BIND_ADDRESS_NO_PORT",
        SocketOption.LocalPortRange => "IP_LOCAL_PORT_RANGE",
        SocketOption.RawReuseAddress => "SO_REUSEADDR",
        SocketOption.RawReusePort => "SO_REUSEPORT",
        SocketOption.BindToDevice => "SO_BINDTODEVICE",
        _ => option.ToString(),
    };

    private static string NameOf(Systems home) => home switch
    {
        Systems.Linux => "Linux",
        Systems.Windows => "Windows",
        Systems.MacOS | Systems.FreeBsd => "macOS and FreeBSD",
        _ => "Windows, macOS and FreeBSD",
    };
}

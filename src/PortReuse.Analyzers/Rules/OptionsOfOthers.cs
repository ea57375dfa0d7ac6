using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Histories;

namespace PortReuse.Analyzers.Rules;

/// <summary>Whether an option can be taken away without taking it from a socket that nothing is said of.</summary>
internal static class OptionsOfOthers
{
    /// <summary>Tells the fix that it cannot: the code that sets the option is another type's, or is run for other sockets too.</summary>
    public static ImmutableDictionary<string, string?> Properties(
        SocketFlowAnalysis analysis, IEnumerable<SocketEvent> options, IOperation place, Func<SocketHistory, bool> isFlagged)
    {
        var isElsewhere = options.Any(option => option.Operation != place || analysis.PlaceOf(option) != option.Operation);
        var isOfOthers = analysis.Histories.Any(
            history => !isFlagged(history) && history.Events.Any(socketEvent => socketEvent.Operation == place));

        return isElsewhere || isOfOthers
            ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Blocked, DiagnosticProperties.BlockedByOtherSockets)
            : ImmutableDictionary<string, string?>.Empty;
    }
}

using Microsoft.CodeAnalysis;
using PortReuse.Analyzers;

namespace PortReuse.Scan.Analysis;

/// <summary>What the rules say of themselves.</summary>
internal static class Rules
{
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [.. new SocketAnalyzer().SupportedDiagnostics.OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public static IReadOnlyDictionary<string, DiagnosticDescriptor> ById { get; } = All.ToDictionary(rule => rule.Id);
}

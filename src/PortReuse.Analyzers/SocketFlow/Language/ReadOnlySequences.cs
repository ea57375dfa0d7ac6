using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>The types of the framework through which no element can be put into a sequence.</summary>
internal static class ReadOnlySequences
{
    private static readonly string[] Beginnings = ["IReadOnly", "ReadOnly", "Immutable", "Frozen"];

    /// <summary>Whether it is one of them, or a tuple.</summary>
    public static bool Are(ITypeSymbol? type) =>
        type is INamedTypeSymbol named
        && named.IsOfFramework()
        && (named.Name is "IEnumerable" or "Tuple" or "KeyValuePair" or "ValueTuple"
            || Beginnings.Any(beginning => named.Name.StartsWith(beginning, StringComparison.Ordinal)));
}

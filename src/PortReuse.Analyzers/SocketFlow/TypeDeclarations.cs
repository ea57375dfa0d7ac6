using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>Where a type is declared, in all its parts.</summary>
internal static class TypeDeclarations
{
    /// <summary>Whether the code stands in the type's own declaration, or in that of a type nested in it.</summary>
    public static bool Declares(this INamedTypeSymbol type, SyntaxNode code) => type.Declares(code.GetLocation());

    public static bool Declares(this INamedTypeSymbol type, Location place) =>
        type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == place.SourceTree && part.Span.Contains(place.SourceSpan));
}

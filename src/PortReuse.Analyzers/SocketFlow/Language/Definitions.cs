using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>Symbols as they are declared, however the code calls them.</summary>
internal static class Definitions
{
    /// <summary>Of an accessor its property, of a method in parts the one with a body, of an extension the method itself.</summary>
    public static ISymbol Of(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { ReducedFrom: { } method } => Of(method),
        IMethodSymbol { AssociatedSymbol: { } owner } => Of(owner),
        IMethodSymbol method when ExtensionBlocks.MemberOf(method) is { } member => Of(member),
        IMethodSymbol { OriginalDefinition: var method } => method.PartialImplementationPart ?? method,
        _ => symbol.OriginalDefinition,
    };
}

using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>Symbols as they are declared, however the code calls them.</summary>
internal static class Definitions
{
    /// <summary>
    /// The property of an accessor, the implementing part of a partial method, the unreduced form of an extension method.
    /// </summary>
    public static ISymbol Of(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { ReducedFrom: { } method } => Of(method),
        IMethodSymbol { AssociatedSymbol: { } owner } => Of(owner),
        IMethodSymbol method when ExtensionBlocks.MemberOf(method) is { } member => Of(member),
        IMethodSymbol { OriginalDefinition: var method } => method.PartialImplementationPart ?? method,
        _ => symbol.OriginalDefinition,
    };
}

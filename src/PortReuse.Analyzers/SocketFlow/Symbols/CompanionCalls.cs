using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Symbols;

/// <summary>The extension methods of the runtime companion, known by name: the analyzer does not reference it.</summary>
internal static class CompanionCalls
{
    public static bool Is(IMethodSymbol method) =>
        method is
        {
            IsStatic: true,
            ContainingType:
            {
                Name: "SocketExtensions",
                ContainingNamespace: { Name: "PortReuse", ContainingNamespace.IsGlobalNamespace: true },
            },
        };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Sockets;

namespace PortReuse.Analyzers.SocketFlow.Sources;

/// <summary>
/// Tells the words of <see cref="SocketSources"/> that mean sockets from those that do not: the many other things that are bound. To ask what one name means is far cheaper than to follow all that a type does.
/// </summary>
internal static class SocketWords
{
    /// <summary>Of all the words this one has other meanings, and mostly.</summary>
    private const string Bind = "Bind";

    /// <summary>Whether the type names a helper, or has one of the words in it that may mean a socket.</summary>
    public static bool AreIn(INamedTypeSymbol type, SocketTypes types, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Any(part =>
            types.Sources.NamesHelper(part.SyntaxTree, part.Span, cancellation)
            || SocketSources.WordsIn(part.SyntaxTree, part.Span, cancellation).Any(position =>
                MayMeanSocket(part.SyntaxTree.GetRoot(cancellation).FindToken(position), types, cancellation)));

    private static bool MayMeanSocket(SyntaxToken word, SocketTypes types, CancellationToken cancellation)
    {
        if (!word.IsKind(SyntaxKind.IdentifierToken) || word.ValueText != Bind)
        {
            return true;
        }

        // What is declared by that name binds a socket only if the code in it does.
        return word.Parent is SimpleNameSyntax name
            && types.Methods.ModelOf(name.SyntaxTree) is { } model
            && model.GetSymbolInfo(name, cancellation).Symbol is var meant
            && (meant is null
                || types.IsSocket(meant.ContainingType)
                || meant.DeclaringSyntaxReferences.Any(declared => types.Methods.ModelOf(declared.SyntaxTree) is not null));
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Analyzers.SocketFlow.Code;

/// <summary>
/// Tells the words of <see cref="SocketSources"/> that mean sockets from those that do not: the many other things that are bound. To ask
/// what one name means is far cheaper than to follow all that a type does.
/// </summary>
internal static class SocketWords
{
    /// <summary>The one word that mostly has another meaning.</summary>
    private const string Bind = "Bind";

    /// <summary>Whether the type uses a helper, or has one of the words in it that may mean a socket.</summary>
    public static bool AreIn(INamedTypeSymbol type, CompilationScope scope, CancellationToken cancellation) =>
        SocketSources.MayFindPort(type.DeclaringSyntaxReferences, cancellation)
        || type.DeclaringSyntaxReferences.Any(part =>
            SocketSources.WordsIn(part.SyntaxTree, part.Span, cancellation).Any(position =>
                MayMeanSocket(part.SyntaxTree.GetRoot(cancellation).FindToken(position), scope, cancellation))
            || scope.Sources.HelpersIn(part.SyntaxTree, part.Span, cancellation).Any(position =>
                MayMeanHelper(part.SyntaxTree.GetRoot(cancellation).FindToken(position), scope, cancellation)));

    /// <summary>
    /// Whether the word means a helper. Another symbol may have a helper's name; a name that binds to nothing yet may mean one.
    /// </summary>
    private static bool MayMeanHelper(SyntaxToken word, CompilationScope scope, CancellationToken cancellation)
    {
        if (word.Parent is not SimpleNameSyntax name || scope.Models.Of(name.SyntaxTree) is not { } model)
        {
            return false;
        }

        var meaning = model.GetSymbolInfo(name, cancellation);
        return meaning.Symbol is { } symbol
            ? scope.Helpers.Has(symbol, name.SyntaxTree, cancellation)
            : meaning.CandidateSymbols.IsEmpty
            || meaning.CandidateSymbols.Any(meant => scope.Helpers.Has(meant, name.SyntaxTree, cancellation));
    }

    private static bool MayMeanSocket(SyntaxToken word, CompilationScope scope, CancellationToken cancellation)
    {
        if (!word.IsKind(SyntaxKind.IdentifierToken) || word.ValueText != Bind)
        {
            return true;
        }

        if (word.Parent is not SimpleNameSyntax name || scope.Models.Of(name.SyntaxTree) is not { } model)
        {
            return false;
        }

        // Mostly it means a socket, and then all of the member is bound; to bind one statement of it before does the work twice.
        if (name.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { } member)
        {
            _ = model.GetOperation(member, cancellation);
        }

        // What is declared by that name binds a socket only if the code in it does.
        return model.GetSymbolInfo(name, cancellation).Symbol is var meant
            && (meant is null
                || scope.Types.IsSocket(meant.ContainingType)
                || (meant is not IFieldSymbol { IsConst: true }
                    && meant.DeclaringSyntaxReferences.Any(declared => scope.Models.Of(declared.SyntaxTree) is not null)));
    }
}

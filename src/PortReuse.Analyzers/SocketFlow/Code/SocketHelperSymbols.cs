using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Settings;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Analyzers.SocketFlow.Code;

/// <summary>
/// Tells what is a helper from what only has the name of one. A helper takes, returns or holds a socket by its declaration, and its code
/// has a word of <see cref="SocketSources"/> in it or uses another helper, through any number of members and types.
/// </summary>
internal sealed class SocketHelperSymbols(SocketSources sources, SourceModels models)
{
    private readonly ConcurrentDictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether it is one, or is said to be one by the options of the file that uses it or by an attribute.</summary>
    /// <param name="meant">What a name of a helper means.</param>
    /// <param name="user">The file that the name is in.</param>
    /// <param name="cancellation">Where the answer is not wanted any more.</param>
    public bool Has(ISymbol meant, SyntaxTree user, CancellationToken cancellation)
    {
        if (HasRole(meant, user))
        {
            return true;
        }

        var symbol = OwnerOf(meant);
        return HasSocket(symbol, cancellation) && (_known.TryGetValue(symbol, out var known) ? known : Search(symbol, cancellation));
    }

    /// <summary>
    /// Goes through the uses until one has a word in it. Where none has, none of those on the way has either; an answer on the way to one
    /// that has would hang on who asked.
    /// </summary>
    private bool Search(ISymbol start, CancellationToken cancellation)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { start };
        var open = new Queue<ISymbol>(seen);
        while (open.Count > 0)
        {
            foreach (var code in CodeOf(open.Dequeue(), cancellation))
            {
                if (SocketSources.WordsIn(code.SyntaxTree, code.Span, cancellation).Any())
                {
                    return _known[start] = true;
                }

                foreach (var used in UsedIn(code, cancellation))
                {
                    var symbol = OwnerOf(used);
                    var isKnown = _known.TryGetValue(symbol, out var known);
                    if (known || HasRole(used, code.SyntaxTree))
                    {
                        return _known[start] = true;
                    }

                    if (!isKnown && seen.Add(symbol) && HasSocket(symbol, cancellation))
                    {
                        open.Enqueue(symbol);
                    }
                }
            }
        }

        foreach (var symbol in seen)
        {
            _known[symbol] = false;
        }

        return false;
    }

    private IEnumerable<ISymbol> UsedIn(SyntaxNode code, CancellationToken cancellation)
    {
        if (models.Of(code.SyntaxTree) is not { } model)
        {
            yield break;
        }

        var root = code.SyntaxTree.GetRoot(cancellation);
        foreach (var position in sources.HelpersIn(code.SyntaxTree, code.Span, cancellation))
        {
            if (root.FindToken(position).Parent is not SimpleNameSyntax name)
            {
                continue;
            }

            var meaning = model.GetSymbolInfo(name, cancellation);
            foreach (var meant in meaning.Symbol is { } symbol ? ImmutableArray.Create(symbol) : meaning.CandidateSymbols)
            {
                yield return meant;
            }
        }
    }

    /// <summary>Its own code, and of what can be overridden or implemented that of all that may do it: whatever has its name.</summary>
    private IEnumerable<SyntaxNode> CodeOf(ISymbol symbol, CancellationToken cancellation) =>
        symbol is not INamedTypeSymbol
            && (symbol.IsAbstract || symbol.IsVirtual || symbol.IsOverride || symbol.ContainingType.TypeKind == TypeKind.Interface)
            ? sources.DeclarationsOf(symbol.Name, cancellation)
            : PartsOf(symbol, cancellation);

    private bool HasRole(ISymbol meant, SyntaxTree user) =>
        meant is IMethodSymbol method && sources.RoleOf(method, user) != SocketRole.None;

    private static bool HasSocket(ISymbol symbol, CancellationToken cancellation) =>
        SocketHelpers.IsDeclaredBy(PartsOf(symbol, cancellation));

    private static SyntaxNode[] PartsOf(ISymbol symbol, CancellationToken cancellation) =>
        [.. symbol.DeclaringSyntaxReferences.Select(declared => declared.GetSyntax(cancellation))];

    /// <summary>Whose declaration tells: of a constructor that of its type.</summary>
    private static ISymbol OwnerOf(ISymbol meant) =>
        Definitions.Of(meant is IMethodSymbol { MethodKind: MethodKind.Constructor } ? meant.ContainingType : meant);
}

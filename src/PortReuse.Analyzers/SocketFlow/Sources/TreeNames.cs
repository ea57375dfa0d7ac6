using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Sources;

/// <summary>
/// The names in one file. A file never changes, so they are indexed once, whatever compilations it is in: after a keystroke, in one file of
/// all. Most files do not have the name that is asked for, and the index says so without a token being made.
/// </summary>
internal sealed class TreeNames
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeNames> Indexed = new();

    private readonly SyntaxTree _tree;

    /// <summary>
    /// The hashes of all words in the text, in order: those in comments and strings too, which <see cref="TokensOf"/> leaves out.
    /// </summary>
    private readonly int[] _hashes;

    private readonly ConcurrentDictionary<string, SyntaxToken[]> _tokens = new(StringComparer.Ordinal);

    private TreeNames(SyntaxTree tree, CancellationToken cancellation)
    {
        _tree = tree;
        using var text = SourceChars.Of(tree.GetText(cancellation));
        _hashes = HashesIn(text.Span);
    }

    public static TreeNames Of(SyntaxTree tree, CancellationToken cancellation) =>
        Indexed.TryGetValue(tree, out var names) ? names : Indexed.GetValue(tree, _ => new(tree, cancellation));

    /// <summary>False where the word is nowhere in the file.</summary>
    public bool MayHave(string word) => Array.BinarySearch(_hashes, HashOf(word.AsSpan())) >= 0;

    /// <summary>The identifiers and keywords of the code that are this word, in order.</summary>
    public SyntaxToken[] TokensOf(string word, CancellationToken cancellation)
    {
        if (!MayHave(word))
        {
            return [];
        }

        return _tokens.TryGetValue(word, out var tokens) ? tokens : _tokens.GetOrAdd(word, Find(word, cancellation));
    }

    private SyntaxToken[] Find(string word, CancellationToken cancellation)
    {
        using var text = SourceChars.Of(_tree.GetText(cancellation));
        var root = _tree.GetRoot(cancellation);
        return
        [
            .. text.Span.Find([word])
                .Select(position => (Token: root.FindToken(position), position))
                .Where(found => found.Token.Span.Contains(found.position) && found.Token.ValueText == word)
                .Select(found => found.Token),
        ];
    }

    private static int[] HashesIn(ReadOnlySpan<char> text)
    {
        var hashes = new HashSet<int>();
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            if (text.IsPartOfName(at))
            {
                start = start < 0 ? at : start;
            }
            else if (start >= 0)
            {
                hashes.Add(HashOf(text.Slice(start, at - start)));
                start = -1;
            }
        }

        var ordered = hashes.ToArray();
        Array.Sort(ordered);
        return ordered;
    }

    /// <summary>FNV-1a: the same in every process.</summary>
    private static int HashOf(ReadOnlySpan<char> word)
    {
        var hash = 2166136261;
        foreach (var character in word)
        {
            hash = (hash ^ character) * 16777619;
        }

        return (int)hash;
    }
}

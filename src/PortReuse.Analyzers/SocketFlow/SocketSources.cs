using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>
/// Which code is worth a look. Nearly all is not, and a search of the text finds that out at a fraction of what binding
/// a method costs: whatever a rule flags has one of these words in it, or the name of a helper that has.
/// </summary>
internal sealed class SocketSources(Compilation compilation)
{
    /// <summary>Binds of all kinds and the callback that returns where to bind; the constructors that bind; the raw options.</summary>
    private static readonly string[] Words =
        ["Bind", "TcpClient", "TcpListener", "ServicePoint", "SetRawSocketOption", "setsockopt", "ReuseUnicastPort", "ReuseAddress"];

    /// <summary>A text never changes, so what is in it is searched for once, whatever compilation it is in.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, int[]> WordPositions = new();

    private readonly ConditionalWeakTable<SyntaxTree, int[]> _helperPositions = new();
    private string[]? _helpers;

    /// <summary>Whether one of the words, or the name of a helper, is in the span.</summary>
    public bool Mention(SyntaxTree tree, TextSpan span, CancellationToken cancellation) =>
        IsAnyIn(PositionsOfWords(tree, cancellation), span) || IsAnyIn(PositionsOfHelpers(tree, cancellation), span);

    /// <summary>The trees that one of the names occurs in.</summary>
    public IEnumerable<(SyntaxTree Tree, int[] Positions)> Naming(IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var wanted = names.ToArray();
        return compilation.SyntaxTrees
            .Select(tree => (tree, Positions: Find(tree.GetText(cancellation).ToString(), wanted)))
            .Where(found => found.Positions.Length > 0);
    }

    private static int[] PositionsOfWords(SyntaxTree tree, CancellationToken cancellation) =>
        WordPositions.TryGetValue(tree, out var positions)
            ? positions
            : WordPositions.GetValue(tree, _ => Find(tree.GetText(cancellation).ToString(), Words));

    private int[] PositionsOfHelpers(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!_helperPositions.TryGetValue(tree, out var positions))
        {
            _helpers ??= [.. SocketHelpers.In(compilation.SyntaxTrees, tree => PositionsOfWords(tree, cancellation), cancellation)];
            var helpers = _helpers;
            positions = _helperPositions.GetValue(tree, _ => helpers.Length == 0 ? [] : Find(tree.GetText(cancellation).ToString(), helpers));
        }

        return positions;
    }

    private static bool IsAnyIn(int[] positions, TextSpan span)
    {
        var index = Array.BinarySearch(positions, span.Start);
        index = index < 0 ? ~index : index;
        return index < positions.Length && positions[index] < span.End;
    }

    private static int[] Find(string text, string[] words)
    {
        List<int>? positions = null;
        foreach (var word in words)
        {
            for (var at = text.IndexOf(word, StringComparison.Ordinal);
                 at >= 0;
                 at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
            {
                (positions ??= []).Add(at);
            }
        }

        positions?.Sort();
        return positions?.ToArray() ?? [];
    }
}

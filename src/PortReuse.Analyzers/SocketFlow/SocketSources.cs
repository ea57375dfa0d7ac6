using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>
/// Which code is worth a look. Nearly all is not, and a search of the text finds that out at a fraction of what binding
/// a method costs: whatever a rule flags has one of these words in it.
/// </summary>
internal sealed class SocketSources
{
    /// <summary>Binds of all kinds and the callback that returns where to bind; the constructor that binds; the raw options.</summary>
    private static readonly string[] Words = ["Bind", "TcpClient", "ServicePoint", "SetRawSocketOption", "setsockopt"];

    private readonly ConditionalWeakTable<SyntaxTree, int[]> _positions = new();

    /// <summary>Whether one of the words is in the span.</summary>
    public bool Mention(SyntaxTree tree, TextSpan span, CancellationToken cancellation)
    {
        if (!_positions.TryGetValue(tree, out var positions))
        {
            positions = Find(tree.GetText(cancellation).ToString());
            positions = _positions.GetValue(tree, _ => positions);
        }

        var index = Array.BinarySearch(positions, span.Start);
        index = index < 0 ? ~index : index;
        return index < positions.Length && positions[index] < span.End;
    }

    private static int[] Find(string text)
    {
        List<int>? positions = null;
        foreach (var word in Words)
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

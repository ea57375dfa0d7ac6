using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Sources;

/// <summary>
/// Words in the code of a file: a search of its text finds them, and its tokens say which of them are code. A comment, a directive and what
/// is not compiled count nowhere, and neither does the layout.
/// </summary>
internal static class CodeWords
{
    /// <summary>Ends a word that stands for a call of any name with that ending.</summary>
    private const char Call = '(';

    /// <summary>Those of the positions that are in code.</summary>
    public static int[] InCode(int[] positions, SyntaxTree tree, CancellationToken cancellation)
    {
        if (positions.Length == 0)
        {
            return positions;
        }

        var root = tree.GetRoot(cancellation);
        return Array.FindAll(positions, position => TokenAt(root, position) is not null);
    }

    /// <summary>
    /// Whether one of the words is in the code of the span, be it as a part of a name; <c>Connect(</c> is a call of what ends so.
    /// </summary>
    /// <param name="tree">The file.</param>
    /// <param name="span">The part of it.</param>
    /// <param name="words">The words.</param>
    /// <param name="cancellation">Where the answer is not wanted any more.</param>
    /// <param name="counts">Whether a name that one of them is in counts; null where all do.</param>
    public static bool HasAny(
        SyntaxTree tree, TextSpan span, string[] words, CancellationToken cancellation, Func<SyntaxToken, bool>? counts = null)
    {
        using var text = SourceChars.Of(tree.GetText(cancellation));
        var chars = text.Span.Slice(0, span.End);
        foreach (var word in words)
        {
            var isCall = word[word.Length - 1] == Call;
            var name = isCall ? word.Substring(0, word.Length - 1) : word;
            for (var at = chars.Next(name, span.Start); at >= 0; at = chars.Next(name, at + name.Length))
            {
                if ((!isCall || !chars.IsPartOfName(at + name.Length))
                    && TokenAt(tree.GetRoot(cancellation), at) is { } token
                    && (!isCall || token.GetNextToken().IsKind(SyntaxKind.OpenParenToken))
                    && counts?.Invoke(token) != false)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the file makes something of that type with an argument, <c>new TcpClient(local)</c> or <c>new(local)</c>, or extends it.
    /// </summary>
    public static bool CreateWithArgument(int[] positionsOfType, SyntaxTree tree, CancellationToken cancellation)
    {
        if (positionsOfType.Length == 0)
        {
            return false;
        }

        var root = tree.GetRoot(cancellation);
        return positionsOfType.Any(position => root.FindToken(position) is var type
            && (IsGivenArgument(type) || type.GetPreviousToken().IsKind(SyntaxKind.ColonToken)))
            || root.DescendantNodes().Any(node => node is ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 });
    }

    private static bool IsGivenArgument(SyntaxToken called) =>
        called.GetNextToken() is var open && open.IsKind(SyntaxKind.OpenParenToken)
            && !open.GetNextToken().IsKind(SyntaxKind.CloseParenToken);

    /// <summary>Null in a comment, a directive, or code that is not compiled.</summary>
    private static SyntaxToken? TokenAt(SyntaxNode root, int position) =>
        root.FindToken(position) is var token && token.Span.Contains(position) ? token : null;
}

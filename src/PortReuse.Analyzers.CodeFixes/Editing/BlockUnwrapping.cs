using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>The statements of a block without its braces, one level further out.</summary>
internal static class BlockUnwrapping
{
    /// <summary>The lines, with the edits made in them; null where the layout is not one to be kept by taking a level away.</summary>
    /// <param name="pass">The document.</param>
    /// <param name="block">A block whose braces have lines of their own.</param>
    /// <param name="edits">Changes inside the block.</param>
    public static string? TryUnwrap(FixPass pass, BlockSyntax block, IReadOnlyCollection<TextChange> edits)
    {
        var (open, close) = (block.OpenBraceToken, block.CloseBraceToken);
        if (!pass.Layout.IsFirstOnLine(open.SpanStart)
            || !pass.Layout.IsLastOnLine(open.Span.End)
            || !pass.Layout.IsFirstOnLine(close.SpanStart)
            || block.DescendantTokens().Any(token => token.Text.IndexOf('\n') >= 0 || token.IsMissing))
        {
            return null;
        }

        var lines = pass.Text.Lines;
        var first = lines.GetLineFromPosition(open.SpanStart).EndIncludingLineBreak;
        var end = lines.GetLineFromPosition(close.SpanStart).Start;
        var changed = pass.Text.WithChanges(edits.OrderBy(edit => edit.Span.Start));
        var length = end - first + changed.Length - pass.Text.Length;
        var inner = pass.Layout.IndentationAt(open.SpanStart) + pass.Layout.Unit;
        var body = SourceText.From(changed.ToString(new TextSpan(first, length)));

        return string.Concat(body.Lines.Select(line => body.ToString(line.SpanIncludingLineBreak)).Select(line =>
            line.StartsWith(inner, StringComparison.Ordinal) ? line.Substring(pass.Layout.Unit.Length) : line));
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>Takes a statement away, with the comment behind it; a comment above it stays.</summary>
internal static class StatementRemoval
{
    public static void TryAdd(List<TextChange> edits, FixPass pass, StatementSyntax statement)
    {
        if (HasTrivia(statement, statement.Span, trivia => trivia.IsDirective))
        {
            return;
        }

        if (statement.Parent is LabeledStatementSyntax)
        {
            edits.Add(new TextChange(statement.Span, ";"));
        }
        else if (!StatementInsertion.IsEmbedded(statement))
        {
            edits.Add(new TextChange(SpanOf(statement, pass), ""));
        }
        else if (statement.Parent is IfStatementSyntax { Else: null } owner && CanGoWith(owner, statement, pass))
        {
            edits.Add(new TextChange(SpanOf(owner, pass), ""));
        }
        else
        {
            edits.Add(new TextChange(statement.Span, "{ }"));
        }
    }

    private static bool CanGoWith(IfStatementSyntax owner, StatementSyntax statement, FixPass pass) =>
        !StatementInsertion.IsEmbedded(owner)
            && owner.Parent is not LabeledStatementSyntax
            && SideEffects.CanDrop(owner.Condition, pass.Model)
            && !HasTrivia(
                owner,
                TextSpan.FromBounds(owner.SpanStart, statement.SpanStart),
                trivia => trivia.IsDirective || Layout.IsComment(trivia));

    private static bool HasTrivia(SyntaxNode node, TextSpan span, Func<SyntaxTrivia, bool> predicate) =>
        node.DescendantTrivia(span).Any(trivia => span.Contains(trivia.Span) && predicate(trivia));

    private static TextSpan SpanOf(StatementSyntax statement, FixPass pass)
    {
        var (text, layout) = (pass.Text, pass.Layout);
        var start = statement.SpanStart;
        var end = Layout.EndWithComments(statement.GetLastToken());

        if (layout.IsFirstOnLine(start) && layout.IsLastOnLine(end))
        {
            return WholeLines(pass, start, end);
        }

        if (layout.IsLastOnLine(end))
        {
            while (start > 0 && text[start - 1] is ' ' or '\t')
            {
                start--;
            }

            return TextSpan.FromBounds(start, end);
        }

        while (text[end] is ' ' or '\t')
        {
            end++;
        }

        return TextSpan.FromBounds(start, end);
    }

    /// <summary>The span to remove so that the lines from one place to another are gone.</summary>
    public static TextSpan WholeLines(FixPass pass, int start, int end)
    {
        var lines = pass.Text.Lines;
        var first = lines.IndexOf(start);
        var last = lines.IndexOf(end);

        // Two empty lines would be left in place of one, or one right after the brace.
        if (last + 1 < lines.Count && IsBlank(lines[last + 1]) && IsBlankOrBraceBefore(first, pass))
        {
            last++;
        }

        pass.RemovedLines.UnionWith(Enumerable.Range(first, last - first + 1));

        return TextSpan.FromBounds(lines[first].Start, lines[last].EndIncludingLineBreak);
    }

    private static bool IsBlank(TextLine line) => string.IsNullOrWhiteSpace(line.ToString());

    private static bool IsBlankOrBraceBefore(int line, FixPass pass)
    {
        do
        {
            line--;
        }
        while (pass.RemovedLines.Contains(line));

        return line < 0
            || IsBlank(pass.Text.Lines[line])
            || pass.Text.Lines[line].ToString().TrimEnd().EndsWith("{", StringComparison.Ordinal);
    }
}

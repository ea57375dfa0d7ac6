using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>Writes lines above and below a run of statements, which keep their text and move to the right: a <c>try</c>, a loop.</summary>
internal sealed class StatementWrapping
{
    private readonly FixPass _pass;
    private readonly StatementSyntax _first;
    private readonly StatementSyntax _last;
    private readonly int _start;
    private readonly int _end;
    private readonly int _levels;
    private readonly string _shift;

    private StatementWrapping(FixPass pass, StatementSyntax first, StatementSyntax last, int start, int end, int levels, string shift)
    {
        _pass = pass;
        _first = first;
        _last = last;
        _start = start;
        _end = end;
        _levels = levels;
        _shift = shift;
    }

    /// <summary>The lines that move, but for the first.</summary>
    public TextSpan Lines => TextSpan.FromBounds(_pass.Text.Lines.GetLineFromPosition(_start).End, _end);

    /// <summary>Null where the statements share a line with others, or a directive parts them.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="first">The first statement of the run.</param>
    /// <param name="last">The last one, in the same block.</param>
    /// <param name="levels">How many levels the statements move.</param>
    /// <param name="shift">What something around the run moves it by besides.</param>
    public static StatementWrapping? TryCreate(FixPass pass, StatementSyntax first, StatementSyntax last, int levels, string shift = "")
    {
        var start = Layout.StartWithComments(first);
        var end = Layout.EndWithComments(last.GetLastToken());

        // A body without braces that shares the line of its owner gets a line of its own with the braces.
        var hasOwnLines = pass.Layout.IsFirstOnLine(start)
            || (first == last && StatementInsertion.IsEmbedded(first) && CanBreakBefore(pass, first));

        return hasOwnLines && pass.Layout.IsLastOnLine(end) && DirectivesAreBalanced(pass.Root, TextSpan.FromBounds(start, end))
            ? new StatementWrapping(pass, first, last, start, end, levels, shift)
            : null;
    }

    /// <summary>Opens what is around the statements, and moves them.</summary>
    /// <param name="edits">Gets the changes.</param>
    /// <param name="lines">The lines above, with a tab for each level of their own.</param>
    /// <param name="done">Lines that another edit indents.</param>
    public void AddAbove(List<TextChange> edits, IReadOnlyList<string> lines, TextSpan done = default)
    {
        var above = string.Concat(lines.Select(line => Indentation.Expand(line, _pass.Layout.Unit) + NewLine + Indent)) + Deeper(_levels);

        if (!StatementInsertion.IsEmbedded(_first))
        {
            edits.Add(new TextChange(new TextSpan(_start, 0), above));
        }
        else if (_pass.Layout.IsFirstOnLine(_start))
        {
            edits.Add(new TextChange(
                new TextSpan(_pass.Text.Lines.GetLineFromPosition(_start).Start, 0), $"{OwnerIndent}{{{NewLine}{_shift}"));
            edits.Add(new TextChange(new TextSpan(_start, 0), above));
        }
        else
        {
            var gap = TextSpan.FromBounds(Layout.EndWithComments(_first.GetFirstToken().GetPreviousToken()), _start);

            edits.Add(new TextChange(gap, $"{NewLine}{OwnerIndent}{{{NewLine}{Indent}{above}"));
        }

        MoveLines(edits, done);
    }

    /// <summary>Closes it.</summary>
    public void AddBelow(List<TextChange> edits, IReadOnlyList<string> lines)
    {
        var below = string.Concat(lines.Select(line => NewLine + Indent + Indentation.Expand(line, _pass.Layout.Unit)));

        if (StatementInsertion.IsEmbedded(_first))
        {
            below += $"{NewLine}{OwnerIndent}}}";
        }

        edits.Add(new TextChange(new TextSpan(_end, 0), below));
    }

    private string NewLine => _pass.Layout.NewLineAt(_start);

    private string OwnerIndent
    {
        get
        {
            var owner = _first.Parent is { Parent: ElseClauseSyntax clause } ? clause : _first.Parent!;

            return _shift + _pass.Layout.IndentationAt(owner.SpanStart);
        }
    }

    private string Indent =>
        !StatementInsertion.IsEmbedded(_first) || _pass.Layout.IndentationAt(_start).Length > OwnerIndent.Length - _shift.Length
        ? _shift + _pass.Layout.IndentationAt(_start)
        : OwnerIndent + _pass.Layout.Unit;

    private string Deeper(int levels) => string.Concat(Enumerable.Repeat(_pass.Layout.Unit, levels));

    private void MoveLines(List<TextChange> edits, TextSpan done) =>
        Indentation.Add(
            edits,
            _pass.Text,
            _pass.Root,
            Deeper(_levels) + _shift,
            _pass.Text.Lines.IndexOf(_start) + 1,
            _pass.Text.Lines.IndexOf(_last.Span.End),
            done);

    private static bool CanBreakBefore(FixPass pass, StatementSyntax statement) =>
        pass.Layout.IsFirstOnLine(statement.Parent!.Parent is ElseClauseSyntax clause ? clause.SpanStart : statement.Parent.SpanStart)
            && pass.Text.Lines.IndexOf(statement.SpanStart) == pass.Text.Lines.IndexOf(statement.Span.End);

    private static bool DirectivesAreBalanced(SyntaxNode root, TextSpan span)
    {
        var depth = 0;

        foreach (var trivia in root.DescendantTrivia(span).Where(trivia => trivia.IsDirective && span.Contains(trivia.Span)))
        {
            depth += trivia.Kind() switch
            {
                SyntaxKind.IfDirectiveTrivia or SyntaxKind.RegionDirectiveTrivia => 1,
                SyntaxKind.EndIfDirectiveTrivia or SyntaxKind.EndRegionDirectiveTrivia => -1,
                SyntaxKind.ElseDirectiveTrivia or SyntaxKind.ElifDirectiveTrivia when depth == 0 => -1,
                _ => 0,
            };

            if (depth < 0)
            {
                return false;
            }
        }

        return depth == 0;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>Writes statements before and after an existing one, in the layout found there.</summary>
internal static class StatementInsertion
{
    /// <summary>Whether there can be no second statement without braces: the body of an <c>if</c>, a loop, a <c>using</c>.</summary>
    public static bool IsEmbedded(StatementSyntax statement) =>
        statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax or LabeledStatementSyntax);

    public static void Add(
        List<TextChange> edits,
        FixPass pass,
        StatementSyntax statement,
        IReadOnlyList<NewStatement> before,
        IReadOnlyList<NewStatement> after)
    {
        var place = new Place(pass, statement);

        if (before.Count + after.Count == 0)
        {
            return;
        }

        if (IsEmbedded(statement))
        {
            AddWithBraces(edits, place, before, after);
        }
        else if (place.HasOwnLines)
        {
            AddOnOwnLines(edits, place, place.Indentation, before, after);
        }
        else
        {
            // No new line may come before what shares the line with the statement, but one before the statement itself may.
            var hasRoom = place.Layout.IsFirstOnLine(place.Start);

            Insert(edits, place.Start, hasRoom ? place.LinesBefore(before, place.Indentation) : OnOneLine(before, "", " "));
            Insert(edits, statement.Span.End, OnOneLine(after, " ", ""));
        }
    }

    public static void AddFirst(List<TextChange> edits, FixPass pass, BlockSyntax block, IReadOnlyList<NewStatement> statements)
    {
        var layout = pass.Layout;
        var brace = block.OpenBraceToken;
        var end = Layout.EndWithComments(brace);

        if (!layout.IsLastOnLine(end))
        {
            Insert(edits, brace.Span.End, OnOneLine(statements, " ", ""));
            return;
        }

        var indentation = block.Statements.FirstOrDefault() is { } first && layout.IsFirstOnLine(first.SpanStart)
            ? layout.IndentationAt(first.SpanStart)
            : layout.IndentationAt(brace.SpanStart) + layout.Unit;

        var lines = statements.SelectMany(statement => statement.Lines(layout.Unit));

        Insert(edits, end, string.Concat(lines.Select(line => layout.NewLineAt(end) + indentation + line)));
    }

    private static void AddOnOwnLines(
        List<TextChange> edits, Place place, string indentation, IReadOnlyList<NewStatement> before, IReadOnlyList<NewStatement> after)
    {
        Insert(edits, place.Start, place.LinesBefore(before, indentation));
        Insert(edits, place.End, place.LinesAfter(after, indentation));
    }

    private static void AddWithBraces(
        List<TextChange> edits, Place place, IReadOnlyList<NewStatement> before, IReadOnlyList<NewStatement> after)
    {
        var (layout, newLine) = (place.Layout, place.NewLine);
        var owner = place.Owner;
        var outer = layout.IndentationAt(owner.SpanStart);

        if (layout.IsFirstOnLine(place.Start))
        {
            Insert(edits, place.Text.Lines.GetLineFromPosition(place.Start).Start, $"{outer}{{{newLine}");

            var indentation = place.Indentation;

            // Usings that stand in a stack are not indented; what now stands between braces has to be.
            if (indentation.Length <= outer.Length)
            {
                indentation += layout.Unit;
                Indentation.Add(edits, place.Text, place.Statement, layout.Unit);
            }

            AddOnOwnLines(edits, place, indentation, before, after);
            Insert(edits, place.End, $"{newLine}{outer}}}");
        }
        else if (layout.IsFirstOnLine(owner.SpanStart) && layout.IsLastOnLine(place.End))
        {
            var inner = outer + layout.Unit;
            var gap = TextSpan.FromBounds(Layout.EndWithComments(place.Statement.GetFirstToken().GetPreviousToken()), place.Start);

            edits.Add(new TextChange(gap, $"{newLine}{outer}{{{newLine}{inner}"));
            AddOnOwnLines(edits, place, inner, before, after);
            Insert(edits, place.End, $"{newLine}{outer}}}");
        }
        else
        {
            Insert(edits, place.Start, "{ " + OnOneLine(before, "", " "));
            Insert(edits, place.Statement.Span.End, OnOneLine(after, " ", "") + " }");
        }
    }

    private static string OnOneLine(IEnumerable<NewStatement> statements, string prefix, string suffix) =>
        string.Concat(statements.Select(statement => prefix + statement.OnOneLine + suffix));

    private static void Insert(List<TextChange> edits, int position, string text)
    {
        if (text.Length > 0)
        {
            edits.Add(new TextChange(new TextSpan(position, 0), text));
        }
    }

    /// <summary>The span of a statement, including its comments.</summary>
    private readonly struct Place(FixPass pass, StatementSyntax statement)
    {
        public Layout Layout { get; } = pass.Layout;

        public SourceText Text { get; } = pass.Text;

        public StatementSyntax Statement { get; } = statement;

        public int Start { get; } = Layout.StartWithComments(statement);

        public int End { get; } = Layout.EndWithComments(statement.GetLastToken());

        public bool HasOwnLines => Layout.IsFirstOnLine(Start) && Layout.IsLastOnLine(End);

        public string Indentation => Layout.IndentationAt(Start);

        public string NewLine => Layout.NewLineAt(Start);

        /// <summary>The statement that the braces belong to. An <c>else if</c> begins at its <c>else</c>.</summary>
        public SyntaxNode Owner
        {
            get
            {
                var owner = Statement.Parent!;

                return owner.Parent is ElseClauseSyntax clause ? clause : owner;
            }
        }

        public string LinesBefore(IEnumerable<NewStatement> statements, string indentation)
        {
            var (unit, newLine) = (Layout.Unit, NewLine);

            return string.Concat(statements.SelectMany(statement => statement.Lines(unit)).Select(line => line + newLine + indentation));
        }

        public string LinesAfter(IEnumerable<NewStatement> statements, string indentation)
        {
            var (unit, newLine) = (Layout.Unit, NewLine);

            return string.Concat(statements.SelectMany(statement => statement.Lines(unit)).Select(line => newLine + indentation + line));
        }
    }
}

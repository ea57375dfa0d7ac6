using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>Moves lines to the right.</summary>
internal static class Indentation
{
    /// <summary>All lines of a node, by one level.</summary>
    public static void Add(List<TextChange> edits, SourceText text, SyntaxNode node, string unit) =>
        Add(edits, text, node, unit, text.Lines.IndexOf(Layout.StartWithComments(node)), text.Lines.IndexOf(node.Span.End));

    /// <summary>All lines but the one that the node begins on.</summary>
    public static void AddBehindFirstLine(List<TextChange> edits, SourceText text, SyntaxNode node, string unit) =>
        Add(edits, text, node, unit, text.Lines.IndexOf(node.SpanStart) + 1, text.Lines.IndexOf(node.Span.End));

    /// <summary>The line with a unit of the file's in the place of each tab that it begins with.</summary>
    public static string Expand(string line, string unit)
    {
        var content = line.TrimStart('\t');

        return string.Concat(Enumerable.Repeat(unit, line.Length - content.Length)) + content;
    }

    /// <summary>Lines by their numbers, from the first to the last.</summary>
    /// <param name="edits">Gets the changes.</param>
    /// <param name="text">The text.</param>
    /// <param name="node">What the lines are in.</param>
    /// <param name="by">What they are moved by.</param>
    /// <param name="first">The number of the first one.</param>
    /// <param name="last">The number of the last one.</param>
    /// <param name="done">Lines that another edit indents.</param>
    public static void Add(
        List<TextChange> edits, SourceText text, SyntaxNode node, string by, int first, int last, TextSpan done = default)
    {
        for (var number = first; number <= last; number++)
        {
            var line = text.Lines[number];
            var content = line.ToString().TrimStart();

            if (content.Length > 0 && content[0] != '#' && !done.Contains(line.Start) && !IsInsideToken(node, line.Start))
            {
                edits.Add(new TextChange(new TextSpan(line.Start, 0), by));
            }
        }
    }

    // A string over several lines would have another value; code that is compiled out stays as it is.
    private static bool IsInsideToken(SyntaxNode node, int position) =>
        node.FullSpan.Contains(position)
            && ((node.FindToken(position).Span is var span && span.Start < position && position < span.End)
                || node.FindTrivia(position).IsKind(SyntaxKind.DisabledTextTrivia));
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>Moves lines to the right.</summary>
internal static class Indentation
{
    /// <summary>All lines of a node, by one level.</summary>
    public static void Add(List<TextChange> edits, SourceText text, SyntaxNode node, string unit)
        => Add(edits, text, node, unit, text.Lines.IndexOf(Layout.StartWithComments(node)));

    /// <summary>All lines but the one that the node begins on.</summary>
    public static void AddBehindFirstLine(List<TextChange> edits, SourceText text, SyntaxNode node, string unit)
        => Add(edits, text, node, unit, text.Lines.IndexOf(node.SpanStart) + 1);

    /// <summary>The line with a unit of the file's in the place of each tab that it begins with.</summary>
    public static string Expand(string line, string unit)
    {
        var content = line.TrimStart('\t');

        return string.Concat(Enumerable.Repeat(unit, line.Length - content.Length)) + content;
    }

    private static void Add(List<TextChange> edits, SourceText text, SyntaxNode node, string unit, int first)
    {
        var last = text.Lines.IndexOf(node.Span.End);

        for (var number = first; number <= last; number++)
        {
            var line = text.Lines[number];
            var content = line.ToString().TrimStart();

            if (content.Length > 0 && content[0] != '#' && !IsInsideToken(node, line.Start))
            {
                edits.Add(new TextChange(new TextSpan(line.Start, 0), unit));
            }
        }
    }

    // A string over several lines would have another value.
    private static bool IsInsideToken(SyntaxNode node, int position)
        => node.FullSpan.Contains(position) && node.FindToken(position).Span is var span && span.Start < position && position < span.End;
}

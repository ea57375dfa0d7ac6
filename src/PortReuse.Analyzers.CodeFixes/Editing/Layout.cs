using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>How a file is laid out: what new lines in it must look like, and where there is room for one.</summary>
internal sealed class Layout(SyntaxNode root, SourceText text, AnalyzerConfigOptions options)
{
    /// <summary>One level of indentation.</summary>
    public string Unit { get; } = FirstIndentation(root, text) ?? ConfiguredUnit(options);

    /// <summary>The line break of the line that holds <paramref name="position"/>, or of the one before at the end of the file.</summary>
    public string NewLineAt(int position)
    {
        var number = text.Lines.IndexOf(position);
        var line = text.Lines[number > 0 && number == text.Lines.Count - 1 ? number - 1 : number];

        return line.End < line.EndIncludingLineBreak ? text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak)) : "\n";
    }

    /// <summary>The white space that begins the line that holds <paramref name="position"/>.</summary>
    public string IndentationAt(int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var end = line.Start;

        while (end < line.End && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    /// <summary>Code that is there, to be written once more at another indentation.</summary>
    /// <param name="code">The code, from where its first line is indented or from where it begins.</param>
    /// <param name="position">A place on its first line.</param>
    public NewStatement Again(string code, int position)
    {
        var indentation = IndentationAt(position);
        var lines = code.Replace("\r\n", "\n").Split('\n')
            .Select(line => line.StartsWith(indentation, StringComparison.Ordinal) ? line.Substring(indentation.Length) : line.TrimStart())
            .ToList();

        return new NewStatement(string.Join(" ", lines.Select(line => line.Trim())), lines);
    }

    public bool IsFirstOnLine(int position) =>
        string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(position).Start, position)));

    public bool IsLastOnLine(int position) =>
        string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(position, text.Lines.GetLineFromPosition(position).End)));

    /// <summary>The start of a node, including the comment right above it; a directive or an empty line separates the two.</summary>
    public static int StartWithComments(SyntaxNode node)
    {
        var start = node.SpanStart;
        var lineBreaks = 0;

        foreach (var trivia in node.GetLeadingTrivia().Reverse())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                if (++lineBreaks > 1)
                {
                    break;
                }
            }
            else if (IsComment(trivia))
            {
                // A `///` comment holds its own line break, and its span leaves out the first slashes.
                start = trivia.FullSpan.Start;
                lineBreaks = trivia.HasStructure ? 1 : 0;
            }
            else if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            {
                break;
            }
        }

        return start;
    }

    /// <summary>The end of a token, including the comments behind it on its line.</summary>
    public static int EndWithComments(SyntaxToken token) =>
        token.TrailingTrivia.Where(IsComment).Select(comment => comment.Span.End).Append(token.Span.End).Max();

    public static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    // The first token that is indented at all is indented once. Comments are no tokens, so a boxed file header does not count.
    private static string? FirstIndentation(SyntaxNode root, SourceText text)
    {
        foreach (var line in text.Lines)
        {
            if (line.Start < line.End && text[line.Start] is ' ' or '\t')
            {
                var token = root.FindToken(line.Start);

                if (token.SpanStart > line.Start && token.SpanStart < line.End)
                {
                    var indentation = text.ToString(TextSpan.FromBounds(line.Start, token.SpanStart));

                    return string.IsNullOrWhiteSpace(indentation) ? indentation : null;
                }
            }
        }

        return null;
    }

    private static string ConfiguredUnit(AnalyzerConfigOptions options)
    {
        if (options.TryGetValue("indent_style", out var style) && style == "tab")
        {
            return "\t";
        }

        return new string(' ', options.TryGetValue("indent_size", out var value) && int.TryParse(value, out var size) ? size : 4);
    }
}

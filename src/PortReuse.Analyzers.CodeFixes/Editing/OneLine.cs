using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>Code that is written a second time: as it is, if it is on one line and has no comment.</summary>
internal static class OneLine
{
    public static string Of(SyntaxNode node)
    {
        var text = node.ToString();

        return text.IndexOf('\n') < 0 && !node.DescendantTrivia(node.Span).Any(Layout.IsComment)
            ? text
            : node.ReplaceTrivia(node.DescendantTrivia().Where(trivia => Layout.IsComment(trivia) || trivia.IsDirective), (_, _) => default)
                .NormalizeWhitespace(indentation: "", eol: " ")
                .ToString();
    }
}

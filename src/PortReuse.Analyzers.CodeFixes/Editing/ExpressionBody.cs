using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>Turns the body of a member, local function or lambda that is a single expression into a block.</summary>
internal static class ExpressionBody
{
    /// <summary>Makes it a block of the statements <paramref name="before"/>, the expression, and those <paramref name="after"/>.</summary>
    /// <param name="edits">The changes.</param>
    /// <param name="pass">The document.</param>
    /// <param name="body">The body: one whose value is not asked for, unless <paramref name="returned"/> is given.</param>
    /// <param name="before">What comes before it.</param>
    /// <param name="after">What comes after it.</param>
    /// <param name="returned">The expression that is returned in place of the body.</param>
    /// <param name="guard">The condition on which the expression is evaluated.</param>
    public static bool TryExpand(
        List<TextChange> edits,
        FixPass pass,
        ExpressionSyntax body,
        IReadOnlyList<NewStatement> before,
        IReadOnlyList<NewStatement>? after = null,
        string? returned = null,
        string? guard = null)
    {
        if (!TryFind(pass, body, out var owner, out var gapStart) || (returned is not null && ReturnsNothing(owner, pass.Model)))
        {
            return false;
        }

        var layout = pass.Layout;
        var newLine = layout.NewLineAt(body.SpanStart);
        var outer = layout.IndentationAt(owner.SpanStart);
        var inner = newLine + outer + layout.Unit;
        var gap = TextSpan.FromBounds(gapStart, body.SpanStart);
        var comments = pass.Root.DescendantTrivia(gap).Where(trivia => gap.Contains(trivia.Span) && Layout.IsComment(trivia));

        var lines = before.SelectMany(statement => statement.Lines(layout.Unit))
            .Concat(comments.Select(comment => comment.ToString()))
            .ToList();
        var end = string.Concat((after ?? []).SelectMany(statement => statement.Lines(layout.Unit)).Select(line => inner + line));
        var start = inner;

        if (guard is not null)
        {
            lines.AddRange([$"if ({guard})", "{"]);
            (start, end) = (inner + layout.Unit, $"{inner}}}{end}");
        }

        var lastToken = body.GetLastToken();

        if (owner is LambdaExpressionSyntax)
        {
            edits.Add(new TextChange(new TextSpan(body.Span.End, 0), ";"));
        }
        else
        {
            lastToken = lastToken.GetNextToken();
        }

        edits.Add(new TextChange(gap, $"{newLine}{outer}{{{string.Concat(lines.Select(line => inner + line))}{start}"));
        edits.Add(new TextChange(new TextSpan(Layout.EndWithComments(lastToken), 0), $"{end}{newLine}{outer}}}"));

        if (returned is not null)
        {
            edits.Add(new TextChange(body.Span, $"return {returned}"));
        }

        return true;
    }

    /// <summary>Makes it an empty block.</summary>
    public static void TryEmpty(List<TextChange> edits, FixPass pass, ExpressionSyntax body)
    {
        if (!TryFind(pass, body, out var owner, out var gapStart) || body.ContainsDirectives)
        {
            return;
        }

        if (owner is LambdaExpressionSyntax)
        {
            edits.Add(new TextChange(body.Span, "{ }"));
        }
        else
        {
            // The arrow becomes the brace, so that a comment behind it stays.
            var arrow = body.GetFirstToken().GetPreviousToken();

            edits.Add(new TextChange(TextSpan.FromBounds(gapStart, arrow.Span.End), " {"));
            edits.Add(new TextChange(TextSpan.FromBounds(body.SpanStart, body.GetLastToken().GetNextToken().Span.End), "}"));
        }
    }

    /// <summary>Finds what has the body, and where what comes before the block ends.</summary>
    private static bool TryFind(FixPass pass, ExpressionSyntax body, out SyntaxNode owner, out int gapStart)
    {
        (owner, var lastKept) = body.Parent switch
        {
            ArrowExpressionClauseSyntax arrow
                when arrow.Parent is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax =>
                (arrow.Parent, arrow.ArrowToken.GetPreviousToken()),
            LambdaExpressionSyntax lambda when !IsExpressionTree(lambda, pass.Model) => (lambda, lambda.ArrowToken),
            _ => (body, default),
        };

        gapStart = Layout.EndWithComments(lastKept);

        return owner != body
            && !pass.Root.DescendantTrivia(TextSpan.FromBounds(gapStart, body.SpanStart)).Any(trivia => trivia.IsDirective);
    }

    private static bool ReturnsNothing(SyntaxNode owner, SemanticModel model) =>
        (owner is LambdaExpressionSyntax
            ? model.GetSymbolInfo(owner).Symbol
            : model.GetDeclaredSymbol(owner)) is not IMethodSymbol { ReturnsVoid: false };

    private static bool IsExpressionTree(LambdaExpressionSyntax lambda, SemanticModel model) =>
        model.GetTypeInfo(lambda).ConvertedType?.TypeKind != TypeKind.Delegate;
}

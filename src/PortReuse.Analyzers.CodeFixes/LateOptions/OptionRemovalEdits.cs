using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;

namespace PortReuse.Analyzers.CodeFixes.LateOptions;

/// <summary>Removes what sets an option, and the guard for the system around it where nothing else is left in there.</summary>
internal static class OptionRemovalEdits
{
    public static void TryAdd(List<TextChange> edits, FixPass pass, ExpressionSyntax option)
    {
        switch (option.Parent)
        {
            case ExpressionStatementSyntax statement:
                RemoveStatement(edits, pass, statement);
                break;
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" },
                Parent: ExpressionStatementSyntax statement }:
                RemoveStatement(edits, pass, statement);
                break;
            case InitializerExpressionSyntax initializer when !initializer.ContainsDirectives:
                RemoveElement(edits, pass, initializer, option);
                break;
            case ArrowExpressionClauseSyntax or LambdaExpressionSyntax:
                ExpressionBody.TryEmpty(edits, pass, option);
                break;
        }
    }

    private static void RemoveStatement(List<TextChange> edits, FixPass pass, StatementSyntax statement)
    {
        if (GuardOf(statement, pass.Model) is { } guard && TryRemoveGuard(edits, pass, guard, statement))
        {
            return;
        }

        StatementRemoval.TryAdd(edits, pass, statement);
    }

    /// <summary>The <c>if</c> that asks for the system and for nothing else, and has the statement alone in it.</summary>
    private static IfStatementSyntax? GuardOf(StatementSyntax statement, SemanticModel model)
    {
        var inner = statement.Parent is BlockSyntax { Statements.Count: 1, Parent: IfStatementSyntax } block ? block : statement;

        return inner.Parent is IfStatementSyntax { Else: null } guard
            && guard.Statement == inner
            && !StatementInsertion.IsEmbedded(guard)
            && guard.Parent is not LabeledStatementSyntax
            && SystemTestExpression.IsTestOrFree(guard.Condition, model)
                ? guard
                : null;
    }

    // A comment in there keeps the guard, for it may be about more than the option. One behind the option goes with it, and so does
    // what the fix of a TCP socket writes.
    private static bool TryRemoveGuard(List<TextChange> edits, FixPass pass, IfStatementSyntax guard, StatementSyntax statement)
    {
        if (guard.DescendantTrivia(guard.Span)
            .Any(trivia => trivia.IsDirective || (Layout.IsComment(trivia) && !GoesWith(trivia, statement))))
        {
            return false;
        }

        StatementRemoval.TryAdd(edits, pass, guard);

        return true;
    }

    private static bool GoesWith(SyntaxTrivia comment, StatementSyntax statement) =>
        statement.GetLastToken().TrailingTrivia.Contains(comment) || comment.ToString().Contains("IP_BIND_ADDRESS_NO_PORT (24)");

    private static void RemoveElement(
        List<TextChange> edits, FixPass pass, InitializerExpressionSyntax initializer, ExpressionSyntax element)
    {
        var elements = initializer.Expressions;
        var index = elements.IndexOf(element);

        if (elements.Count == 1)
        {
            RemoveInitializer(edits, pass, initializer);
            return;
        }

        // With the comma behind it, or, for the last one, with the one before it.
        if (index < elements.SeparatorCount)
        {
            var comma = elements.GetSeparator(index);
            var end = Layout.EndWithComments(comma);
            var start = element.SpanStart;

            if (pass.Layout.IsFirstOnLine(start) && pass.Layout.IsLastOnLine(end))
            {
                var lines = pass.Text.Lines;
                edits.Add(new TextChange(
                    TextSpan.FromBounds(lines.GetLineFromPosition(start).Start, lines.GetLineFromPosition(end).EndIncludingLineBreak), ""));
            }
            else
            {
                edits.Add(new TextChange(TextSpan.FromBounds(start, NextOnLine(pass.Text, comma.Span.End)), ""));
            }
        }
        else
        {
            edits.Add(new TextChange(TextSpan.FromBounds(elements.GetSeparator(index - 1).SpanStart, element.Span.End), ""));
        }
    }

    private static void RemoveInitializer(List<TextChange> edits, FixPass pass, InitializerExpressionSyntax initializer)
    {
        var start = initializer.OpenBraceToken.GetPreviousToken().Span.End;
        var gap = TextSpan.FromBounds(start, initializer.Span.End);

        if (initializer.Parent is BaseObjectCreationExpressionSyntax creation
            && !pass.Root.DescendantTrivia(gap)
                .Any(trivia => gap.Contains(trivia.Span) && (trivia.IsDirective || Layout.IsComment(trivia))))
        {
            edits.Add(new TextChange(gap, creation.ArgumentList is null ? "()" : ""));
        }
    }

    private static int NextOnLine(SourceText text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
        {
            position++;
        }

        return position;
    }
}

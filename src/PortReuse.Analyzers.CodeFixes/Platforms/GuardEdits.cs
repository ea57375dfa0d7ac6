using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;

namespace PortReuse.Analyzers.CodeFixes.Platforms;

/// <summary>Makes a call depend on a condition: in an <c>if</c> of its own, or in one that is there.</summary>
internal static class GuardEdits
{
    public static List<TextChange> GetEdits(InvocationExpressionSyntax call, string condition, FixPass pass)
    {
        var edits = new List<TextChange>();
        ExpressionSyntax whole = call;

        while (whole.Parent is ConditionalAccessExpressionSyntax
            or AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" } })
        {
            whole = (ExpressionSyntax)whole.Parent;
        }

        switch (whole.Parent)
        {
            case ExpressionStatementSyntax statement:
                Guard(edits, statement, condition, pass);
                break;
            case ArrowExpressionClauseSyntax or LambdaExpressionSyntax:
                ExpressionBody.TryExpand(edits, pass, whole, before: [], guard: condition);
                break;
            default:
                // `if (setsockopt(…) != 0) throw …`
                if (call.FirstAncestorOrSelf<StatementSyntax>() is IfStatementSyntax { Else: null } test && test.Condition.Contains(call))
                {
                    Join(edits, test.Condition, condition, isFirst: true);
                }

                break;
        }

        return edits;
    }

    private static void Guard(List<TextChange> edits, StatementSyntax statement, string condition, FixPass pass)
    {
        var owner = statement.Parent is BlockSyntax { Statements.Count: 1 } block ? block.Parent : statement.Parent;

        switch (owner)
        {
            case IfStatementSyntax { Else: null } test when SystemTestExpression.IsTest(test.Condition, pass.Model):
                // A test of the system that lets too many pass.
                edits.Add(new TextChange(test.Condition.Span, condition));
                break;
            case IfStatementSyntax { Else: null } test:
                Join(edits, test.Condition, condition, isFirst: false);
                break;
            case IfStatementSyntax when statement.Parent == owner:
                // An `if` without braces would take the `else`.
                break;
            case ElseClauseSyntax { ElseKeyword: var keyword } when statement.Parent == owner:
                if (!statement.GetLastToken().GetNextToken().IsKind(SyntaxKind.ElseKeyword))
                {
                    edits.Add(new TextChange(new TextSpan(keyword.Span.End, 0), $" if ({condition})"));
                }

                break;
            default:
                if (!JoinNeighbor(edits, statement, condition, pass))
                {
                    Wrap(edits, statement, condition, pass);
                }

                break;
        }
    }

    private static void Join(List<TextChange> edits, ExpressionSyntax existing, string condition, bool isFirst)
    {
        // `||` and what binds even less goes between parentheses.
        var needsParentheses = existing
            is not (BinaryExpressionSyntax { RawKind: not (int)SyntaxKind.LogicalOrExpression and not (int)SyntaxKind.CoalesceExpression }
            or PrefixUnaryExpressionSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax
            or ParenthesizedExpressionSyntax
            or LiteralExpressionSyntax or IsPatternExpressionSyntax or ElementAccessExpressionSyntax);
        var (open, close) = needsParentheses ? ("(", ")") : ("", "");
        var own = condition.Contains("||") ? $"({condition})" : condition;

        edits.Add(new TextChange(new TextSpan(existing.SpanStart, 0), isFirst ? $"{own} && {open}" : open));
        edits.Add(new TextChange(new TextSpan(existing.Span.End, 0), isFirst ? close : $"{close} && {own}"));
    }

    /// <summary>Takes the statement into an <c>if</c> with the same condition that stands right before it or right after it.</summary>
    private static bool JoinNeighbor(List<TextChange> edits, StatementSyntax statement, string condition, FixPass pass)
    {
        var list = StatementList.Around(statement).ToList();
        var index = list.IndexOf(statement);

        foreach (var (neighbor,
            isBefore) in new[] { (list.ElementAtOrDefault(index - 1), true), (list.ElementAtOrDefault(index + 1), false) })
        {
            if (neighbor is IfStatementSyntax { Else: null, Statement: not null } test
                && test.Condition.ToString() == condition
                && !statement.GetLeadingTrivia().Any(trivia => trivia.IsDirective)
                && !test.GetLeadingTrivia().Any(trivia => trivia.IsDirective)
                && !test.ContainsDirectives
                && StatementMove.Cut(pass, statement) is { } cut)
            {
                var moved = pass.Layout.Again(cut.Lines, statement.SpanStart);

                if (test.Statement is BlockSyntax { Statements: { Count: > 0 } statements } block)
                {
                    if (isBefore)
                    {
                        StatementInsertion.Add(edits, pass, statements.Last(), before: [], after: [moved]);
                    }
                    else
                    {
                        StatementInsertion.AddFirst(edits, pass, block, [moved]);
                    }
                }
                else
                {
                    StatementInsertion.Add(edits, pass, test.Statement, before: isBefore ? [] : [moved], after: isBefore ? [moved] : []);
                }

                edits.Add(new TextChange(cut.Span, ""));

                return true;
            }
        }

        return false;
    }

    private static void Wrap(List<TextChange> edits, StatementSyntax statement, string condition, FixPass pass)
    {
        var layout = pass.Layout;
        var start = statement.SpanStart;
        var end = Layout.EndWithComments(statement.GetLastToken());
        var newLine = layout.NewLineAt(start);
        var indentation = layout.IndentationAt(start);

        if (StatementInsertion.IsEmbedded(statement))
        {
            // The body of a loop, a `using`, a `lock`: no braces there, and none are needed.
            edits.Add(new TextChange(
                new TextSpan(start, 0), layout.IsFirstOnLine(start)
                    ? $"if ({condition}){newLine}{indentation}{layout.Unit}"
                    : $"if ({condition}) "));
        }
        else if (layout.IsFirstOnLine(start) && layout.IsLastOnLine(end))
        {
            edits.Add(new TextChange(
                new TextSpan(start, 0), $"if ({condition}){newLine}{indentation}{{{newLine}{indentation}{layout.Unit}"));
            Indentation.AddBehindFirstLine(edits, pass.Text, statement, layout.Unit);
            edits.Add(new TextChange(new TextSpan(end, 0), $"{newLine}{indentation}}}"));
        }
        else
        {
            edits.Add(new TextChange(new TextSpan(start, 0), $"if ({condition}) {{ "));
            edits.Add(new TextChange(new TextSpan(statement.Span.End, 0), " }"));
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;

namespace PortReuse.Analyzers.CodeFixes.Attempts;

/// <summary>A new socket for an attempt that follows a failed one.</summary>
internal static class AttemptLoop
{
    private const string Why = "// The socket that has failed would leave from another local address.";

    public static IEnumerable<List<TextChange>> Ways(FixPass pass, ConnectStatement connect, SyntaxNode bind)
    {
        var loop = connect.Statement.Ancestors()
            .TakeWhile(node => node is not MemberDeclarationSyntax and not AnonymousFunctionExpressionSyntax)
            .OfType<StatementSyntax>()
            .FirstOrDefault(node => node is ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax);

        var edits = loop is null ? RenewBefore(pass, connect, bind) : MoveInto(pass, connect, bind, loop);

        return edits is null ? [] : [edits];
    }

    /// <summary>The statements that make and bind the socket stand right before the loop, and go into it.</summary>
    private static List<TextChange>? MoveInto(FixPass pass, ConnectStatement connect, SyntaxNode bind, StatementSyntax loop)
    {
        var body = loop switch
        {
            ForStatementSyntax each => each.Statement,
            ForEachStatementSyntax each => each.Statement,
            WhileStatementSyntax each => each.Statement,
            _ => null,
        };

        if (body is not BlockSyntax { Statements: { Count: > 0 } statements } block
            || statements[0] is not TryStatementSyntax attempt
            || !attempt.Block.Statements.Contains(connect.Statement)
            || connect.Holder.Declarator is not { Initializer.Value: { } creation,
                Parent.Parent: LocalDeclarationStatementSyntax declaration }
            || StatementRun.Between(declaration, loop) is not { } run
            || !run.Any(statement => statement.Span.Contains(bind.Span) && statement != loop)
            || !IsRepeatable(pass, creation)
            || !run.Skip(1)
                .Take(run.Count - 2)
                .All(statement => SocketSettings.IsOne(pass, statement, connect.Holder) || IsBind(pass, statement))
            || !LeavesLoopWhenConnected(attempt, connect.Statement)
            || attempt.Catches.Any(handler => GoesOnWith(handler, connect.Holder.Name))
            || pass.HasDirectives(Moved(pass, run)))
        {
            return null;
        }

        var text = pass.Text;
        var moved = Moved(pass, run);
        var from = pass.Layout.IndentationAt(declaration.SpanStart);
        var to = pass.Layout.IndentationAt(statements[0].SpanStart);
        var newLine = pass.Layout.NewLineAt(declaration.SpanStart);

        if (!pass.Layout.IsFirstOnLine(Layout.StartWithComments(declaration)) || !pass.Layout.IsFirstOnLine(statements[0].SpanStart)
            || !pass.Layout.IsLastOnLine(Layout.EndWithComments(block.OpenBraceToken)))
        {
            return null;
        }

        var lines = text.ToString(moved).TrimEnd().Split('\n')
            .Select(line => line.TrimEnd('\r'))
            .Select(line => line.Length == 0
                ? ""
                : to + (line.StartsWith(from, StringComparison.Ordinal) ? line.Substring(from.Length) : line.TrimStart()));
        var edits = new List<TextChange>
        {
            new(moved, ""),
            new(new TextSpan(Layout.EndWithComments(block.OpenBraceToken), 0), string.Concat(lines.Select(line => newLine + line))),
        };

        // A `using` goes with each turn of the loop by itself.
        if (!declaration.UsingKeyword.Span.IsEmpty)
        {
            return edits;
        }

        foreach (var handler in attempt.Catches)
        {
            if (!handler.Block.ToString().Contains($"{connect.Holder.Read}.Dispose()"))
            {
                StatementInsertion.AddFirst(edits, pass, handler.Block, [new NewStatement($"{connect.Holder.Read}.Dispose();")]);
            }
        }

        return edits;
    }

    private static TextSpan Moved(FixPass pass, IReadOnlyList<StatementSyntax> run)
    {
        var lines = pass.Text.Lines;

        return TextSpan.FromBounds(
            lines.GetLineFromPosition(Layout.StartWithComments(run[0])).Start,
            lines.GetLineFromPosition(Layout.EndWithComments(run[run.Count - 2].GetLastToken())).EndIncludingLineBreak);
    }

    private static bool GoesOnWith(CatchClauseSyntax handler, string name) =>
        handler.Block.DescendantNodes().OfType<IdentifierNameSyntax>().Any(identifier => identifier.Identifier.ValueText == name
            && identifier.Parent is not MemberAccessExpressionSyntax { Name.Identifier.Text: "Dispose" or "Close" });

    private static bool LeavesLoopWhenConnected(TryStatementSyntax attempt, StatementSyntax connect) =>
        attempt.Block.Statements.Last() is ReturnStatementSyntax or BreakStatementSyntax && attempt.Block.Statements.Last() != connect;

    /// <summary>In a handler, or behind it: a new socket is made, configured and bound.</summary>
    private static List<TextChange>? RenewBefore(FixPass pass, ConnectStatement connect, SyntaxNode bind)
    {
        if (SocketCreation.Of(pass, connect) is not BaseObjectCreationExpressionSyntax creation
            || !IsRepeatable(pass, creation)
            || UsingRelease.TryCreate(pass, connect.Holder) is not { Shift: "" } release)
        {
            return null;
        }

        var edits = new List<TextChange>();
        var statements = new List<string> { Why, $"{connect.Holder.Read}.Dispose();", $"{connect.Holder.Name} = {OneLine.Of(creation)};" };

        if (bind.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax bindStatement)
        {
            if (!IsBind(pass, bindStatement))
            {
                return null;
            }

            statements.AddRange(SocketSettings.LinesBetween(pass, connect.Holder, creation, bindStatement, withAddress: true));
            statements.Add(OneLine.Of(bindStatement));
        }
        else if (bind != creation)
        {
            return null;
        }

        release.AddBefore(edits, default);
        StatementInsertion.Add(
            edits, pass, connect.Statement, before: [new NewStatement(string.Join(" ", statements.Skip(1)), statements)], after: []);
        release.AddAfter(edits);

        return edits;
    }

    private static bool IsRepeatable(FixPass pass, ExpressionSyntax creation) => creation switch
    {
        BaseObjectCreationExpressionSyntax made => SocketCreation.CanRepeat(made, pass.Model),
        InvocationExpressionSyntax factory => DroppableArguments.Are(factory.ArgumentList, pass.Model),
        _ => false,
    };

    /// <summary>A call of a method with the name of a bind, the framework's or the companion's.</summary>
    public static bool IsBind(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Bind" or "BindForConnect" };

    private static bool IsBind(FixPass pass, StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
            && IsBind(call)
            && DroppableArguments.Are(call.ArgumentList, pass.Model);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>
/// The statements that configure a socket between its creation and its connect, but for those that are about sharing its address.
/// </summary>
internal static class SocketSettings
{
    /// <summary>Their lines, with what indentation they have among themselves.</summary>
    public static IReadOnlyList<string> LinesBefore(FixPass pass, ConnectStatement connect, SyntaxNode? creation) =>
        LinesBetween(pass, connect.Holder, creation, connect.Statement, withAddress: false);

    /// <param name="pass">The pass.</param>
    /// <param name="holder">What holds the socket.</param>
    /// <param name="creation">What makes it.</param>
    /// <param name="end">The statement that they come before.</param>
    /// <param name="withAddress">Those that are about sharing the address count too.</param>
    public static IReadOnlyList<string> LinesBetween(
        FixPass pass, SocketHolder holder, SyntaxNode? creation, StatementSyntax end, bool withAddress)
    {
        var from = creation?.Span.End ?? 0;

        return StatementsBefore(end)
            .Where(statement => statement.SpanStart > from && Sets(pass, statement, holder, withAddress))
            .SelectMany(statement => LinesOf(pass, statement))
            .ToList();
    }

    /// <summary>Configures the socket, and does nothing else.</summary>
    public static bool IsOne(FixPass pass, StatementSyntax statement, SocketHolder holder) =>
        Sets(pass, statement, holder, withAddress: true);

    /// <summary>Those that are certainly run before it: in its own block, and in the blocks around.</summary>
    private static IEnumerable<StatementSyntax> StatementsBefore(StatementSyntax last)
    {
        var containers = last.Ancestors().TakeWhile(node => node is not MemberDeclarationSyntax or GlobalStatementSyntax);

        return containers
            .SelectMany(container => container switch
            {
                BlockSyntax block => block.Statements,
                CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement),
                _ => Enumerable.Empty<StatementSyntax>(),
            })
            .Where(statement => statement.Span.End <= last.SpanStart)
            .OrderBy(statement => statement.SpanStart);
    }

    private static bool Sets(FixPass pass, StatementSyntax statement, SocketHolder holder, bool withAddress) => statement switch
    {
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax left } assignment } =>
            IsOf(pass, left.Expression, holder)
                && left.Name.Identifier.Text is not ("Client" or "Blocking")
                && (withAddress || left.Name.Identifier.Text != "ExclusiveAddressUse")
                && DroppableArguments.Is(assignment.Right, pass.Model),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } call }
            when IsOf(pass, called.Expression, holder) =>
            called.Name.Identifier.Text is "SetSocketOption" or "SetRawSocketOption" or "IOControl" or "TrySetBindAddressNoPort"
                && DroppableArguments.Are(call.ArgumentList, pass.Model)
                && (withAddress || !IsAboutTheAddress(pass, call)),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax helper } =>
            ConfiguringHelper.IsCalled(pass, helper, holder.Symbol),
        IfStatementSyntax { Else: null } guard =>
            SystemTestExpression.IsTestOrFree(guard.Condition, pass.Model) && Sets(pass, guard.Statement, holder, withAddress),
        BlockSyntax { Statements.Count: > 0 } block => block.Statements.All(inner => Sets(pass, inner, holder, withAddress)),
        _ => false,
    };

    private static bool IsOf(FixPass pass, ExpressionSyntax expression, SocketHolder holder)
    {
        var socket = expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Client" } client && holder.IsClient
            ? client.Expression
            : expression;

        return SymbolEqualityComparer.Default.Equals(pass.Model.GetSymbolInfo(socket).Symbol, holder.Symbol);
    }

    private static bool IsAboutTheAddress(FixPass pass, InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "TrySetBindAddressNoPort" }
            || call.ArgumentList.Arguments.Any(argument => argument.Expression.ToString()
                is var text && (text.EndsWith("ReuseAddress", StringComparison.Ordinal)
                    || text.EndsWith("ExclusiveAddressUse", StringComparison.Ordinal)
                    || text.EndsWith("ReuseUnicastPort", StringComparison.Ordinal)))
            || (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "SetRawSocketOption" }
                && pass.Model.GetOperation(call) is IInvocationOperation raw
                && !(ArgumentOrder.Of(raw) is [{ ConstantValue: { HasValue: true, Value: int level } },
                    { ConstantValue: { HasValue: true, Value: int name } }, ..]
                    && RawOptions.Of(level, name) is null or SocketOption.BindToDevice));

    private static IEnumerable<string> LinesOf(FixPass pass, StatementSyntax statement)
    {
        var indentation = pass.Layout.IndentationAt(statement.SpanStart);

        return statement.ToString().Split('\n')
            .Select(line => line.TrimEnd('\r'))
            .Select(line => line.StartsWith(indentation, StringComparison.Ordinal) ? line.Substring(indentation.Length) : line);
    }
}

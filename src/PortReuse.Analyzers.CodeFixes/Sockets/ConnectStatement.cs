using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>
/// A connect that is a statement, and that has failed where it throws: <c>socket.Connect(remote);</c>, or the asynchronous one awaited.
/// </summary>
internal sealed class ConnectStatement
{
    private ConnectStatement(
        ExpressionStatementSyntax statement, InvocationExpressionSyntax call, IMethodSymbol method, SocketHolder holder, bool isAwaited)
    {
        Statement = statement;
        Call = call;
        Method = method;
        Holder = holder;
        IsAwaited = isAwaited;
    }

    public ExpressionStatementSyntax Statement { get; }

    public InvocationExpressionSyntax Call { get; }

    public IMethodSymbol Method { get; }

    /// <summary>The variable or member that holds the connecting socket.</summary>
    public SocketHolder Holder { get; }

    public bool IsAwaited { get; }

    /// <summary>The same call once more, on one line.</summary>
    public string Again => OneLine.Of(Statement.Expression) + ";";

    public static ConnectStatement? TryCreate(FixPass pass, SyntaxNode node)
    {
        if (node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call
            // The failure of a BeginConnect comes out elsewhere.
            || pass.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol { Name: "Connect" or "ConnectAsync" } method
            || SocketHolder.TryCreate(pass, access.Expression) is not { } holder)
        {
            return null;
        }

        ExpressionSyntax whole = call;
        var isAwaited = false;
        var throws = method.ReturnsVoid;

        while (whole.Parent is ExpressionSyntax outer)
        {
            switch (outer)
            {
                case AwaitExpressionSyntax:
                    (isAwaited, throws) = (true, true);
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.Text: "GetResult", Parent: InvocationExpressionSyntax }:
                    throws = true;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" or "GetAwaiter" }:
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } when whole is MemberAccessExpressionSyntax:
                case ParenthesizedExpressionSyntax:
                    break;
                default:
                    return null;
            }

            whole = outer;
        }

        return throws && whole.Parent is ExpressionStatementSyntax statement
            ? new ConnectStatement(statement, call, method, holder, isAwaited)
            : null;
    }
}

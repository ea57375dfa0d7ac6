using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;

namespace PortReuse.Analyzers.CodeFixes.PortChoice;

/// <summary>A call that hands a socket to a method which binds it: <c>socket.BindTo(address, 0)</c>, <c>Prepare(client, 0)</c>.</summary>
internal sealed class HelperCall
{
    private HelperCall(SyntaxNode statement, string callPrefix, ExpressionSyntax? made, string? name)
    {
        Statement = statement;
        CallPrefix = callPrefix;
        Made = made;
        Name = name;
    }

    /// <summary>The statement that makes the call, whatever comes of the rest of it; or the call, where it is a body by itself.</summary>
    public SyntaxNode Statement { get; }

    /// <summary>The text before the name of a member of the socket.</summary>
    public string CallPrefix { get; }

    /// <summary>For a socket that has no name yet: what makes it, and the name to give it.</summary>
    public ExpressionSyntax? Made { get; }

    public string? Name { get; }

    public int Position => Statement.SpanStart;

    public static HelperCall? TryCreate(FixPass pass, InvocationExpressionSyntax call)
    {
        if (pass.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol
            || SocketsIn(call, pass.Model).ToList() is not { Count: 1 } sockets
            || StatementOf(call) is not { } statement)
        {
            return null;
        }

        var (socket, isClient) = sockets[0];
        var suffix = isClient ? ".Client." : ".";

        if (SideEffects.CanRepeat(socket))
        {
            // Token by token, so that a comment or line break between them is not written twice.
            var name = string.Concat(socket.DescendantTokens().Select(token => token.Text));

            return pass.Model.GetSymbolInfo(socket).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol
                ? new HelperCall(statement, name + suffix, null, null)
                : null;
        }

        // It is made first of all that the statement does, and can be made before it.
        var isFirst = statement is StatementSyntax
            && socket is InvocationExpressionSyntax or ObjectCreationExpressionSyntax && socket.Parent?.Parent == call
            && call.Parent is ExpressionStatementSyntax or ReturnStatementSyntax
                or EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Variables.Count: 1 } };
        var fresh = pass.FreshName(isClient ? "newClient" : "newSocket", call);

        return isFirst ? new HelperCall(statement, fresh + suffix, socket, fresh) : null;
    }

    private static IEnumerable<(ExpressionSyntax Expression, bool IsClient)> SocketsIn(
        InvocationExpressionSyntax call, SemanticModel model) =>
        call.ArgumentList.Arguments
            .Where(argument => argument.RefKindKeyword.IsKind(SyntaxKind.None))
            .Select(argument => argument.Expression)
            .Concat(call.Expression is MemberAccessExpressionSyntax access ? [access.Expression] : Array.Empty<ExpressionSyntax>())
            .Select(expression => (expression, model.GetTypeInfo(expression).Type))
            .Where(each => each.Type is { } type && (model.IsSocket(type) || model.IsTcpClient(type)))
            .Select(each => (each.expression, model.IsTcpClient(each.Type!)));

    /// <summary>Null where something of the statement is evaluated before the call, and may decide whether it is made.</summary>
    private static SyntaxNode? StatementOf(ExpressionSyntax call)
    {
        for (SyntaxNode node = call; ; node = node.Parent!)
        {
            switch (node.Parent)
            {
                case ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax:
                    return node.Parent;
                case IfStatementSyntax test when test.Condition == node:
                    return test.Parent is ElseClauseSyntax ? null : test;
                case ArrowExpressionClauseSyntax:
                    return node == call ? call : null;
                case ConditionalExpressionSyntax choice when choice.Condition != node:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression
                    or (int)SyntaxKind.CoalesceExpression } binary
                    when binary.Left != node:
                case ConditionalAccessExpressionSyntax access when access.Expression != node:
                case SwitchExpressionArmSyntax:
                case AnonymousFunctionExpressionSyntax:
                case StatementSyntax:
                case null:
                    return null;
            }
        }
    }
}

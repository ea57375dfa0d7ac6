using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>Removes parentheses, which do not change the meaning.</summary>
internal static class Parentheses
{
    /// <summary>
    /// The expression that is in them, or before a <c>!</c> that says it is not null. The compiler makes an operation of that, and none of
    /// what is around it.
    /// </summary>
    public static ExpressionSyntax WithoutParentheses(this ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => inner.WithoutParentheses(),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var inner } =>
            inner.WithoutParentheses(),
        _ => expression,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>The one expression that a property, a method or an initialized variable yields.</summary>
internal static class ReturnedExpression
{
    /// <summary>Null where the declaration does more than to yield one expression.</summary>
    public static ExpressionSyntax? Of(SyntaxNode declaration) => declaration switch
    {
        PropertyDeclarationSyntax { ExpressionBody.Expression: var expression } => expression,
        PropertyDeclarationSyntax { Initializer.Value: var value, AccessorList: { } accessors }
            when !accessors.Accessors.Any(IsSetter) => value,
        PropertyDeclarationSyntax { AccessorList.Accessors: [var getter] } => Of(getter.ExpressionBody, getter.Body),
        MethodDeclarationSyntax method => Of(method.ExpressionBody, method.Body),
        LocalFunctionStatementSyntax function => Of(function.ExpressionBody, function.Body),
        _ => null,
    };

    private static ExpressionSyntax? Of(ArrowExpressionClauseSyntax? arrow, BlockSyntax? body) =>
        arrow?.Expression ?? (body is { Statements: [ReturnStatementSyntax { Expression: { } returned }] } ? returned : null);

    private static bool IsSetter(AccessorDeclarationSyntax accessor) => accessor.Keyword.ValueText is "set" or "init";
}

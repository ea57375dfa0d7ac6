using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Parentheses around values.</summary>
internal sealed class ParenthesesAdded : Edits
{
    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        from expression in Nodes<ExpressionSyntax>(compilation)
        where MayStandInParentheses(expression) && IsOperand(expression) && !IsTypeOrNamespace(compilation, expression)
        select Edit.Around(expression, "(", ")");

    private static bool MayStandInParentheses(ExpressionSyntax expression) =>
        expression is not (DeclarationExpressionSyntax or ThrowExpressionSyntax or InitializerExpressionSyntax
            or StackAllocArrayCreationExpressionSyntax
            or RefExpressionSyntax or BaseExpressionSyntax or OmittedArraySizeExpressionSyntax or PredefinedTypeSyntax)
        && expression.GetFirstToken() is { RawKind: not (int)SyntaxKind.DotToken }
        && expression.GetFirstToken().Parent is not (MemberBindingExpressionSyntax or BracketedArgumentListSyntax);

    private static bool IsOperand(ExpressionSyntax expression) => expression.Parent switch
    {
        ArgumentSyntax { RefKindKeyword.RawKind: 0,
            Parent.Parent: not InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } } => true,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax } or ReturnStatementSyntax or IfStatementSyntax or WhileStatementSyntax
            or ConditionalExpressionSyntax => true,
        AssignmentExpressionSyntax assignment => assignment.Right == expression && expression is not InitializerExpressionSyntax,
        MemberAccessExpressionSyntax access => access.Expression == expression,
        ConditionalAccessExpressionSyntax access => access.Expression == expression,
        BinaryExpressionSyntax { RawKind: not ((int)SyntaxKind.IsExpression or (int)SyntaxKind.AsExpression) } or AwaitExpressionSyntax
            or CastExpressionSyntax => expression is not TypeSyntax or IdentifierNameSyntax,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } => true,
        _ => false,
    };

    private static bool IsTypeOrNamespace(CSharpCompilation compilation, ExpressionSyntax expression) =>
        compilation.GetSemanticModel(expression.SyntaxTree).GetSymbolInfo(expression).Symbol is INamespaceOrTypeSymbol;
}

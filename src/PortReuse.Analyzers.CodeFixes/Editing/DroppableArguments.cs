using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>The values that options are set to. Unlike <see cref="SideEffects"/>, this knows the ways to write four bytes.</summary>
internal static class DroppableArguments
{
    public static bool Are(ArgumentListSyntax list, SemanticModel model) => list.Arguments.All(argument => Is(argument.Expression, model));

    /// <summary>Nothing is lost where the expression is not evaluated, and nothing changes where it is evaluated twice.</summary>
    public static bool Is(ExpressionSyntax expression, SemanticModel model) =>
        SideEffects.CanDrop(expression, model)
            || expression.DescendantNodesAndSelf().All(node => node switch
            {
                InvocationExpressionSyntax call => IsConversion(call, model),
                AssignmentExpressionSyntax or AwaitExpressionSyntax or AnonymousFunctionExpressionSyntax => false,
                PostfixUnaryExpressionSyntax unary => unary.IsKind(SyntaxKind.SuppressNullableWarningExpression),
                PrefixUnaryExpressionSyntax unary =>
                    unary.Kind() is not (SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression),
                BaseObjectCreationExpressionSyntax creation => SideEffects.CanDrop(creation, model) || IsLinger(creation, model),
                _ => true,
            });

    /// <summary>Whether the call makes one value of another, and does nothing else.</summary>
    public static bool IsConversion(InvocationExpressionSyntax call, SemanticModel model) =>
        SideEffects.CanDrop(call, model)
            || call.Expression is IdentifierNameSyntax { Identifier.Text: "nameof" }
            || model.GetSymbolInfo(call).Symbol
                is IMethodSymbol { ContainingType: { Name: "BitConverter" or "MemoryMarshal" or "Marshal" or "TimeSpan" } };

    private static bool IsLinger(BaseObjectCreationExpressionSyntax creation, SemanticModel model) =>
        model.GetSymbolInfo(creation).Symbol is IMethodSymbol { ContainingType.Name: "LingerOption" };
}

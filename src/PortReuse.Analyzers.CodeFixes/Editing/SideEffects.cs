using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>The side effects of an expression. Reading a property counts as none.</summary>
internal static class SideEffects
{
    /// <summary>Whether writing the expression a second time names the same object once more.</summary>
    public static bool CanRepeat(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax or ThisExpressionSyntax or BaseExpressionSyntax or MemberBindingExpressionSyntax => true,
        AliasQualifiedNameSyntax or PredefinedTypeSyntax or LiteralExpressionSyntax => true,
        MemberAccessExpressionSyntax access => CanRepeat(access.Expression),
        ParenthesizedExpressionSyntax parenthesized => CanRepeat(parenthesized.Expression),
        CastExpressionSyntax cast => CanRepeat(cast.Expression),
        PostfixUnaryExpressionSyntax suppressed when suppressed.IsKind(SyntaxKind.SuppressNullableWarningExpression) =>
            CanRepeat(suppressed.Operand),
        ElementAccessExpressionSyntax element => CanRepeat(element.Expression) && CanRepeat(element.ArgumentList),
        ElementBindingExpressionSyntax element => CanRepeat(element.ArgumentList),
        ConditionalAccessExpressionSyntax access => CanRepeat(access.Expression) && CanRepeat(access.WhenNotNull),
        _ => IsFieldOfProperty(expression),
    };

    /// <summary>Whether nothing is lost when the expression is not evaluated at all.</summary>
    public static bool CanDrop(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        BinaryExpressionSyntax binary => CanDrop(binary.Left, model) && CanDrop(binary.Right, model),
        ConditionalExpressionSyntax conditional =>
            CanDrop(conditional.Condition, model) && CanDrop(conditional.WhenTrue, model) && CanDrop(conditional.WhenFalse, model),
        PrefixUnaryExpressionSyntax unary
            when unary.Kind() is not (SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression) =>
            CanDrop(unary.Operand, model),
        ParenthesizedExpressionSyntax parenthesized => CanDrop(parenthesized.Expression, model),
        CastExpressionSyntax cast => CanDrop(cast.Expression, model),
        IsPatternExpressionSyntax test =>
            CanDrop(test.Expression, model) && !test.Pattern.DescendantNodes().OfType<VariableDesignationSyntax>().Any(),
        BaseObjectCreationExpressionSyntax { Initializer: null } creation =>
            MakesAddress(creation, model) && CanDrop(creation.ArgumentList, model),
        InvocationExpressionSyntax call => MakesAddress(call, model) && CanDrop(call.ArgumentList, model),
        _ => CanRepeat(expression),
    };

    /// <summary><c>field</c>, which the compiler that this is built on does not know.</summary>
    private static bool IsFieldOfProperty(ExpressionSyntax expression) =>
        expression.GetFirstToken() is { Text: "field" } word && word == expression.GetLastToken();

    private static bool CanRepeat(BaseArgumentListSyntax list) => list.Arguments.All(argument => CanRepeat(argument.Expression));

    private static bool CanDrop(BaseArgumentListSyntax? list, SemanticModel model) =>
        list is null || list.Arguments.All(argument => CanDrop(argument.Expression, model));

    // An endpoint or an address, made by a constructor or by a method such as IPEndPoint.Parse, is a value and nothing else.
    private static bool MakesAddress(ExpressionSyntax expression, SemanticModel model) =>
        model.GetSymbolInfo(expression).Symbol is IMethodSymbol { ContainingType: { Name: "IPEndPoint" or "IPAddress" } type } method
            && (method.IsStatic || method.MethodKind == MethodKind.Constructor)
            && type.ContainingNamespace.ToDisplayString() == "System.Net";
}

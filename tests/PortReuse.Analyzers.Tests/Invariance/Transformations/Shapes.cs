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
        expression is not (DeclarationExpressionSyntax or ThrowExpressionSyntax or InitializerExpressionSyntax or StackAllocArrayCreationExpressionSyntax
            or RefExpressionSyntax or BaseExpressionSyntax or OmittedArraySizeExpressionSyntax or PredefinedTypeSyntax)
        && expression.GetFirstToken() is { RawKind: not (int)SyntaxKind.DotToken }
        && expression.GetFirstToken().Parent is not (MemberBindingExpressionSyntax or BracketedArgumentListSyntax);

    private static bool IsOperand(ExpressionSyntax expression) => expression.Parent switch
    {
        ArgumentSyntax { RefKindKeyword.RawKind: 0, Parent.Parent: not InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } } => true,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax } or ReturnStatementSyntax or IfStatementSyntax or WhileStatementSyntax or ConditionalExpressionSyntax => true,
        AssignmentExpressionSyntax assignment => assignment.Right == expression && expression is not InitializerExpressionSyntax,
        MemberAccessExpressionSyntax access => access.Expression == expression,
        ConditionalAccessExpressionSyntax access => access.Expression == expression,
        BinaryExpressionSyntax { RawKind: not ((int)SyntaxKind.IsExpression or (int)SyntaxKind.AsExpression) } or AwaitExpressionSyntax or CastExpressionSyntax => expression is not TypeSyntax or IdentifierNameSyntax,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } => true,
        _ => false,
    };

    private static bool IsTypeOrNamespace(CSharpCompilation compilation, ExpressionSyntax expression) =>
        compilation.GetSemanticModel(expression.SyntaxTree).GetSymbolInfo(expression).Symbol is INamespaceOrTypeSymbol;
}

/// <summary>Braces around statements that do without, and once more around some that have them.</summary>
internal sealed class BracesAdded : Edits
{
    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        from statement in Nodes<StatementSyntax>(compilation)
        where statement is not (BlockSyntax or LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax)
            && statement.Parent is not (GlobalStatementSyntax or LabeledStatementSyntax)
        where statement.Parent is not BlockSyntax || random.Next(4) == 0
        select Edit.Around(statement, "{ ", " }");
}

/// <summary>Methods, properties and lambdas that are one expression become blocks.</summary>
internal sealed class BlocksForExpressions : Edits
{
    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        Nodes<ArrowExpressionClauseSyntax>(compilation).Select(arrow => OfMember(compilation, arrow))
            .Concat(Nodes<LambdaExpressionSyntax>(compilation).Where(lambda => lambda.ExpressionBody is not null).Select(lambda => OfLambda(compilation, lambda)))
            .OfType<Edit>();

    private static Edit? OfMember(CSharpCompilation compilation, ArrowExpressionClauseSyntax arrow)
    {
        var owner = arrow.Parent!;
        var model = compilation.GetSemanticModel(arrow.SyntaxTree);
        var isProperty = owner is PropertyDeclarationSyntax or IndexerDeclarationSyntax;
        var method = model.GetDeclaredSymbol(owner) switch
        {
            IPropertySymbol property => property.GetMethod,
            var symbol => symbol as IMethodSymbol,
        };
        var semicolon = owner.ChildTokens().LastOrDefault(token => token.IsKind(SyntaxKind.SemicolonToken));
        return method is null || semicolon == default ? null : new(
            (arrow.SyntaxTree, new(arrow.ArrowToken.Span, (isProperty ? "{ get { " : "{ ") + KeywordOf(method, arrow.Expression))),
            (arrow.SyntaxTree, new(semicolon.Span, isProperty ? "; } }" : "; }")));
    }

    private static Edit? OfLambda(CSharpCompilation compilation, LambdaExpressionSyntax lambda) =>
        compilation.GetSemanticModel(lambda.SyntaxTree).GetSymbolInfo(lambda).Symbol is IMethodSymbol method
        && !lambda.Ancestors().Any(node => node is InterpolatedStringExpressionSyntax)
            ? Edit.Around(lambda.ExpressionBody!, "{ " + KeywordOf(method, lambda.ExpressionBody!), "; }")
            : null;

    private static string KeywordOf(IMethodSymbol method, ExpressionSyntax expression) =>
        expression is ThrowExpressionSyntax || method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { Arity: 0 }) ? "" : "return ";
}

/// <summary><c>this.</c> before the members of the object, and the type's name before those of the type.</summary>
internal sealed class ThisAdded : Edits
{
    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        from name in Nodes<IdentifierNameSyntax>(compilation)
        where name.Parent is not (MemberAccessExpressionSyntax { Expression: not null } or QualifiedNameSyntax or MemberBindingExpressionSyntax or NameColonSyntax
                or ExpressionColonSyntax or NameEqualsSyntax or AttributeSyntax)
            || (name.Parent is MemberAccessExpressionSyntax access && access.Expression == name)
        where name.Parent is not AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment || assignment.Left != name
        let symbol = compilation.GetSemanticModel(name.SyntaxTree).GetSymbolInfo(name).Symbol
        where symbol is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary, ReducedFrom: null } && symbol.CanBeReferencedByName
        where symbol.IsStatic ? symbol.ContainingType is { IsGenericType: false, CanBeReferencedByName: true, TypeKind: TypeKind.Class } : true
        select Edit.Insert(name.SyntaxTree, name.SpanStart, symbol.IsStatic ? symbol.ContainingType.Name + "." : "this.");
}

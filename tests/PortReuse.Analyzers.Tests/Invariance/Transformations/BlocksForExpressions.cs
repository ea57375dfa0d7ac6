using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Methods, properties and lambdas that are one expression become blocks.</summary>
internal sealed class BlocksForExpressions : Edits
{
    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        Nodes<ArrowExpressionClauseSyntax>(compilation).Select(arrow => OfMember(compilation, arrow))
            .Concat(Nodes<LambdaExpressionSyntax>(compilation).Where(lambda => lambda.ExpressionBody is not null)
                .Select(lambda => OfLambda(compilation, lambda)))
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
        expression is ThrowExpressionSyntax || method.ReturnsVoid
            || (method.IsAsync && method.ReturnType is INamedTypeSymbol { Arity: 0 }) ? "" : "return ";
}

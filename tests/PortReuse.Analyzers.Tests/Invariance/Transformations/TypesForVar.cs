using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary><c>var</c> becomes the type.</summary>
internal sealed class TypesForVar : Edits
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    protected override uint Percent => 80;

    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        from type in Nodes<IdentifierNameSyntax>(compilation)
        where type.IsVar && type.Parent is not ParameterSyntax
            && type.Parent is not DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax }
                and not VarPatternSyntax
        let meant = compilation.GetSemanticModel(type.SyntaxTree).GetTypeInfo(type).Type
        where meant is { IsAnonymousType: false, TypeKind: not TypeKind.Error }
            && !meant.ToDisplayString().Contains('<', StringComparison.Ordinal)
        select Edit.Replace(type.SyntaxTree, type.Span, meant.ToDisplayString(Format));
}

using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary><c>new(…)</c> says of which type.</summary>
internal sealed class TypesForNew : Edits
{
    protected override uint Percent => 80;

    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        from creation in Nodes<ImplicitObjectCreationExpressionSyntax>(compilation)
        let type = compilation.GetSemanticModel(creation.SyntaxTree).GetTypeInfo(creation).Type
        where type is { IsTupleType: false, TypeKind: not TypeKind.Error }
        select Edit.Replace(creation.SyntaxTree, creation.NewKeyword.Span, $"new {type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}");
}

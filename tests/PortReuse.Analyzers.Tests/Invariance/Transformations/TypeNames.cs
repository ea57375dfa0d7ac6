using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Where the types of namespaces are named without them.</summary>
internal static class TypeNames
{
    public static IEnumerable<(SimpleNameSyntax Syntax, INamedTypeSymbol Type)> In(CSharpCompilation compilation) =>
        from tree in compilation.SyntaxTrees
        let model = compilation.GetSemanticModel(tree)
        from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        where name is { IsVar: false, IsNint: false, IsNuint: false }
            && name.Parent is not (QualifiedNameSyntax or AliasQualifiedNameSyntax or AttributeSyntax or NameEqualsSyntax or NameColonSyntax
            or UsingDirectiveSyntax or BaseNamespaceDeclarationSyntax)
            && (name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name)
            && !name.Ancestors().Any(node => node is UsingDirectiveSyntax)
        where model.GetAliasInfo(name) is null
        let type = model.GetSymbolInfo(name).Symbol as INamedTypeSymbol
        where type is { ContainingType: null, TypeKind: not TypeKind.Error, IsTupleType: false } && type.Name == name.Identifier.Text
        select (name, type.OriginalDefinition);
}

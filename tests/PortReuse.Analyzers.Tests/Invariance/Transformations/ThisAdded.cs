using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary><c>this.</c> before the members of the object, and the type's name before those of the type.</summary>
internal sealed class ThisAdded : Edits
{
    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        from name in Nodes<IdentifierNameSyntax>(compilation)
        where name.Parent is not (MemberAccessExpressionSyntax { Expression: not null } or QualifiedNameSyntax
            or MemberBindingExpressionSyntax or NameColonSyntax
                or ExpressionColonSyntax or NameEqualsSyntax or AttributeSyntax)
            || (name.Parent is MemberAccessExpressionSyntax access && access.Expression == name)
        where name.Parent is not AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment || assignment.Left != name
        let symbol = compilation.GetSemanticModel(name.SyntaxTree).GetSymbolInfo(name).Symbol
        where symbol is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary, ReducedFrom: null }
            && symbol.CanBeReferencedByName
        where symbol.IsStatic ? symbol.ContainingType is { IsGenericType: false, CanBeReferencedByName: true, TypeKind: TypeKind.Class }
            : true
        select Edit.Insert(name.SyntaxTree, name.SpanStart, symbol.IsStatic ? symbol.ContainingType.Name + "." : "this.");
}

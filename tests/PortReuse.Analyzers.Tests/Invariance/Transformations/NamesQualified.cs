using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Names of types are written with their namespaces, as if there were no <c>using</c>.</summary>
internal sealed class NamesQualified : Edits
{
    protected override uint Percent => 80;

    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) => TypeNames.In(compilation)
        .Select(name => Edit.Insert(name.Syntax.SyntaxTree, name.Syntax.SpanStart, $"global::{NamespaceOf(name.Type)}"));

    private static string NamespaceOf(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString() + ".";
}

using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Types in several parts, one after the other.</summary>
internal class TypesInParts : Edits
{
    protected override uint Percent => 20;

    /// <summary>The initializers stay in one part, so that it does not matter which part comes first.</summary>
    protected virtual bool PartsMayBeReordered => false;

    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random)
    {
        foreach (var type in Nodes<TypeDeclarationSyntax>(compilation).Where(MayHaveParts))
        {
            for (var cut = 1; cut < type.Members.Count; cut++)
            {
                if (!PartsMayBeReordered || type.Members.Take(cut).Any(MembersReordered.IsOrdered) != type.Members.Skip(cut)
                    .Any(MembersReordered.IsOrdered))
                {
                    yield return new(Cut(type, type.Members[cut].FullSpan.Start).ToList());
                }
            }
        }
    }

    private static bool MayHaveParts(TypeDeclarationSyntax type) =>
        type is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax && !type.ContainsDirectives
            && type.Members.Count > 1;

    private static IEnumerable<(SyntaxTree, TextChange)> Cut(TypeDeclarationSyntax type, int position)
    {
        var modifiers = string
            .Concat(type.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(modifier => modifier.Text + " "));
        var keyword = type is RecordDeclarationSyntax { ClassOrStructKeyword: { RawKind: not 0 } kind }
            ? "record " + kind.Text : type.Keyword.Text;
        if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            // The same for each cut, and done once.
            yield return (type.SyntaxTree, new(type.Keyword.Span, "partial " + type.Keyword.Text));
        }

        yield return (type.SyntaxTree, new(new(position, 0), $"}}\n{modifiers}partial {keyword} {type.Identifier.Text}{type.TypeParameterList}\n{{\n"));
    }
}

using CsCheck;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>The members of types in another order, but for those with an initializer, which run as they stand.</summary>
internal sealed class MembersReordered : Transformation
{
    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices)
    {
        var files = program.Files.Select(file => Reorder(
            file, compilation.SyntaxTrees.Single(tree => tree.FilePath == file.Path).GetCompilationUnitRoot(), choices)).ToList();
        return choices.Taken.Count == 0 ? null : program with { Files = [.. files] };
    }

    private static TracedFile Reorder(TracedFile file, CompilationUnitSyntax unit, Choices choices)
    {
        var builder = new TracedFile.Builder(file.Path);
        var position = 0;
        foreach (var type in unit.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<TypeDeclarationSyntax>())
        {
            if (type.Members.Count > 1 && !type.ContainsDirectives && choices.Take(90))
            {
                builder.Add(file, TextSpan.FromBounds(position, type.Members[0].FullSpan.Start));
                foreach (var member in InAnotherOrder(type.Members, choices.Random))
                {
                    builder.Add(file, member);
                }

                position = type.Members[^1].FullSpan.End;
            }
        }

        return builder.Add(file, TextSpan.FromBounds(position, file.Text.Length)).ToFile();
    }

    /// <summary>What has to stay in order takes, in that order, the places that chance gives to its like.</summary>
    private static List<MemberDeclarationSyntax> InAnotherOrder(IReadOnlyList<MemberDeclarationSyntax> members, PCG random)
    {
        var ordered = new Queue<MemberDeclarationSyntax>(members.Where(IsOrdered));
        return [.. Choices.Shuffle(random, members).Select(member => IsOrdered(member) ? ordered.Dequeue() : member)];
    }

    /// <summary>Fields of a struct are in memory as they stand, too.</summary>
    internal static bool IsOrdered(MemberDeclarationSyntax member) => member switch
    {
        BaseFieldDeclarationSyntax { Parent: StructDeclarationSyntax } => true,
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Any(variable => variable.Initializer is not null),
        PropertyDeclarationSyntax property => property.Initializer is not null,
        _ => false,
    };
}

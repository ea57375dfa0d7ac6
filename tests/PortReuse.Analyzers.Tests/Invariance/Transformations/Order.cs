using CsCheck;
using Microsoft.CodeAnalysis;
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
        foreach (var type in unit.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<TypeDeclarationSyntax>())
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
                if (!PartsMayBeReordered || type.Members.Take(cut).Any(MembersReordered.IsOrdered) != type.Members.Skip(cut).Any(MembersReordered.IsOrdered))
                {
                    yield return new(Cut(type, type.Members[cut].FullSpan.Start).ToList());
                }
            }
        }
    }

    private static bool MayHaveParts(TypeDeclarationSyntax type) =>
        type is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax && !type.ContainsDirectives && type.Members.Count > 1;

    private static IEnumerable<(SyntaxTree, TextChange)> Cut(TypeDeclarationSyntax type, int position)
    {
        var modifiers = string.Concat(type.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(modifier => modifier.Text + " "));
        var keyword = type is RecordDeclarationSyntax { ClassOrStructKeyword: { RawKind: not 0 } kind } ? "record " + kind.Text : type.Keyword.Text;
        if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            // The same for each cut, and done once.
            yield return (type.SyntaxTree, new(type.Keyword.Span, "partial " + type.Keyword.Text));
        }

        yield return (type.SyntaxTree, new(new(position, 0), $"}}\n{modifiers}partial {keyword} {type.Identifier.Text}{type.TypeParameterList}\n{{\n"));
    }
}

/// <summary>Each type in a file of its own, in any order of the files.</summary>
internal sealed class TypesInFiles : Transformation
{
    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices) =>
        SplitFile.Split(program, compilation, choices);
}

/// <summary>Each part of a type in a file of its own, in any order of the files.</summary>
internal sealed class PartsInFiles : TypesInParts
{
    protected override uint Percent => 40;

    protected override bool PartsMayBeReordered => true;

    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices) =>
        base.Apply(program, compilation, choices) is { } parts ? SplitFile.Split(parts, parts.Compile(), choices) : null;
}

/// <summary>The types of a file in another order, each with its namespace around it.</summary>
internal sealed class TypesReordered : Transformation
{
    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices) =>
        SplitFile.Split(program, compilation, choices) is { } split ? JoinedFiles.Join(split, split.Compile()) : null;
}

/// <summary>Files in another order.</summary>
internal sealed class FilesReordered : Transformation
{
    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices) =>
        program.Files.Length < 2 ? null : program with { Files = [.. Choices.Shuffle(choices.Random, program.Files.Reverse())] };
}

/// <summary>All files in one.</summary>
internal sealed class FilesJoined : Transformation
{
    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices) =>
        program.Files.Length < 2 ? null : JoinedFiles.Join(program, compilation);
}

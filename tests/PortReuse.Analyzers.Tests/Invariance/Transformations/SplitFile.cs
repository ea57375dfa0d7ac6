using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>One file with several types becomes several files.</summary>
internal static class SplitFile
{
    /// <summary>
    /// Each type in a file of its own, the files in an order by chance; null where the program's one file has no two types.
    /// </summary>
    public static TracedProgram? Split(TracedProgram program, CSharpCompilation compilation, Choices choices)
    {
        if (program.Files is not [var file] || TypesIn(compilation.SyntaxTrees[0].GetCompilationUnitRoot()) is not { Count: > 1 } types)
        {
            return null;
        }

        var head = TextSpan.FromBounds(0, types[0].FullSpan.Start);
        var end = types[0].Parent is NamespaceDeclarationSyntax ? "\n}\n" : "";
        return program with
        {
            Files = [.. Choices.Shuffle(choices.Random, types.Select((type, index) =>
                new TracedFile.Builder($"{index}.{file.Path}").Add(file, head).Add(file, type).Add(end).ToFile()))],
        };
    }

    /// <summary>Empty where there is more to a file than its types.</summary>
    private static SyntaxList<MemberDeclarationSyntax> TypesIn(CompilationUnitSyntax unit)
    {
        var members = unit.Members is [BaseNamespaceDeclarationSyntax space] ? space.Members : unit.Members;
        return unit.AttributeLists.Any() || !members.All(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
                || members.Any(member => member.ContainsDirectives && member != members[0] || member.Modifiers.Any(SyntaxKind.FileKeyword))
            ? default
            : members;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>One file with several types becomes several files.</summary>
internal static class SplitFile
{
    /// <summary>Each type in a file of its own, the files in an order by chance; null where the program's one file has no two types.</summary>
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

/// <summary>Several files become one.</summary>
internal static class JoinedFiles
{
    /// <summary>Null where a file has something that must be at its beginning.</summary>
    public static TracedProgram? Join(TracedProgram program, CSharpCompilation compilation)
    {
        var units = compilation.SyntaxTrees.Select(tree => tree.GetCompilationUnitRoot()).ToList();
        if (units.Any(unit => unit.AttributeLists.Any() || unit.Externs.Any() || unit.ContainsDirectives && unit.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.DefineDirectiveTrivia))))
        {
            return null;
        }

        var builder = new TracedFile.Builder("Joined.cs");
        foreach (var directive in units.SelectMany(unit => unit.Usings).Select(directive => directive.WithoutTrivia().NormalizeWhitespace().ToString()).Distinct())
        {
            builder.Add(directive + "\n");
        }

        foreach (var (unit, file) in units.Zip(program.Files))
        {
            builder.Add("\n#nullable restore\n#pragma warning restore\n");
            foreach (var directive in unit.GetFirstToken().LeadingTrivia.Where(trivia => trivia.IsDirective))
            {
                builder.Add(directive.ToFullString());
            }

            foreach (var member in unit.Members)
            {
                if (member is FileScopedNamespaceDeclarationSyntax space)
                {
                    builder.Add($"namespace {space.Name}\n{{\n{space.Externs.ToFullString()}{space.Usings.ToFullString()}");
                    foreach (var inner in space.Members)
                    {
                        builder.Add(file, inner);
                    }

                    builder.Add("\n}\n");
                }
                else
                {
                    builder.Add(file, member);
                }
            }
        }

        return program with { Files = [builder.ToFile()] };
    }
}

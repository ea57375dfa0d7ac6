using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

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

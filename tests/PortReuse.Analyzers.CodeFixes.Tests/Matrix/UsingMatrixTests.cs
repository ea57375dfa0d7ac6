using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.CodeFixes.Tests.Matrix;

/// <summary>Each fix in each style of using directives, in a project that has the companion: what it writes means what it should.</summary>
public sealed class UsingMatrixTests
{
    private const string Usings = "using System;\nusing System.Net;\nusing System.Net.Sockets;\nusing System.Runtime.InteropServices;\n";
    private const string Zeta = "namespace Zeta\n{\n    internal static class Used\n    {\n    }\n}\n";

    private static readonly string[] Styles = ["sorted", "within the namespace", "file-scoped, above", "file-scoped, below", "global"];

    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();

            foreach (var fix in FixCase.All)
            {
                foreach (var style in Styles)
                {
                    rows.Add(fix.ToString(), style);
                }
            }

            return rows;
        }
    }

    [LongTheory]
    [MemberData(nameof(Rows))]
    public async Task Style_is_kept(string name, string style)
    {
        var fix = FixCase.Of(name);
        using var solution = new MatrixSolution(fix);
        var file = ("Code.cs", InStyle(fix.Source, style));

        if (style == "global")
        {
            await solution.AddAsync("net8.0", true, LanguageVersion.CSharp12, [], file, ("Usings.cs", Usings.Replace("using", "global using", StringComparison.Ordinal)));
        }
        else
        {
            await solution.AddAsync("net8.0", true, LanguageVersion.CSharp12, [], file, ("Zeta.cs", Zeta));
        }

        await solution.AssertSoundAsync();
        await solution.FixAsync();

        var repaired = await solution.TextAsync();
        var root = CSharpSyntaxTree.ParseText(repaired).GetCompilationUnitRoot();
        var directives = root.DescendantNodes().OfType<UsingDirectiveSyntax>().ToList();
        var names = directives.Select(directive => directive.Name!.ToString()).ToList();

        // All of them in one place, in order, and those that were there are there.
        Assert.Single(directives.Select(directive => directive.Parent).DefaultIfEmpty().Distinct());
        Assert.Equal(names.Distinct().OrderBy(each => !each.StartsWith("System", StringComparison.Ordinal))
            .ThenBy(each => each, StringComparer.Ordinal), names);
        Assert.Subset(new HashSet<string>([.. NamesIn(file.Item2), "PortReuse"]), names.ToHashSet());
        Assert.Superset(NamesIn(file.Item2), names.ToHashSet());
        Assert.True(directives.Count == 0 || style == "global" || directives[0].Parent is CompilationUnitSyntax == style is "sorted" or "file-scoped, above");
    }

    private static HashSet<string> NamesIn(string source) =>
        [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<UsingDirectiveSyntax>()
            .Select(directive => directive.Name!.ToString())];

    private static string InStyle(string source, string style)
    {
        const string Block = "namespace Matrix\n{\n";
        var directives = Usings + "using Zeta;\n";
        var type = source[(source.IndexOf(Block, StringComparison.Ordinal) + Block.Length)..source.LastIndexOf('}')];

        return style switch
        {
            "sorted" => $"{directives}\n{Block}{type}}}\n",
            "within the namespace" => $"{Block}    {directives.TrimEnd().Replace("\n", "\n    ", StringComparison.Ordinal)}\n\n{type}}}\n",
            "file-scoped, above" => $"{directives}\nnamespace Matrix;\n\n{type}",
            "file-scoped, below" => $"namespace Matrix;\n\n{directives}\n{type}",
            _ => $"{Block}{type}}}\n",
        };
    }
}

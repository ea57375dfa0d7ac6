using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Lint;

/// <summary>
/// The sources that belong to one project file: those below its folder, and below no other project's. What belongs to none is
/// one project more.
/// </summary>
internal sealed record SourceProject(string Name, IReadOnlyList<string> Files, bool HasImplicitUsings)
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string[] Symbols =
        ["NET", "NETCOREAPP", "NET8_0", "NET10_0", .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER")];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, preprocessorSymbols: Symbols);

    public static IReadOnlyList<SourceProject> Find(string root)
    {
        var projectsByFolder = SourceFolder.Files(root, ".csproj").ToLookup(project => Path.GetDirectoryName(project)!);
        return
        [
            .. SourceFolder.Files(root, ".cs")
                .GroupBy(file => FolderOfProject(Path.GetDirectoryName(file)!))
                .Select(files => new SourceProject(
                    Path.GetRelativePath(root, files.Key), [.. files], projectsByFolder[files.Key].Any(AsksForImplicitUsings))),
        ];

        string FolderOfProject(string folder) =>
            folder == root || projectsByFolder.Contains(folder) ? folder : FolderOfProject(Path.GetDirectoryName(folder)!);
    }

    /// <summary>Parses every file anew: what is remembered of a tree does not outlive the compilation.</summary>
    public CSharpCompilation Compile()
    {
        var trees = Files.Select(TryParse).OfType<SyntaxTree>();
        if (HasImplicitUsings)
        {
            trees = trees.Append(CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions));
        }

        return CSharpCompilation.Create(
            Name, trees, Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    /// <summary>Read as the compiler reads it: the text of a large file is not one string then, which analyzers pay for.</summary>
    private static SyntaxTree? TryParse(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return CSharpSyntaxTree.ParseText(SourceText.From(stream, Encoding.UTF8), ParseOptions, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Left out: {e.Message}");
            return null;
        }
    }

    private static bool AsksForImplicitUsings(string project)
    {
        try
        {
            return File.ReadAllText(project).Contains("<ImplicitUsings>enable", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Not read: {e.Message}");
            return false;
        }
    }
}

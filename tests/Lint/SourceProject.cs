using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Lint;

/// <summary>The sources that belong to one project file: those below its folder, and below no other project's.</summary>
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

    public static IReadOnlyList<SourceProject> Find(string root)
    {
        var filesByFolder = new Dictionary<string, List<string>>();
        var projects = Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .GroupBy(project => Path.GetDirectoryName(Path.GetFullPath(project))!)
            .ToDictionary(group => group.Key, group => group.First());
        projects.TryAdd(Path.GetFullPath(root), string.Empty);
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
            if (folder.Split(Path.DirectorySeparatorChar) is var parts && (parts.Contains("bin") || parts.Contains("obj")))
            {
                continue;
            }

            while (!projects.ContainsKey(folder) && Path.GetDirectoryName(folder) is { } parent)
            {
                folder = parent;
            }

            (filesByFolder.TryGetValue(folder, out var files) ? files : filesByFolder[folder] = []).Add(file);
        }

        return [.. filesByFolder.Select(entry => Of(projects[entry.Key], entry.Key, entry.Value))];
    }

    public CSharpCompilation Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: Symbols);
        var trees = Files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file));
        if (HasImplicitUsings)
        {
            trees = trees.Append(CSharpSyntaxTree.ParseText(ImplicitUsings, options));
        }

        return CSharpCompilation.Create(
            Name, trees, Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    private static SourceProject Of(string project, string folder, List<string> files)
    {
        var hasImplicitUsings = project.Length > 0 && File.ReadAllText(project).Contains("<ImplicitUsings>enable", StringComparison.OrdinalIgnoreCase);
        return new(Path.GetFileName(folder), files, hasImplicitUsings);
    }
}

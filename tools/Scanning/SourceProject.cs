using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Scanning;

/// <summary>
/// The sources that belong to one project file: those below its folder, and below no other project's, and those that it names. What
/// belongs to none is one project more.
/// </summary>
internal sealed class SourceProject
{
    private static readonly string[] NamespacesOfTheSdk =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] Symbols =
        ["NET", "NETCOREAPP", "NET8_0", "NET10_0", .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER")];

    private readonly Action<string> _complain;

    private SourceProject(string root, string folder, IEnumerable<string> files, IReadOnlyList<string> projects, Action<string> complain)
    {
        _complain = complain;
        Folder = folder;
        Name = Path.GetRelativePath(root, folder);
        AssemblyName = projects is [var first, ..] ? Path.GetFileNameWithoutExtension(first) : Name;

        ProjectSettings[] all = [.. projects.Select(project => ProjectSettings.Read(root, project, complain))];
        Files = [.. files.Union(all.SelectMany(settings => settings.Files))];
        References = [.. all.SelectMany(settings => settings.References).Select(project => Path.GetDirectoryName(project)!).Distinct()];
        ParseOptions = new(LanguageVersion.Preview, preprocessorSymbols: Symbols.Concat(all.SelectMany(settings => settings.Constants)));
        Usings = string.Concat(all
            .SelectMany(settings => settings.HasImplicitUsings ? NamespacesOfTheSdk.Concat(settings.Usings) : settings.Usings)
            .Distinct()
            .Select(name => $"global using {name};\n"));
    }

    /// <summary>The one framework that all such sources are compiled against.</summary>
    public static IReadOnlyList<MetadataReference> Framework { get; } = [.. Net100.References.All];

    public static CSharpCompilationOptions CompilationOptions { get; } = new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);

    public string Folder { get; }

    public string Name { get; }

    /// <summary>By this name other projects may let it see their internals.</summary>
    public string AssemblyName { get; }

    public IReadOnlyList<string> Files { get; }

    /// <summary>The folders of the projects that it references, there or not.</summary>
    public IReadOnlyList<string> References { get; }

    public CSharpParseOptions ParseOptions { get; }

    /// <summary>The directives that hold for all of its files, as a file of their own; empty where there are none.</summary>
    public string Usings { get; }

    /// <summary>All of a folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="complain">Told of each file that cannot be read.</param>
    public static IReadOnlyList<SourceProject> Find(string root, Action<string> complain)
    {
        var projectsByFolder = SourceFolder.Files(root, ".csproj").ToLookup(project => Path.GetDirectoryName(project)!);
        return
        [
            .. SourceFolder.Files(root, ".cs")
                .GroupBy(file => FolderOfProject(Path.GetDirectoryName(file)!))
                .Select(files => new SourceProject(root, files.Key, files, [.. projectsByFolder[files.Key]], complain)),
        ];

        string FolderOfProject(string folder) =>
            folder == root || projectsByFolder.Contains(folder) ? folder : FolderOfProject(Path.GetDirectoryName(folder)!);
    }

    /// <summary>Files that belong to no project file, as one project.</summary>
    public static SourceProject Loose(string root, IEnumerable<string> files, Action<string> complain) =>
        new(root, root, files, [], complain);

    /// <summary>Parses every file anew: what is remembered of a tree does not outlive the compilation.</summary>
    public CSharpCompilation Compile(IEnumerable<CSharpCompilation> references)
    {
        var trees = Files.Select(TryParse).OfType<SyntaxTree>();
        if (Usings.Length > 0)
        {
            trees = trees.Append(CSharpSyntaxTree.ParseText(Usings, ParseOptions));
        }

        return CSharpCompilation.Create(
            AssemblyName,
            trees,
            Framework.Concat(references.Select(reference => reference.ToMetadataReference()).Cast<MetadataReference>()),
            CompilationOptions);
    }

    /// <summary>Reads a file as the compiler reads it: the text of a large one is not one string then, which analyzers pay for.</summary>
    public SourceText? TryRead(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return SourceText.From(stream, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _complain($"Left out: {e.Message}");
            return null;
        }
    }

    private SyntaxTree? TryParse(string file) =>
        TryRead(file) is { } text ? CSharpSyntaxTree.ParseText(text, ParseOptions, file) : null;
}

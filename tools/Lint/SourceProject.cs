using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Lint;

/// <summary>
/// The sources that belong to one project file: those below its folder, and below no other project's, and those that it names. What
/// belongs to none is one project more.
/// </summary>
internal sealed class SourceProject
{
    private static readonly string[] ImplicitUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] Symbols =
        ["NET", "NETCOREAPP", "NET8_0", "NET10_0", .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER")];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, preprocessorSymbols: Symbols);

    private readonly string _assembly;
    private readonly IReadOnlyList<ProjectSettings> _settings;

    private SourceProject(string root, string folder, IEnumerable<string> files, IReadOnlyList<string> projects)
    {
        Folder = folder;
        Name = Path.GetRelativePath(root, folder);

        // By this name other projects may let it see their internals.
        _assembly = projects is [var first, ..] ? Path.GetFileNameWithoutExtension(first) : Name;
        _settings = [.. projects.Select(project => ProjectSettings.Read(root, project))];
        Files = [.. files.Union(_settings.SelectMany(settings => settings.Files))];
        References = [.. _settings.SelectMany(settings => settings.References).Select(project => Path.GetDirectoryName(project)!).Distinct()];
    }

    public string Folder { get; }

    public string Name { get; }

    public IReadOnlyList<string> Files { get; }

    /// <summary>The folders of the projects that it references, there or not.</summary>
    public IReadOnlyList<string> References { get; }

    public static IReadOnlyList<SourceProject> Find(string root)
    {
        var projectsByFolder = SourceFolder.Files(root, ".csproj").ToLookup(project => Path.GetDirectoryName(project)!);
        return
        [
            .. SourceFolder.Files(root, ".cs")
                .GroupBy(file => FolderOfProject(Path.GetDirectoryName(file)!))
                .Select(files => new SourceProject(root, files.Key, files, [.. projectsByFolder[files.Key]])),
        ];

        string FolderOfProject(string folder) =>
            folder == root || projectsByFolder.Contains(folder) ? folder : FolderOfProject(Path.GetDirectoryName(folder)!);
    }

    /// <summary>Parses every file anew: what is remembered of a tree does not outlive the compilation.</summary>
    public CSharpCompilation Compile(IEnumerable<CSharpCompilation> references)
    {
        var options = ParseOptions.WithPreprocessorSymbols(Symbols.Concat(_settings.SelectMany(settings => settings.Constants)));
        var trees = Files.Select(file => TryParse(file, options)).OfType<SyntaxTree>();
        var usings = _settings.SelectMany(settings => settings.HasImplicitUsings ? ImplicitUsings.Concat(settings.Usings) : settings.Usings).Distinct().ToArray();
        if (usings is not [])
        {
            trees = trees.Append(CSharpSyntaxTree.ParseText(string.Concat(usings.Select(name => $"global using {name};\n")), options));
        }

        return CSharpCompilation.Create(
            _assembly,
            trees,
            Net100.References.All.Concat(references.Select(reference => reference.ToMetadataReference()).Cast<MetadataReference>()),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    /// <summary>Read as the compiler reads it: the text of a large file is not one string then, which analyzers pay for.</summary>
    private static SyntaxTree? TryParse(string file, CSharpParseOptions options)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return CSharpSyntaxTree.ParseText(SourceText.From(stream, Encoding.UTF8), options, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Left out: {e.Message}");
            return null;
        }
    }
}

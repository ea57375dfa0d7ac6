using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Scanning;

namespace PortReuse.Scan.Loading;

/// <summary>
/// Sources without a build: only the framework is referenced, and a project's settings are what a look at its file tells.
/// </summary>
internal static class BareSources
{
    private const string EditorConfig = ".editorconfig";

    /// <summary>A folder, with the projects in it as far as their files tell.</summary>
    public static LoadedCode Load(string folder)
    {
        var problems = new List<LoadProblem>();
        var projects = SourceProject.Find(folder, message => problems.Add(new(folder, message)));
        var ids = projects.ToDictionary(project => project.Folder, _ => ProjectId.CreateNewId());
        var solution = new AdhocWorkspace().CurrentSolution;
        foreach (var project in projects)
        {
            solution = solution.AddProject(Info(ids[project.Folder], project));
        }

        // A reference that would close a circle is left out: a build would not have it either.
        foreach (var (project, reference) in projects.SelectMany(
            project => project.References.Where(ids.ContainsKey).Select(folder => (project, folder))))
        {
            var (from, to) = (ids[project.Folder], ids[reference]);
            if (from != to && !solution.GetProjectDependencyGraph().GetProjectsThatThisProjectTransitivelyDependsOn(to).Contains(from))
            {
                solution = solution.AddProjectReference(from, new ProjectReference(to));
            }
        }

        return new(solution, problems);
    }

    /// <summary>Adds files that belong to no project.</summary>
    public static LoadedCode Add(string folder, IReadOnlyList<string> files, LoadedCode to)
    {
        if (files.Count == 0)
        {
            return to;
        }

        var problems = to.Problems.ToList();
        var project = SourceProject.Loose(folder, files, message => problems.Add(new(folder, message)));
        return new(to.Solution.AddProject(Info(ProjectId.CreateNewId(), project)), problems);
    }

    private static ProjectInfo Info(ProjectId id, SourceProject project)
    {
        var documents = project.Files
            .Select(file => project.TryRead(file) is { } text ? Document(id, file, text) : null)
            .OfType<DocumentInfo>();
        if (project.Usings.Length > 0)
        {
            documents = documents.Append(
                Document(id, Path.Combine(project.Folder, "obj", "Usings.g.cs"), SourceText.From(project.Usings, Encoding.UTF8)));
        }

        return ProjectInfo.Create(
                id,
                VersionStamp.Create(),
                Path.GetFileName(project.Folder),
                project.AssemblyName,
                LanguageNames.CSharp,
                compilationOptions: SourceProject.CompilationOptions,
                parseOptions: project.ParseOptions,
                documents: documents,
                metadataReferences: SourceProject.Framework)
            .WithAnalyzerConfigDocuments(EditorConfigs(project).Select(config => Document(id, config.Path, config.Text)));
    }

    private static DocumentInfo Document(ProjectId project, string file, SourceText text) => DocumentInfo.Create(
        DocumentId.CreateNewId(project),
        Path.GetFileName(file),
        loader: TextLoader.From(TextAndVersion.Create(text, VersionStamp.Create(), file)),
        filePath: file);

    /// <summary>
    /// Those in the folders of the files and above them; that one says it is the root, and ends the list, is seen to by whoever reads them.
    /// </summary>
    private static IEnumerable<(string Path, SourceText Text)> EditorConfigs(SourceProject project)
    {
        var seen = new HashSet<string>();
        foreach (var start in project.Files.Select(file => Path.GetDirectoryName(file)!).Distinct())
        {
            for (var folder = start; folder is not null && seen.Add(folder); folder = Path.GetDirectoryName(folder))
            {
                if (Path.Combine(folder, EditorConfig) is var file && File.Exists(file) && project.TryRead(file) is { } text)
                {
                    yield return (file, text);
                }
            }
        }
    }
}

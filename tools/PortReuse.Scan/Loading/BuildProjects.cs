using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;

namespace PortReuse.Scan.Loading;

/// <summary>Projects as a build of them is: each is evaluated by MSBuild, in a process of its own, and nothing is built.</summary>
/// <remarks>Several projects are opened as one solution, for the process is started once then.</remarks>
internal sealed partial class BuildProjects(ImmutableDictionary<string, string> properties) : IDisposable
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("portreuse-");
    private readonly List<string> _projects = [];
    private readonly List<LoadProblem> _problems = [];

    public void Dispose() => _scratch.Delete(recursive: true);

    public void Add(string project) => _projects.Add(project);

    /// <summary>A C# file that is a program of its own.</summary>
    public async Task AddAppAsync(string file, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_scratch.FullName, $"app{_projects.Count}")).FullName;
        var project = AppProject.Write(file, folder);
        if (await AppProject.RestoreAsync(file, project, cancellation) is { } refusal)
        {
            _problems.Add(new(file, refusal));
        }
        else
        {
            Add(project);
        }
    }

    public Task<LoadedCode> OpenAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        if (_projects.Count == 0)
        {
            return Task.FromResult(new LoadedCode(new AdhocWorkspace().CurrentSolution, _problems));
        }

        var solution = Path.Combine(_scratch.FullName, "all.slnx");
        new XDocument(new XElement("Solution", _projects.Select(project => new XElement("Project", new XAttribute("Path", project)))))
            .Save(solution);
        return OpenAsync(solution, progress, cancellation);
    }

    public async Task<LoadedCode> OpenAsync(string solution, IProgress<string> progress, CancellationToken cancellation)
    {
        // It is not disposed: the compilations are made from it later, piece by piece.
        var workspace = MSBuildWorkspace.Create(properties);
        try
        {
            await workspace.OpenSolutionAsync(solution, new ProjectNames(progress), cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _problems.Add(new(solution, e.Message));
        }

        _problems.AddRange(workspace.Diagnostics
            .Where(diagnostic => diagnostic.Kind == WorkspaceDiagnosticKind.Failure)
            .Select(diagnostic => ProblemOf(diagnostic.Message, solution))
            .Concat(workspace.CurrentSolution.Projects.Select(RestoreCheck.ProblemOf).OfType<LoadProblem>())
            .Distinct());
        return new(workspace.CurrentSolution, _problems);
    }

    private static LoadProblem ProblemOf(string message, string solution)
    {
        var file = QuotedFile().Match(message) is { Success: true } quoted ? quoted.Groups["file"].Value : solution;
        var reason = message.Split("with message:", 2) is [_, var rest] ? rest : message;
        var isForeign = Path.GetExtension(file) is { Length: > 0 } kind && kind.EndsWith("proj", StringComparison.OrdinalIgnoreCase)
            && !kind.Equals(".csproj", StringComparison.OrdinalIgnoreCase);
        return new(file, reason.Trim(), isForeign);
    }

    [GeneratedRegex(@"['""](?<file>[^'""]+\.\w*proj)['""]")]
    private static partial Regex QuotedFile();

    private sealed class ProjectNames(IProgress<string> progress) : IProgress<ProjectLoadProgress>
    {
        public void Report(ProjectLoadProgress value)
        {
            if (value.Operation == ProjectLoadOperation.Resolve)
            {
                progress.Report(Path.GetFileName(value.FilePath));
            }
        }
    }
}

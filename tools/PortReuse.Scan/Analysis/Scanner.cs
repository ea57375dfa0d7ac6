using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using PortReuse.Scan.Loading;

namespace PortReuse.Scan.Analysis;

/// <summary>What came of a scan.</summary>
/// <param name="Findings">In the order of files and lines.</param>
/// <param name="Problems">What could not be analyzed.</param>
/// <param name="Notes">What is to be known of how it was analyzed.</param>
/// <param name="Projects">How many projects were, each framework for itself.</param>
/// <param name="Files">How many files.</param>
internal sealed record ScanResult(
    IReadOnlyList<Finding> Findings, IReadOnlyList<LoadProblem> Problems, IReadOnlyList<string> Notes, int Projects, int Files);

/// <summary>Runs the rules over all projects.</summary>
internal static class Scanner
{
    /// <summary>How many times <see cref="RunAsync"/> reports.</summary>
    public static int StepsOf(IReadOnlyList<LoadedCode> loaded, bool followsProjects) =>
        loaded.Sum(code => code.Projects.Count()) * (followsProjects ? 2 : 1);

    /// <param name="loaded">The projects.</param>
    /// <param name="followsProjects">Whether calls are followed from one project into another.</param>
    /// <param name="progress">Told of each project before it is analyzed.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<ScanResult> RunAsync(
        IReadOnlyList<LoadedCode> loaded, bool followsProjects, IProgress<string> progress, CancellationToken cancellation)
    {
        var problems = new ConcurrentBag<LoadProblem>(loaded.SelectMany(code => code.Problems));
        var notes = new ConcurrentBag<string>();
        Project[] projects = [.. loaded.SelectMany(code => code.Projects)];
        var found = new Dictionary<(string, string, int, int, int, int), Finding>();
        foreach (var project in projects)
        {
            progress.Report(project.Name);
            Add(await ProjectDiagnostics.OfAsync(project, e => Fail(project, e), cancellation), isAcrossProjects: false);
        }

        // After all of them: what a build shows is that, whichever project else shows it.
        foreach (var project in followsProjects ? projects : [])
        {
            progress.Report($"{project.Name} and what it references");
            Add(await CrossProjectDiagnostics.OfAsync(project, notes.Add, e => Fail(project, e), cancellation), isAcrossProjects: true);
        }

        return new(
            [.. found.Values.OrderBy(finding => finding.Place.Path, StringComparer.Ordinal)
                .ThenBy(finding => finding.Place.Line)
                .ThenBy(finding => finding.Place.Column)
                .ThenBy(finding => finding.Id, StringComparer.Ordinal)],
            [.. problems.Distinct().OrderBy(problem => problem.Path, StringComparer.Ordinal)
                .ThenBy(problem => problem.Reason, StringComparer.Ordinal)],
            [.. notes.Order(StringComparer.Ordinal)],
            projects.Length,
            projects.SelectMany(project => project.Documents).Select(document => document.FilePath).Distinct().Count());

        void Add(IEnumerable<Diagnostic> diagnostics, bool isAcrossProjects)
        {
            foreach (var finding in diagnostics.Where(diagnostic => diagnostic.Location.IsInSource)
                .Select(diagnostic => Finding.Of(diagnostic, isAcrossProjects)))
            {
                // Two frameworks may say it differently, and have other severities: the greater one counts.
                if (!found.TryGetValue(finding.Key, out var known) || (known.Severity < finding.Severity && !isAcrossProjects))
                {
                    found[finding.Key] = finding;
                }
            }
        }

        void Fail(Project project, Exception exception) =>
            problems.Add(new(project.FilePath ?? project.Name, $"the analysis failed: {exception.GetType().Name}: {exception.Message}"));
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Analyzers;

namespace PortReuse.Scan.Analysis;

/// <summary>What is found where calls are followed from one project into another, which no compiler can.</summary>
internal static class CrossProjectDiagnostics
{
    /// <param name="project">The project that the calls begin in.</param>
    /// <param name="note">Told where they cannot be followed both ways, and why.</param>
    /// <param name="failed">Told of an exception of the analyzer.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<ImmutableArray<Diagnostic>> OfAsync(
        Project project, Action<string> note, Action<Exception> failed, CancellationToken cancellation)
    {
        var references = await ReferencesWithSocketsAsync(project, cancellation);
        if (references.Count == 0
            || !await ProjectDiagnostics.MayBeInAsync(project, cancellation)
            || await project.GetCompilationAsync(cancellation) is not { } compilation)
        {
            return [];
        }

        var joined = JoinedProject.Of((project, compilation), references);
        if (!joined.IsOfInterest(compilation))
        {
            return [];
        }

        if (joined.Conflict(cancellation) is { } conflict)
        {
            note($"{project.Name}: calls are followed into the projects that it references, and not back, for together they do not compile: {conflict}");
            var (apart, options) = ReferencedProjects.Of((project, compilation), references);
            return await ProjectDiagnostics.OfAsync(
                apart, new SocketAnalyzer(followsReferences: true, observer: null), options, failed, cancellation);
        }

        var analysis = joined.Compilation.WithAnalyzers([new SocketAnalyzer()], ProjectDiagnostics.Settings(joined.Options, failed));
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var tree in joined.Trees)
        {
            found.AddRange(await analysis.GetAnalyzerSemanticDiagnosticsAsync(
                joined.Compilation.GetSemanticModel(tree), filterSpan: null, cancellation));
        }

        return [.. found.Where(diagnostic => Rules.ById.ContainsKey(diagnostic.Id))];
    }

    /// <summary>All projects that it references, and those that they do; none where no sockets are in any of them.</summary>
    private static async Task<List<(Project, Compilation)>> ReferencesWithSocketsAsync(Project project, CancellationToken cancellation)
    {
        var solution = project.Solution;
        var references = solution.GetProjectDependencyGraph().GetProjectsThatThisProjectTransitivelyDependsOn(project.Id)
            .Select(id => solution.GetProject(id)!)
            .Where(reference => reference.Language == LanguageNames.CSharp)
            .OrderBy(reference => reference.FilePath, StringComparer.Ordinal).ThenBy(reference => reference.Name, StringComparer.Ordinal)
            .ToList();
        var withSockets = false;
        foreach (var reference in references)
        {
            withSockets |= await ProjectDiagnostics.MayBeInAsync(reference, cancellation);
        }

        var found = new List<(Project, Compilation)>();
        foreach (var reference in withSockets ? references : [])
        {
            if (await reference.GetCompilationAsync(cancellation) is { } compilation)
            {
                found.Add((reference, compilation));
            }
        }

        return found;
    }
}

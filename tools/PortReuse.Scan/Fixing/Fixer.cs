using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Providers;
using PortReuse.Scan.Analysis;

namespace PortReuse.Scan.Fixing;

/// <summary>
/// Applies the fix of each rule, the first that it offers, to all of a solution at once: as an editor's Fix All does. What a build does not
/// show, for it takes the sources of several projects, is not repaired: no fix looks at more than one of them.
/// </summary>
internal sealed class Fixer
{
    /// <summary>A repair may show what was hidden behind it. It does not go on for ever.</summary>
    private const int MostRounds = 3;

    private static readonly ImmutableArray<CodeFixProvider> Providers =
    [
        .. typeof(PORT0001AndPORT0002CodeFix).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(CodeFixProvider)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    private readonly DiagnosticSeverity _least;
    private readonly Dictionary<ProjectId, (VersionStamp Version, ImmutableArray<Diagnostic> Diagnostics)> _known = [];

    private Fixer(DiagnosticSeverity least) => _least = least;

    /// <param name="solution">The solution.</param>
    /// <param name="least">Diagnostics of a lower severity are left.</param>
    /// <param name="progress">Told of each rule.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<Solution> ApplyAsync(
        Solution solution, DiagnosticSeverity least, IProgress<string> progress, CancellationToken cancellation)
    {
        var fixer = new Fixer(least);
        for (var round = 0; round < MostRounds; round++)
        {
            var before = solution;
            foreach (var provider in Providers)
            {
                progress.Report(string.Join(", ", provider.FixableDiagnosticIds));
                solution = await fixer.ApplyAsync(solution, provider, cancellation);
            }

            if (solution == before)
            {
                break;
            }
        }

        return solution;
    }

    private async Task<Solution> ApplyAsync(Solution solution, CodeFixProvider provider, CancellationToken cancellation)
    {
        var found = new Dictionary<ProjectId, ImmutableArray<Diagnostic>>();
        foreach (var project in solution.Projects.Where(project => project.Language == LanguageNames.CSharp))
        {
            var diagnostics = await DiagnosticsAsync(project, cancellation);
            found[project.Id] = diagnostics.RemoveAll(
                diagnostic => !provider.FixableDiagnosticIds.Contains(diagnostic.Id) || diagnostic.Severity < _least);
        }

        if (found.FirstOrDefault(project => project.Value.Length > 0).Key is not { } first)
        {
            return solution;
        }

        // Without a key it is the first fix that is meant.
        var context = new FixAllContext(
            solution.GetProject(first)!,
            provider,
            FixAllScope.Solution,
            codeActionEquivalenceKey: null,
            provider.FixableDiagnosticIds,
            new KnownDiagnostics(found),
            cancellation);
        if (await provider.GetFixAllProvider()!.GetFixAsync(context) is not { } action)
        {
            return solution;
        }

        var operations = await action.GetOperationsAsync(cancellation);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    private async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project, CancellationToken cancellation)
    {
        var version = await project.GetDependentSemanticVersionAsync(cancellation);
        var text = await project.GetDependentVersionAsync(cancellation);
        var newest = version.GetNewerVersion(text);
        if (!_known.TryGetValue(project.Id, out var known) || known.Version != newest)
        {
            // An exception of the analyzer was told of by the scan before.
            known = (newest, await ProjectDiagnostics.OfAsync(project, _ => { }, cancellation));
            _known[project.Id] = known;
        }

        return known.Diagnostics;
    }

    private sealed class KnownDiagnostics(Dictionary<ProjectId, ImmutableArray<Diagnostic>> found) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(found.GetValueOrDefault(project.Id, []));

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return found.GetValueOrDefault(document.Project.Id, []).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}

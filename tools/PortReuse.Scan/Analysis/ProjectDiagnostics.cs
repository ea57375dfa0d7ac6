using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Analyzers;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Scan.Analysis;

/// <summary>What a build of one project would show: its own options and severities, and nothing that it suppresses.</summary>
internal static class ProjectDiagnostics
{
    /// <summary>
    /// Whether any file of the project may have to do with sockets: most projects are done with by this look at the text.
    /// </summary>
    public static async Task<bool> MayBeInAsync(Project project, CancellationToken cancellation)
    {
        foreach (var document in project.Documents)
        {
            if (await document.GetSyntaxTreeAsync(cancellation) is { } tree && SocketSources.HasHint(tree, cancellation))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="project">The project.</param>
    /// <param name="failed">Told of an exception of the analyzer.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<ImmutableArray<Diagnostic>> OfAsync(Project project, Action<Exception> failed, CancellationToken cancellation)
    {
        if (!await MayBeInAsync(project, cancellation) || await project.GetCompilationAsync(cancellation) is not { } compilation)
        {
            return [];
        }

        return await OfAsync(compilation, new SocketAnalyzer(), project.AnalyzerOptions, failed, cancellation);
    }

    public static async Task<ImmutableArray<Diagnostic>> OfAsync(
        Compilation compilation, SocketAnalyzer analyzer, AnalyzerOptions options, Action<Exception> failed, CancellationToken cancellation)
    {
        var found = await compilation.WithAnalyzers([analyzer], Settings(options, failed)).GetAnalyzerDiagnosticsAsync(cancellation);
        return found.RemoveAll(diagnostic => !Rules.ById.ContainsKey(diagnostic.Id));
    }

    public static CompilationWithAnalyzersOptions Settings(AnalyzerOptions options, Action<Exception> failed) => new(
        options,
        onAnalyzerException: (exception, _, _) => failed(exception),
        concurrentAnalysis: true,
        logAnalyzerExecutionTime: false,
        reportSuppressedDiagnostics: false);
}

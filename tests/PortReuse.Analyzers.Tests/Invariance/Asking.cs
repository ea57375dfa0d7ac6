using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Analyzers.Tests.Invariance;

/// <summary>
/// The ways in which a compiler or an editor asks what is found in a compilation. Each asks an analyzer that has been asked nothing before.
/// </summary>
internal static class Asking
{
    /// <summary>All files, one after the other.</summary>
    public static Task<ImmutableArray<Diagnostic>> InTurn(CSharpCompilation compilation) =>
        Over(compilation, isConcurrent: false).GetAnalyzerDiagnosticsAsync();

    /// <summary>All files at once, as a build does.</summary>
    public static Task<ImmutableArray<Diagnostic>> Concurrently(CSharpCompilation compilation) =>
        Over(compilation, isConcurrent: true).GetAnalyzerDiagnosticsAsync();

    /// <summary>File by file, as an editor does for those that are open, in this order.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> ByFile(CSharpCompilation compilation, IEnumerable<SyntaxTree> files)
    {
        var over = Over(compilation, isConcurrent: false);
        var findings = new List<Diagnostic>();
        foreach (var file in files)
        {
            findings.AddRange(await over.GetAnalyzerSemanticDiagnosticsAsync(
                compilation.GetSemanticModel(file), filterSpan: null, CancellationToken.None));
        }

        return findings;
    }

    private static CompilationWithAnalyzers Over(CSharpCompilation compilation, bool isConcurrent) => compilation.WithAnalyzers(
        [new SocketAnalyzer()],
        new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: (exception, _, _) =>
                throw exception, concurrentAnalysis: isConcurrent, logAnalyzerExecutionTime: false));
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Analyzers.Tests;

/// <summary>All rules over one compilation.</summary>
internal static class AllRules
{
    /// <summary>Any exception of the analyzer fails the test; as it is, the compiler would only report AD0001.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> Examine(Compilation compilation, CancellationToken cancellation = default)
    {
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: (exception, _, _) => thrown = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var findings = await compilation.WithAnalyzers([new SocketAnalyzer()], options).GetAnalyzerDiagnosticsAsync(cancellation);
        Assert.True(thrown is null, thrown?.ToString());
        return findings;
    }
}

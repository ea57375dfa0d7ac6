using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Analyzers.Tests;

/// <summary>All rules over one compilation.</summary>
internal static class AllRules
{
    /// <summary>By then the runtime has compiled the rules for good.</summary>
    private const int MaxRuns = 8;

    /// <summary>Any exception of the analyzer fails the test; as it is, the compiler would only report AD0001.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> Examine(Compilation compilation, CancellationToken cancellation = default)
    {
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: (exception, _, _) =>
                thrown = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var findings = await compilation.WithAnalyzers([new SocketAnalyzer()], options).GetAnalyzerDiagnosticsAsync(cancellation);
        Assert.True(thrown is null, thrown?.ToString());
        return findings;
    }

    /// <summary>
    /// What all rules cost, by the clock or by the processor's time, whichever is less: a busy machine lengthens the one, and the runtime,
    /// which compiles the rules beside them, the other. The best of several runs, for in the first ones it still compiles. For tests that
    /// run <see cref="Alone"/>.
    /// </summary>
    /// <param name="copies">A new compilation for each run: what one has worked out would serve the next.</param>
    /// <param name="enough">What is fast enough not to be measured again.</param>
    /// <param name="cancellation">Ends a run that does not end by itself.</param>
    public static async Task<TimeSpan> Cost(Func<Compilation> copies, TimeSpan enough, CancellationToken cancellation = default)
    {
        var least = TimeSpan.MaxValue;
        for (var run = 0; run < MaxRuns && least > enough; run++)
        {
            var compilation = copies();
            var before = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            await Examine(compilation, cancellation);
            var elapsed = clock.Elapsed;
            var processor = Environment.CpuUsage.TotalTime - before;
            var cost = elapsed < processor ? elapsed : processor;
            least = cost < least ? cost : least;
        }

        return least;
    }
}

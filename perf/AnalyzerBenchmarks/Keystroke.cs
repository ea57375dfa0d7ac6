using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.AnalyzerBenchmarks;

/// <summary>
/// What an editor pays for one key: a compilation in which one file is new, and the semantic diagnostics of that file. In processor time,
/// for the work of several threads is what drains a battery; and in turns, so that whatever else the machine does hits all alike.
/// </summary>
internal sealed class Keystroke(IReadOnlyList<(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)> sets, int keys)
{
    private const int WarmUps = 4;

    /// <summary>Types in the last method of the file that has a body, and prints what that costs.</summary>
    /// <exception cref="ArgumentException">The project has no such file, or the file has no method to type in.</exception>
    public void Run(string title, CSharpCompilation project, string file)
    {
        var tree = project.SyntaxTrees.FirstOrDefault(tree => Path.GetFileName(tree.FilePath) == file)
            ?? throw new ArgumentException($"No {file} is in {project.AssemblyName}.");
        var times = sets.Select(_ => new List<double>()).ToArray();
        var findings = new int[sets.Count];
        for (var key = -WarmUps; key < keys; key++)
        {
            var typed = WithOneMoreStatement(tree);
            for (var turn = 0; turn < sets.Count; turn++)
            {
                // Nobody is always the first one.
                var set = (turn + key + WarmUps) % sets.Count;
                var cost = CostOf(sets[set].Analyzers, project.ReplaceSyntaxTree(tree, typed), typed, out findings[set]);
                if (key >= 0)
                {
                    times[set].Add(cost);
                }
            }

            project = project.ReplaceSyntaxTree(tree, typed);
            tree = typed;
        }

        Print(title, times, findings);
    }

    private static SyntaxTree WithOneMoreStatement(SyntaxTree tree)
    {
        var method = tree.GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>().LastOrDefault(method => method.Body is not null)
            ?? throw new ArgumentException($"{tree.FilePath} has no method to type in.");
        return tree.WithChangedText(tree.GetText().WithChanges(new TextChange(new(method.Body!.OpenBraceToken.Span.End, 0), " ;")));
    }

    /// <summary>Milliseconds of processor time, on all threads.</summary>
    private static double CostOf(
        ImmutableArray<DiagnosticAnalyzer> analyzers, CSharpCompilation project, SyntaxTree typed, out int findings)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: (exception, _, _) =>
                throw exception, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var analysis = project.WithAnalyzers(analyzers, options);
        findings = analysis.GetAnalyzerSemanticDiagnosticsAsync(
            analysis.Compilation.GetSemanticModel(typed), filterSpan: null, CancellationToken.None)
            .GetAwaiter().GetResult()
            .Count(finding => finding.Id.StartsWith("PORT", StringComparison.Ordinal));
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }

    private void Print(string title, List<double>[] times, int[] findings)
    {
        Console.WriteLine($"\n{title}\n");
        Console.WriteLine("| of processor time | median | 95 of 100 | ratio | findings |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        var baseline = Quantile(times[0], 0.5);
        for (var set = 0; set < sets.Count; set++)
        {
            var median = Quantile(times[set], 0.5);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {sets[set].Name} | {median:F1} ms | {Quantile(times[set], 0.95):F1} ms | {median / baseline:F2} | {findings[set]} |"));
        }
    }

    private static double Quantile(IEnumerable<double> values, double share)
    {
        var ordered = values.Order().ToList();
        return ordered[(int)Math.Round(share * (ordered.Count - 1))];
    }
}

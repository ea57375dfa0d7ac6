using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers;

namespace PortReuse.Lint;

/// <summary>One analysis of all projects.</summary>
internal sealed class AnalysisRun
{
    private readonly PartClock _clock = new();
    private readonly SocketAnalyzer _ours;
    private readonly ImmutableArray<DiagnosticAnalyzer> _all;
    private readonly Dictionary<DiagnosticAnalyzer, TimeSpan> _times = [];
    private readonly HashSet<DiagnosticAnalyzer> _active = [];
    private readonly List<Diagnostic> _findings = [];

    /// <summary>A file that two projects compile is reported once.</summary>
    private readonly HashSet<(string Id, string? File, TextSpan Span)> _found = [];
    private readonly List<(string Project, DiagnosticAnalyzer Analyzer, Exception Exception)> _exceptions = [];

    private AnalysisRun(IEnumerable<DiagnosticAnalyzer> others, bool followsReferences)
    {
        _ours = new SocketAnalyzer(followsReferences, _clock);

        // Ours comes first, so that what several analyzers share and the first of them pays for is paid for by ours.
        _all = [_ours, .. others];
    }

    public int Files { get; private set; }

    public long Lines { get; private set; }

    /// <summary>Ours alone.</summary>
    public IReadOnlyList<Diagnostic> Findings => _findings;

    public IEnumerable<(string Project, Exception Exception)> OurExceptions =>
        _exceptions.Where(thrown => thrown.Analyzer == _ours).Select(thrown => (thrown.Project, thrown.Exception));

    public TimeSpan OurTime => TimeOf(_ours);

    public IReadOnlyDictionary<string, TimeSpan> OurParts => _clock.Times;

    /// <summary>What our analyzer was silent about because it was too large, by name.</summary>
    public IEnumerable<string> GivenUp => _clock.GivenUp.Order(StringComparer.Ordinal);

    public static async Task<AnalysisRun> OfAsync(
        IReadOnlyList<SourceProject> projects, IEnumerable<DiagnosticAnalyzer> others, bool followsReferences)
    {
        var run = new AnalysisRun(others, followsReferences);
        var compilations = new Compilations(projects);
        foreach (var project in projects)
        {
            await run.AnalyzeAsync(project, compilations.Of(project));
        }

        return run;
    }

    public TimeSpan TimeOf(DiagnosticAnalyzer analyzer) => _times.GetValueOrDefault(analyzer);

    /// <summary>Whether the analyzer had something to look at, in at least one project.</summary>
    public bool IsActive(DiagnosticAnalyzer analyzer) => _active.Contains(analyzer);

    public int ExceptionsOf(IEnumerable<DiagnosticAnalyzer> analyzers) =>
        _exceptions.Count(thrown => analyzers.Contains(thrown.Analyzer));

    private async Task AnalyzeAsync(SourceProject project, CSharpCompilation compilation)
    {
        Files += project.Files.Count;
        Lines += compilation.SyntaxTrees.Sum(tree => (long)tree.GetText().Lines.Count);

        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, analyzer, _) => _exceptions.Add((project.Name, analyzer, exception)),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true,
            reportSuppressedDiagnostics: false);
        var result = await compilation.WithAnalyzers(_all, options).GetAnalysisResultAsync(CancellationToken.None);

        foreach (var (analyzer, telemetry) in result.AnalyzerTelemetryInfo)
        {
            _times[analyzer] = TimeOf(analyzer) + telemetry.ExecutionTime;
            if (LooksAtSomething(telemetry))
            {
                _active.Add(analyzer);
            }
        }

        _findings.AddRange(result.GetAllDiagnostics(_ours)
            .Where(finding => _found.Add((finding.Id, finding.Location.SourceTree?.FilePath, finding.Location.SourceSpan)))
            .OrderBy(finding => finding.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location.SourceSpan.Start));
    }

    /// <summary>More than to ask at the start whether the compilation has the types in question.</summary>
    private static bool LooksAtSomething(AnalyzerTelemetryInfo telemetry) =>
        telemetry.CompilationActionsCount
        + telemetry.CompilationEndActionsCount
        + telemetry.SyntaxTreeActionsCount
        + telemetry.AdditionalFileActionsCount
        + telemetry.SemanticModelActionsCount
        + telemetry.SymbolActionsCount
        + telemetry.SymbolStartActionsCount
        + telemetry.SymbolEndActionsCount
        + telemetry.SyntaxNodeActionsCount
        + telemetry.CodeBlockStartActionsCount
        + telemetry.CodeBlockEndActionsCount
        + telemetry.CodeBlockActionsCount
        + telemetry.OperationActionsCount
        + telemetry.OperationBlockStartActionsCount
        + telemetry.OperationBlockEndActionsCount
        + telemetry.OperationBlockActionsCount > 0;
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Analyzers.Rules;

namespace PortReuse.Analyzers;

/// <summary>
/// Analyzes each type once, and lets every rule look at what happens to the sockets in it. One analyzer for all rules, for
/// two would analyze the type twice.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SocketAnalyzer : DiagnosticAnalyzer
{
    internal static readonly ImmutableArray<SocketRule> Rules = ImmutableArray.Create<SocketRule>(
        new PORT0001(), new PORT0002(), new PORT0003(), new PORT0004(), new PORT0005(),
        new PORT0006(), new PORT0007(), new PORT0008(), new PORT0009(), new PORT0010(),
        new PORT0011());

    private readonly bool _followsReferences;
    private readonly IAnalysisObserver? _observer;

    /// <summary>The analyzer as the compiler makes it: what is not of the compilation is unknown to it.</summary>
    public SocketAnalyzer()
    {
    }

    /// <param name="followsReferences">Calls are followed into projects that are referenced as source as well.</param>
    /// <param name="observer">Observes the analysis; may be null.</param>
    internal SocketAnalyzer(bool followsReferences, IAnalysisObserver? observer)
    {
        _followsReferences = followsReferences;
        _observer = observer;
    }

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        Rules.Select(rule => rule.Descriptor).ToImmutableArray();

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var findings = new SocketFindings(
                start.Compilation, new(start.Options.AnalyzerConfigOptionsProvider), Rules, _followsReferences, _observer);

            // File by file, and after the members: most files are done with by a look at the text, and what others have had bound is not
            // bound again.
            start.RegisterSemanticModelAction(file =>
            {
                foreach (var finding in findings.In(file.SemanticModel, file.CancellationToken))
                {
                    file.ReportDiagnostic(finding);
                }
            });
        });
    }

    /// <summary>The findings in a compilation, for a comparison with those in a changed one.</summary>
    internal static SocketFindings FindingsOf(Compilation compilation, AnalyzerOptions options) =>
        new(compilation, new(options.AnalyzerConfigOptionsProvider), Rules, followsReferences: false, observer: null);
}

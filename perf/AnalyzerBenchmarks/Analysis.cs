using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.AnalyzerBenchmarks;

internal static class Analysis
{
    /// <summary>Runs the analyzers as a build does; a compilation without any knowledge of earlier runs is made of the sources.</summary>
    public static int Run(CSharpCompilation sources, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var trees = sources.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText()));
        var compilation = sources.RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: (exception, _, _) =>
                throw exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        return compilation.WithAnalyzers(analyzers, options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Length;
    }
}

/// <summary>Parsing, and the walk over all types and members that the compiler does for any analyzer; it finds nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class NothingAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Nothing = new("NOTHING", "Nothing", "Nothing", "Nothing", DiagnosticSeverity.Hidden, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Nothing];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(_ => { }, SymbolKind.NamedType);
    }
}

/// <summary>It asks what each call means, as nearly every analyzer does, and does nothing with the answer.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class CallsAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Nothing = new("CALLS", "Nothing", "Nothing", "Nothing", DiagnosticSeverity.Hidden, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Nothing];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(
            call => _ = call.SemanticModel.GetSymbolInfo(call.Node, call.CancellationToken), SyntaxKind.InvocationExpression);
    }
}

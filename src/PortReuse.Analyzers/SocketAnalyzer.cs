using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Analyzers.Rules;
using PortReuse.Analyzers.SocketFlow;

namespace PortReuse.Analyzers;

/// <summary>
/// Analyzes each member once, and lets every rule look at what happens to the sockets in it. One analyzer for all rules, for
/// two would analyze the member twice.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SocketAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<SocketRule> Rules = ImmutableArray.Create<SocketRule>(new PORT0001(), new PORT0002());

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
            if (SocketTypes.Of(start.Compilation) is { } types)
            {
                var sources = new SocketSources();
                start.RegisterOperationBlockAction(block => Analyze(block, types, sources));
            }
        });
    }

    private static void Analyze(OperationBlockAnalysisContext context, SocketTypes types, SocketSources sources)
    {
        foreach (var block in context.OperationBlocks)
        {
            var isCallback = context.OwningSymbol is IMethodSymbol method && types.IsEndPointCallback(method);
            if (block.Kind is OperationKind.Block or OperationKind.FieldInitializer or OperationKind.PropertyInitializer
                && (isCallback || sources.Mention(block.Syntax.SyntaxTree, block.Syntax.Span, context.CancellationToken)))
            {
                var analysis = SocketFlowAnalysis.Of(
                    context.GetControlFlowGraph(block), context.OwningSymbol, types, context.CancellationToken);
                foreach (var diagnostic in Rules.SelectMany(rule => rule.Examine(analysis, types)))
                {
                    context.ReportDiagnostic(diagnostic);
                }
            }
        }
    }
}

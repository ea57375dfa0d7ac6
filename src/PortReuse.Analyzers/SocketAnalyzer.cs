using System.Collections.Concurrent;
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
    private static readonly ImmutableArray<SocketRule> Rules = ImmutableArray.Create<SocketRule>(
        new PORT0001(), new PORT0002(), new PORT0005(), new PORT0006(), new PORT0008());

    private readonly Action<string?>? _enter;

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        Rules.Select(rule => rule.Descriptor).ToImmutableArray();

    /// <summary>For the compiler.</summary>
    public SocketAnalyzer()
    {
    }

    /// <param name="enter">Told which part of the work begins, once there is a socket to analyze, and null where it ends.</param>
    internal SocketAnalyzer(Action<string?> enter) => _enter = enter;

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
                var reported = new ConcurrentDictionary<(string Id, Location Place), ISymbol>();
                start.RegisterOperationBlockAction(block => Analyze(block, types, sources, reported));
            }
        });
    }

    private void Analyze(
        OperationBlockAnalysisContext context,
        SocketTypes types,
        SocketSources sources,
        ConcurrentDictionary<(string Id, Location Place), ISymbol> reported)
    {
        var isCallback = context.OwningSymbol is IMethodSymbol method && types.IsEndPointCallback(method);
        IOperation? analyzed = null;
        foreach (var block in context.OperationBlocks)
        {
            // A constructor comes in two blocks, its initializer and its body, that have one graph.
            var root = RootOf(block);
            if (root != analyzed
                && HasFlow(root)
                && (isCallback || sources.Mention(root.Syntax.SyntaxTree, root.Syntax.Span, context.CancellationToken)))
            {
                analyzed = root;
                _enter?.Invoke("Analysis");
                var analysis = SocketFlowAnalysis.Of(
                    context.GetControlFlowGraph(block), context.OwningSymbol, types, context.CancellationToken);
                foreach (var rule in Rules)
                {
                    _enter?.Invoke(rule.Descriptor.Id);
                    foreach (var diagnostic in rule.Examine(analysis, types))
                    {
                        // A helper that binds is seen by each of its callers, and is to blame once. Asked again, the same caller says it again.
                        var reporter = reported.GetOrAdd((diagnostic.Id, diagnostic.Location), context.OwningSymbol);
                        if (SymbolEqualityComparer.Default.Equals(reporter, context.OwningSymbol))
                        {
                            context.ReportDiagnostic(diagnostic);
                        }
                    }
                }

                _enter?.Invoke(null);
            }
        }
    }

    private static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    private static bool HasFlow(IOperation root) => root.Kind
        is OperationKind.MethodBody
        or OperationKind.ConstructorBody
        or OperationKind.Block
        or OperationKind.FieldInitializer
        or OperationKind.PropertyInitializer;
}

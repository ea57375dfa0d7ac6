using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Analyzers.CodeFixes.Applying;

/// <summary>The analyzer's findings in a compilation, worked out file by file when they are asked for.</summary>
internal sealed class KnownFindings
{
    /// <summary>A host asks for the fixes of one diagnostic after another, and the code is the same meanwhile.</summary>
    /// <remarks>Of each compilation by the options too: another host may ask with others.</remarks>
    private static readonly ConditionalWeakTable<Compilation, ConditionalWeakTable<AnalyzerOptions, KnownFindings>> OfCompilations = new();

    private readonly ConcurrentDictionary<SyntaxTree, IReadOnlyList<Diagnostic>> _found = new();
    private readonly Compilation _compilation;
    private readonly SocketFindings _findings;

    private KnownFindings(Compilation compilation, AnalyzerOptions options)
    {
        _compilation = compilation;
        _findings = SocketAnalyzer.FindingsOf(compilation, options);
    }

    public static KnownFindings Of(Compilation compilation, AnalyzerOptions options) =>
        OfCompilations.GetValue(compilation, _ => new()).GetValue(options, _ => new KnownFindings(compilation, options));

    public IReadOnlyList<Diagnostic> In(SyntaxTree tree, CancellationToken cancellationToken) =>
        _found.TryGetValue(tree, out var known)
            ? known
            : _found.GetOrAdd(tree, [.. _findings.In(_compilation.GetSemanticModel(tree), cancellationToken)]);
}

using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>The semantic models of the compilation's own code, each made once.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="followsReferences">Projects that are referenced as source count as the compilation's own code.</param>
internal sealed class SourceModels(Compilation compilation, bool followsReferences)
{
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel?> _models = new();

    /// <summary>Null where the code is not the compilation's own.</summary>
    public SemanticModel? Of(SyntaxTree tree) =>
        _models.TryGetValue(tree, out var model) ? model : _models.GetOrAdd(tree, CompilationOf(tree)?.GetSemanticModel(tree));

    private Compilation? CompilationOf(SyntaxTree tree)
    {
        if (compilation.ContainsSyntaxTree(tree))
        {
            return compilation;
        }

        return followsReferences
            ? compilation.References.OfType<CompilationReference>()
                .Select(reference => reference.Compilation)
                .FirstOrDefault(referenced => referenced.ContainsSyntaxTree(tree))
            : null;
    }
}

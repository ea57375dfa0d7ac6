using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>
/// The bodies of the compilation's own methods, so that a call can be followed into them. Each is made once, whoever calls it.
/// </summary>
internal sealed class SourceMethods(Compilation compilation)
{
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<IMethodSymbol, FlowBody?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, SocketMembers> _members = new(SymbolEqualityComparer.Default);

    /// <summary>The body that a call of the method runs; null where that is not certain, or not in this compilation.</summary>
    public FlowBody? BodyOf(IMethodSymbol method, CancellationToken cancellation)
    {
        var definition = method.OriginalDefinition;
        definition = definition.PartialImplementationPart ?? definition;
        if (definition.IsAbstract || definition.IsExtern || definition.DeclaringSyntaxReferences.IsEmpty || MayBeOverridden(definition))
        {
            return null;
        }

        if (!_bodies.TryGetValue(definition, out var body))
        {
            body = _bodies.GetOrAdd(definition, Create(definition, cancellation));
        }

        return body;
    }

    /// <summary>Whether the method, or one of its own type that it calls, uses a socket that the type holds.</summary>
    public bool UsesHeldSockets(IMethodSymbol method, SocketTypes types) =>
        _members.GetOrAdd(method.ContainingType.OriginalDefinition, type => new SocketMembers(type, types)).Mention(method.Name);

    private FlowBody? Create(IMethodSymbol method, CancellationToken cancellation)
    {
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree))
        {
            return null;
        }

        var model = _models.GetOrAdd(syntax.SyntaxTree, tree => compilation.GetSemanticModel(tree));
        return ControlFlowGraph.Create(syntax, model, cancellation) is { } graph ? new FlowBody(graph, method) : null;
    }

    private static bool MayBeOverridden(IMethodSymbol method) =>
        (method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed;
}

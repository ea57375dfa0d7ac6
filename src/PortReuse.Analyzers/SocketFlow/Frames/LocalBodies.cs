using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Frames;

/// <summary>The lambdas and local functions of the analyzed member, each with one body however often it is met.</summary>
internal sealed class LocalBodies
{
    private readonly Dictionary<ISymbol, FlowBody> _bodies = new(SymbolEqualityComparer.Default);
    private readonly HashSet<(FlowBody Body, FlowFrame Member)> _run = [];

    /// <summary>The body has been run where the member is.</summary>
    public void MarkRun(FlowBody body, FlowFrame member) => _run.Add((body, member));

    /// <summary>
    /// Whether it has been run where the member itself is: what another member makes of it when it calls that one is another matter.
    /// </summary>
    public bool HasRun(FlowBody body, FlowFrame member) => _run.Contains((body, member));

    public FlowBody Of(IFlowAnonymousFunctionOperation function, FlowBody within)
    {
        if (!_bodies.TryGetValue(function.Symbol, out var body))
        {
            body = new FlowBody(within.Graph.GetAnonymousFunctionControlFlowGraphInScope(function), function.Symbol);
            _bodies.Add(function.Symbol, body);
        }

        return body;
    }

    public FlowBody? OfLocalFunction(IMethodSymbol function, FlowBody within)
    {
        var definition = function.OriginalDefinition;
        if (_bodies.TryGetValue(definition, out var body))
        {
            return body;
        }

        // A graph knows the local functions that are declared in it and around it.
        for (var graph = within.Graph; graph is not null; graph = graph.Parent)
        {
            if (graph.LocalFunctions.Contains(definition))
            {
                body = new FlowBody(graph.GetLocalFunctionControlFlowGraph(definition), definition);
                _bodies.Add(definition, body);
                return body;
            }
        }

        return null;
    }

    /// <summary>The local functions declared, and the lambdas met so far, in the body.</summary>
    public IEnumerable<FlowBody> DeclaredIn(FlowBody body) =>
        body.Graph.LocalFunctions.Select(function => OfLocalFunction(function, body)!)
            .Concat(_bodies.Values.Where(known => known.Graph.Parent == body.Graph))
            .Distinct()
            .ToList();
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>What the code of a helper does to sockets, whatever the helper is called.</summary>
internal sealed class HelperCode(SocketTypes types, CodeMap map, CollisionBudget budget)
{
    /// <summary>The helpers of a helper's helper are the last that are looked into.</summary>
    private const int MaxDepth = 3;

    /// <summary>Whether the call connects a socket or makes one; null where its code is not in sight.</summary>
    public bool? GoesForConnection(IInvocationOperation call) => Does(call, IsConnection);

    /// <summary>Whether the call binds a socket; null where its code is not in sight.</summary>
    public bool? Binds(IInvocationOperation call) => Does(call, IsBind);

    private bool? Does(IInvocationOperation call, Func<IOperation, bool> isSought)
    {
        if (map.BodyOf(call.TargetMethod) is not { } first)
        {
            return null;
        }

        // Level by level: what is found must not depend on which of two ways to a helper is taken first.
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { call.TargetMethod.OriginalDefinition };
        var level = new List<FlowBody> { first };
        for (var depth = 0; depth < MaxDepth && level.Count > 0; depth++)
        {
            var next = new List<FlowBody>();
            foreach (var operation in level.SelectMany(body => Operations(body.Graph)))
            {
                budget.CountStep();
                if (isSought(operation))
                {
                    return true;
                }

                if (CalledBy(operation) is { } called && seen.Add(called.OriginalDefinition) && map.BodyOf(called) is { } body)
                {
                    next.Add(body);
                }
            }

            level = next;
        }

        return false;
    }

    /// <summary>All that the body does, and what the lambdas in it do.</summary>
    private static IEnumerable<IOperation> Operations(ControlFlowGraph graph)
    {
        foreach (var operation in CodePlace.All(graph))
        {
            yield return operation;
            if (operation is IFlowAnonymousFunctionOperation function)
            {
                foreach (var inner in Operations(graph.GetAnonymousFunctionControlFlowGraph(function)))
                {
                    yield return inner;
                }
            }
        }
    }

    private static IMethodSymbol? CalledBy(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IMethodReferenceOperation reference => reference.Method,
        _ => null,
    };

    private bool IsConnection(IOperation operation) => operation switch
    {
        IInvocationOperation call => map.BodyOf(call.TargetMethod) is null && ResponseNames.IsConnect(ResponseNames.NameOf(call)),
        IObjectCreationOperation { Type: var type } => types.IsSocket(type) && !types.IsTcpListener(type),
        _ => false,
    };

    private bool IsBind(IOperation operation) =>
        operation is IInvocationOperation call && map.BodyOf(call.TargetMethod) is null && call.TargetMethod.Name.Contains("Bind");
}

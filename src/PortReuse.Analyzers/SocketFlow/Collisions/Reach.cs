using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>Which blocks of a graph lead where.</summary>
internal static class Reach
{
    /// <summary>
    /// The blocks that are reached whether or not the statement fails: all to which there is a way past its handlers. What is
    /// reached through these alone is as much an answer to the failure as they are.
    /// </summary>
    public static HashSet<int> WithoutHandlersOf(ControlFlowRegion tryAndCatch, ControlFlowGraph graph) => From(graph.Blocks[0], block =>
        from region in Around(block.EnclosingRegion, graph)
        where region.Kind == ControlFlowRegionKind.Try && region.EnclosingRegion is { Kind: ControlFlowRegionKind.TryAndCatch } statement && statement != tryAndCatch
        from handler in region.EnclosingRegion!.NestedRegions
        where handler != region
        select graph.Blocks[handler.FirstBlockOrdinal],
        block => [block.FallThroughSuccessor?.Destination, block.ConditionalSuccessor?.Destination]);

    /// <summary>The blocks from which the flow may come to this one.</summary>
    public static HashSet<int> To(BasicBlock target) => From(target, _ => [], block => block.Predecessors.Select(branch => branch.Source));

    private static HashSet<int> From(BasicBlock first, Func<BasicBlock, IEnumerable<BasicBlock>> handlers, Func<BasicBlock, IEnumerable<BasicBlock?>> next)
    {
        var reached = new HashSet<int> { first.Ordinal };
        var pending = new Stack<BasicBlock>();
        pending.Push(first);
        while (pending.Count > 0)
        {
            var block = pending.Pop();
            foreach (var other in next(block).Concat(handlers(block)))
            {
                if (other is not null && reached.Add(other.Ordinal))
                {
                    pending.Push(other);
                }
            }
        }

        return reached;
    }

    /// <summary>The region and those around it. The outermost of a lambda lies in one of another graph.</summary>
    private static IEnumerable<ControlFlowRegion> Around(ControlFlowRegion innermost, ControlFlowGraph graph)
    {
        for (var region = innermost; region is not null; region = region == graph.Root ? null : region.EnclosingRegion)
        {
            yield return region;
        }
    }
}

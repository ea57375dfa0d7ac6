using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>Which blocks of a graph lead where.</summary>
internal static class Reach
{
    /// <summary>
    /// The blocks that are reached whether or not the statement fails: all to which there is a way past its handlers. What is
    /// reached through these alone is as much an answer to the failure as they are.
    /// </summary>
    public static HashSet<int> WithoutHandlersOf(ControlFlowRegion? tryAndCatch, ControlFlowGraph graph)
    {
        var reached = new HashSet<int>();
        var pending = new Stack<BasicBlock>();
        Enter(graph.Blocks[0]);
        while (pending.Count > 0)
        {
            var block = pending.Pop();
            foreach (var next in Successors(block))
            {
                Enter(next);
            }

            foreach (var region in Around(block.EnclosingRegion, graph))
            {
                if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndCatch } statement }
                    && statement != tryAndCatch)
                {
                    foreach (var handler in statement.NestedRegions.Where(nested => nested != region))
                    {
                        Enter(graph.Blocks[handler.FirstBlockOrdinal]);
                    }
                }
            }
        }

        return reached;

        void Enter(BasicBlock block)
        {
            if (reached.Add(block.Ordinal))
            {
                pending.Push(block);
            }
        }
    }

    /// <summary>The region and those around it, innermost first. The outermost of a lambda lies in one of another graph.</summary>
    public static IEnumerable<ControlFlowRegion> Around(ControlFlowRegion innermost, ControlFlowGraph graph)
    {
        for (var region = innermost; region is not null; region = region == graph.Root ? null : region.EnclosingRegion)
        {
            yield return region;
        }
    }

    /// <summary>The blocks from which the flow may come to this one.</summary>
    public static HashSet<int> To(BasicBlock target)
    {
        var reaching = new HashSet<int> { target.Ordinal };
        var pending = new Stack<BasicBlock>();
        pending.Push(target);
        while (pending.Count > 0)
        {
            foreach (var branch in pending.Pop().Predecessors)
            {
                if (reaching.Add(branch.Source.Ordinal))
                {
                    pending.Push(branch.Source);
                }
            }
        }

        return reaching;
    }

    private static IEnumerable<BasicBlock> Successors(BasicBlock block)
    {
        if (block.FallThroughSuccessor?.Destination is { } next)
        {
            yield return next;
        }

        if (block.ConditionalSuccessor?.Destination is { } other)
        {
            yield return other;
        }
    }
}

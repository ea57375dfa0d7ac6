using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>Which blocks of a graph lead where.</summary>
internal static class Reach
{
    /// <summary>
    /// The blocks that are reached whether or not the statement fails: all to which there is a way past its handlers. What is
    /// reached through these alone is as much an answer to the failure as they are.
    /// </summary>
    public static HashSet<int> WithoutHandlersOf(ControlFlowRegion tryAndCatch, ControlFlowGraph graph)
    {
        return From(
            graph.Blocks[0],
            block => [.. HandlersAround(block), block.FallThroughSuccessor?.Destination, block.ConditionalSuccessor?.Destination]);

        // The outermost region of a lambda lies in one of another graph.
        IEnumerable<BasicBlock?> HandlersAround(BasicBlock block)
        {
            for (var region = block.EnclosingRegion; region != graph.Root; region = region.EnclosingRegion!)
            {
                if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndCatch } statement }
                    && statement != tryAndCatch)
                {
                    foreach (var handler in statement.NestedRegions)
                    {
                        yield return graph.Blocks[handler.FirstBlockOrdinal];
                    }
                }
            }
        }
    }

    /// <summary>The blocks from which the flow may come to this one.</summary>
    public static HashSet<int> To(BasicBlock target) => From(target, block => block.Predecessors.Select(branch => branch.Source));

    private static HashSet<int> From(BasicBlock first, Func<BasicBlock, IEnumerable<BasicBlock?>> next)
    {
        var reached = new HashSet<int> { first.Ordinal };
        var pending = new Stack<BasicBlock>([first]);
        while (pending.Count > 0)
        {
            foreach (var other in next(pending.Pop()))
            {
                if (other is not null && reached.Add(other.Ordinal))
                {
                    pending.Push(other);
                }
            }
        }

        return reached;
    }
}

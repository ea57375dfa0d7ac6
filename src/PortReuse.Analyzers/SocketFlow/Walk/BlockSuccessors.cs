using System.Collections.Immutable;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>The blocks that may come next after each: those that the graph says, and those that an exception or a <c>finally</c> leads to.</summary>
internal static class BlockSuccessors
{
    /// <summary>By the blocks' ordinals. The graph of a lambda ends at its own root, around which are the regions of the code that it is in.</summary>
    public static IReadOnlyList<int>[] In(ImmutableArray<BasicBlock> blocks)
    {
        var successors = new List<int>[blocks.Length];
        for (var i = 0; i < blocks.Length; i++)
        {
            successors[i] = [.. HandlersAround(blocks[i])];
        }

        foreach (var block in blocks)
        {
            Add(block.FallThroughSuccessor, successors);
            Add(block.ConditionalSuccessor, successors);
        }

        return successors;
    }

    private static void Add(ControlFlowBranch? branch, List<int>[] successors)
    {
        if (branch?.Destination is not { } destination)
        {
            return;
        }

        var from = branch.Source.Ordinal;
        foreach (var region in branch.FinallyRegions)
        {
            successors[from].Add(region.FirstBlockOrdinal);
            from = region.LastBlockOrdinal;
        }

        successors[from].Add(destination.Ordinal);
    }

    private static IEnumerable<int> HandlersAround(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } statement })
            {
                foreach (var handler in statement.NestedRegions)
                {
                    if (handler != region)
                    {
                        yield return handler.FirstBlockOrdinal;
                    }
                }
            }
        }
    }
}

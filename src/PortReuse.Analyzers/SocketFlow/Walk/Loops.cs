using System.Collections.Immutable;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>Which blocks of a graph the flow can come back to, for all of them at once: asked one by one, a long method takes its square.</summary>
internal static class Loops
{
    /// <summary>By the blocks' ordinals; Tarjan's algorithm for strongly connected parts, without recursion.</summary>
    public static bool[] In(ImmutableArray<BasicBlock> blocks)
    {
        var isInLoop = new bool[blocks.Length];
        var numbers = new int[blocks.Length];
        var lowest = new int[blocks.Length];
        var isOnPath = new bool[blocks.Length];
        var successors = BlockSuccessors.In(blocks);
        var path = new Stack<int>();
        var pending = new Stack<(int Block, int Edge)>();
        var count = 0;
        for (var root = 0; root < blocks.Length; root++)
        {
            if (numbers[root] == 0)
            {
                pending.Push((root, 0));
            }

            while (pending.Count > 0)
            {
                var (block, edge) = pending.Pop();
                if (edge == 0)
                {
                    numbers[block] = lowest[block] = ++count;
                    path.Push(block);
                    isOnPath[block] = true;
                }

                // An edge that was followed is looked at once more, now that it is known how far back it leads.
                for (edge = Math.Max(0, edge - 1); edge < successors[block].Count; edge++)
                {
                    var next = successors[block][edge];
                    if (numbers[next] == 0)
                    {
                        pending.Push((block, edge + 1));
                        pending.Push((next, 0));
                        break;
                    }

                    if (isOnPath[next])
                    {
                        isInLoop[block] |= next == block;
                        lowest[block] = Math.Min(lowest[block], lowest[next]);
                    }
                }

                if (edge >= successors[block].Count && lowest[block] == numbers[block])
                {
                    Close(block);
                }
            }
        }

        return isInLoop;

        void Close(int first)
        {
            var isMany = path.Peek() != first;
            int block;
            do
            {
                block = path.Pop();
                isOnPath[block] = false;
                isInLoop[block] |= isMany;
            }
            while (block != first);
        }
    }
}

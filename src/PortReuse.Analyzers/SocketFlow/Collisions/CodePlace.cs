using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Frames;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>An operation in a body; <paramref name="Frame"/>: how the flow came there, null where only the text leads to it.</summary>
internal sealed record CodePlace(ControlFlowGraph Graph, IMethodSymbol? Method, IOperation Operation, FlowFrame? Frame)
{
    /// <summary>The block that it is in; null for one that the graph has dropped.</summary>
    public BasicBlock? Block => Graph.Blocks.FirstOrDefault(block => Operations(block).Any(Contains));

    public bool IsReturned =>
        Block is { FallThroughSuccessor.Semantics: ControlFlowBranchSemantics.Return, BranchValue: { } value } && value == Operation;

    public CodePlace At(IOperation operation) => this with { Operation = operation };

    public static IEnumerable<IOperation> Operations(BasicBlock block) =>
        block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations;

    public static IEnumerable<IOperation> All(ControlFlowGraph graph) =>
        graph.Blocks.SelectMany(Operations).SelectMany(operation => operation.DescendantsAndSelf());

    private bool Contains(IOperation outer)
    {
        for (IOperation? operation = Operation; operation is not null; operation = operation.Parent)
        {
            if (operation == outer)
            {
                return true;
            }
        }

        return false;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>
/// Of <c>target = condition ? first : second</c> the graph makes two arms that each capture a value, and assigns it where they meet. What the
/// target has held is lost in each arm already, and not only where the arms cannot be told apart any more.
/// </summary>
internal static class CapturedTargets
{
    /// <summary>The target of each capture that ends its block and is assigned first thing in the next.</summary>
    public static IReadOnlyDictionary<IOperation, IOperation> In(ControlFlowGraph graph)
    {
        var targets = new Dictionary<IOperation, IOperation>();
        foreach (var block in graph.Blocks)
        {
            if (LastCaptureOf(block) is { } capture && TargetOf(capture, block) is { } target)
            {
                targets.Add(capture, target);
            }
        }

        return targets;
    }

    private static IFlowCaptureOperation? LastCaptureOf(BasicBlock block) =>
        block is { BranchValue: null, Operations: { IsEmpty: false } operations } ? operations[operations.Length - 1] as IFlowCaptureOperation : null;

    private static IOperation? TargetOf(IFlowCaptureOperation capture, BasicBlock block)
    {
        if (block.FallThroughSuccessor is not { FinallyRegions.IsEmpty: true, Destination.Operations: { IsEmpty: false } operations })
        {
            return null;
        }

        return operations[0] switch
        {
            IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } when Is(assignment.Value, capture) => assignment.Target,
            ISimpleAssignmentOperation assignment when Is(assignment.Value, capture) => assignment.Target,
            _ => null,
        };
    }

    private static bool Is(IOperation value, IFlowCaptureOperation capture) => value switch
    {
        IConversionOperation { OperatorMethod: null } conversion => Is(conversion.Operand, capture),
        IFlowCaptureReferenceOperation reference => reference.Id.Equals(capture.Id),
        _ => false,
    };
}

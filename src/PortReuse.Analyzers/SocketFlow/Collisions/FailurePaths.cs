using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>The paths on which the connect has failed that is asked about, and what the conditions on them tell of the failure.</summary>
internal static class FailurePaths
{
    /// <summary>A condition may tell the collision from other errors; and what it chooses by what is known of the failure, only the failure leads to.</summary>
    public static (FlowState? WhenTrue, FlowState? WhenFalse) Choose(BasicBlock block, Value condition, FlowState? whenTrue, FlowState? whenFalse, FlowBody body)
    {
        var identifies = FailureTests.Identifies(condition);
        var isChosen = block.BranchValue is { ConstantValue.HasValue: false } asked
            && (whenTrue is null) != (whenFalse is null)
            && ((condition.HasFacts && condition.Facts.All(SystemTests.IsConstant)) || (whenTrue is null ? IsTestForValue(asked) : IsTestForNull(asked)));
        var jumpsWhenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        return (After(whenTrue, jumpsWhenTrue), After(whenFalse, !jumpsWhenTrue));

        FlowState? After(FlowState? state, bool jumps)
        {
            var next = (jumps ? block.ConditionalSuccessor : block.FallThroughSuccessor)?.Destination?.Ordinal;
            return state?.AfterFailures(state.Failures.Select(failure => failure with
            {
                IsIdentified = failure.IsIdentified || identifies,
                ChosenBlock = failure.Body != body ? failure.ChosenBlock : isChosen ? next : failure.Statement is null ? failure.ChosenBlock : null,
            }));
        }
    }

    private static bool IsTestForNull(IOperation condition) => condition switch
    {
        IIsNullOperation => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } binary => IsNull(binary.LeftOperand) || IsNull(binary.RightOperand),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } => IsNull(value),
        _ => false,
    };

    private static bool IsTestForValue(IOperation condition) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } binary => IsNull(binary.LeftOperand) || IsNull(binary.RightOperand),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } } => IsNull(value),
        _ => false,
    };

    private static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };
}

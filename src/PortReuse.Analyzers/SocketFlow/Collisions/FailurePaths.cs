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
    /// <summary>
    /// A condition may tell the collision from other errors; and to what it chooses by what is known of the failure, only the failure
    /// leads.
    /// </summary>
    public static (FlowState? WhenTrue, FlowState? WhenFalse) Choose(
        BasicBlock block, Value condition, FlowState? whenTrue, FlowState? whenFalse, FlowBody body)
    {
        var identifies = FailureTests.Identifies(condition);
        var isTold = condition.HasFacts && condition.Facts.All(SystemTests.IsConstant);
        var isChosen = block.BranchValue is { ConstantValue.HasValue: false } asked
            && (whenTrue is null) != (whenFalse is null)
            && (isTold || OutcomeOfNull(asked) == (whenTrue is not null));
        var jumpsWhenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        return (After(whenTrue, jumpsWhenTrue), After(whenFalse, !jumpsWhenTrue));

        FlowState? After(FlowState? state, bool jumps)
        {
            var next = (jumps ? block.ConditionalSuccessor : block.FallThroughSuccessor)?.Destination?.Ordinal;
            return state?.AfterFailures(state.Failures.Select(failure => failure with
            {
                IsIdentified = failure.IsIdentified || identifies,
                ChosenBlock = failure.Body == body && isChosen ? next
                    : failure.Body != body || failure.Statement is null ? failure.ChosenBlock
                    : null,
            }));
        }
    }

    /// <summary>How a test for null comes out where it is null; null where the condition is none.</summary>
    private static bool? OutcomeOfNull(IOperation? condition) => condition switch
    {
        IIsNullOperation => true,
        IBinaryOperation { OperatorKind: var comparison } binary when IsNull(binary.LeftOperand) || IsNull(binary.RightOperand) =>
            comparison == BinaryOperatorKind.Equals,
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } when IsNull(value) => true,
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } }
            when IsNull(value) => false,
        _ => null,
    };

    private static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>Runs a helper that is asked about the failure; its answer counts if all ways through it agree.</summary>
internal sealed class PredicateWalk(ControlFlowGraph graph, ErrorTests tests, CollisionBudget budget) : PathWalk(graph, tests, budget)
{
    private ErrorValue? _result;

    public ErrorValue Result => _result ?? ErrorValue.Unknown;

    protected override FailureFacts? Visit(BasicBlock block, IOperation operation, FailureFacts facts)
    {
        switch (operation is IExpressionStatementOperation statement ? statement.Operation : operation)
        {
            case IFlowCaptureOperation capture:
                var value = Tests.Evaluate(capture.Value, ref facts);
                return facts.With(capture.Id, value);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, assignment.Value, facts);
            default:
                return facts;
        }
    }

    protected override void Return(BasicBlock block, IOperation? returned, FailureFacts facts)
    {
        var value = returned is null ? ErrorValue.Unknown : Tests.Evaluate(returned, ref facts);
        value = value with { Singles = value.Singles || facts.IsSingledOut };
        _result = _result is null || _result == value ? value
            : _result.Kind == value.Kind && Equals(_result.Constant, value.Constant)
                ? value with { Singles = _result.Singles && value.Singles }
            : ErrorValue.Unknown;
    }
}

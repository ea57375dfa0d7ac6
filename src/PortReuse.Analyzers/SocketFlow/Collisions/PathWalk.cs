using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>
/// Goes the ways that are open after a failure, each with what is known on it: a branch that certainly is not taken is left out.
/// </summary>
internal abstract class PathWalk(ControlFlowGraph graph, ErrorTests tests, CollisionBudget budget)
{
    private readonly Stack<(BasicBlock Block, FailureFacts Facts)> _pending = new();
    private readonly Dictionary<int, List<FailureFacts>> _seen = [];

    protected ErrorTests Tests { get; } = tests;

    /// <summary>Nothing more needs to be found out.</summary>
    protected bool IsDone { get; set; }

    public void Run(int firstBlock, FailureFacts facts)
    {
        Enter(graph.Blocks[firstBlock], facts);
        while (!IsDone && _pending.Count > 0)
        {
            var (block, known) = _pending.Pop();
            Visit(block, known);
        }
    }

    /// <summary>One operation of a block; null: the way ends here.</summary>
    protected abstract FailureFacts? Visit(BasicBlock block, IOperation operation, FailureFacts facts);

    protected virtual void Return(BasicBlock block, IOperation? returned, FailureFacts facts)
    {
    }

    protected virtual void Throw(BasicBlock block, IOperation? thrown, FailureFacts facts)
    {
    }

    /// <summary>A filter said no.</summary>
    protected virtual void Decline()
    {
    }

    protected FailureFacts Assign(IOperation target, IOperation value, FailureFacts facts)
    {
        var assigned = Tests.Evaluate(value, ref facts);
        return target switch
        {
            ILocalReferenceOperation local => facts.With(local.Local, assigned),
            IParameterReferenceOperation parameter => facts.With(parameter.Parameter.OriginalDefinition, assigned),
            _ => facts,
        };
    }

    private void Enter(BasicBlock block, FailureFacts facts)
    {
        if (!_seen.TryGetValue(block.Ordinal, out var seen))
        {
            _seen.Add(block.Ordinal, seen = []);
        }

        if (!seen.Any(facts.IsSameAs))
        {
            seen.Add(facts);
            _pending.Push((block, facts));
        }
    }

    private void Visit(BasicBlock block, FailureFacts facts)
    {
        foreach (var operation in block.Operations)
        {
            budget.CountStep();
            if (Visit(block, operation, facts) is not { } after)
            {
                return;
            }

            facts = after;
        }

        budget.CountStep();
        if (block.BranchValue is { } value
            && block.FallThroughSuccessor?.Semantics is not (ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Return))
        {
            if (Visit(block, value, facts) is not { } after)
            {
                return;
            }

            facts = after;
        }

        if (block.ConditionalSuccessor is not { } conditional)
        {
            Follow(block, block.FallThroughSuccessor, facts with { IsChosen = false });
            return;
        }

        var condition = Tests.Evaluate(block.BranchValue!, ref facts);
        var jumps = condition.IsTrue is { } isTrue ? isTrue == (block.ConditionKind == ControlFlowConditionKind.WhenTrue) : (bool?)null;
        var isChosen = jumps is not null && !block.BranchValue!.ConstantValue.HasValue;
        var next = facts with { IsChosen = isChosen, IsSingledOut = facts.IsSingledOut || condition.Singles };
        if (jumps != false)
        {
            Follow(block, conditional, next);
        }

        if (jumps != true)
        {
            Follow(block, block.FallThroughSuccessor, next);
        }
    }

    private void Follow(BasicBlock block, ControlFlowBranch? branch, FailureFacts facts)
    {
        switch (branch?.Semantics)
        {
            case ControlFlowBranchSemantics.Return:
                Return(block, block.BranchValue, facts);
                break;
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                Throw(block, block.BranchValue, facts);
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                Decline();
                break;
            case ControlFlowBranchSemantics.Regular when branch.Destination is { } destination:
                if (destination.Kind == BasicBlockKind.Exit)
                {
                    Return(block, null, facts);
                }
                else
                {
                    Enter(destination, facts);
                }

                break;
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PortReuse.Analyzers.SocketFlow.Collisions;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>
/// The worklist over the blocks of one region: a whole body, or a <c>finally</c>, which is walked again for each way into it
/// so that those ways stay apart.
/// </summary>
/// <remarks>
/// Only socket operations and <c>throw</c> are taken to throw. Were every call taken to, an option set in a <c>try</c> would
/// never count: the call before it might have thrown.
/// </remarks>
internal sealed class RegionWalk(FlowWalker walker, FlowFrame frame, ControlFlowRegion region)
{
    private readonly BlockQueue _pending = new(region);

    private readonly ThrownStates _thrown = new((known, state) => Join(known, state, walker));
    private readonly List<ControlFlowRegion> _enteredTries = [];
    private readonly Dictionary<IOperation, Value> _returns = [];
    private FlowState? _exit;
    private FlowState? _escapingThrow;

    public FlowResult Run(int firstBlock, FlowState input)
    {
        Enter(firstBlock, input);
        while (true)
        {
            if (_pending.TryTake(out var ordinal, out var state))
            {
                Visit(frame.Body.Graph.Blocks[ordinal], state);
            }
            else if (!PassOnThrow() && !EnterUnreachedHandler())
            {
                break;
            }
        }

        var returned = _returns.Values.Aggregate(Value.None, (all, value) => all.Join(value));
        return new(_exit, _escapingThrow, returned, [.. _returns.Select(entry => new ReturnedValue(entry.Key, entry.Value))]);
    }

    private void Enter(int ordinal, FlowState state) => _pending.Add(ordinal, Join(_pending.InputOf(ordinal), state));

    private void Visit(BasicBlock block, FlowState entered)
    {
        walker.CountStep(entered, frame);
        if (walker.Answers?.IsDone(entered, frame.Body, isEnd: block.Kind == BasicBlockKind.Exit
            && region == frame.Body.Graph.Root) == true)
        {
            return;
        }

        if (block.Kind == BasicBlockKind.Exit)
        {
            _exit = Join(_exit, entered);
            return;
        }

        RememberTries(block);
        var (context, evaluator) = (walker.Context, walker.Evaluator);
        using var _ = context.Begin(frame, block, entered);
        foreach (var operation in block.Operations)
        {
            var effect = evaluator.Evaluate(operation);
            if (context.State.IsAfterFailure)
            {
                walker.Answers!.Examine(operation, effect);
            }

            if (!context.IsReachable)
            {
                break;
            }
        }

        var value = context.IsReachable && block.BranchValue is { } branchValue ? evaluator.Evaluate(branchValue) : Value.Unknown;
        if (context.IsReachable)
        {
            Leave(block, value);
        }

        if (context.Thrown is { } thrown)
        {
            Throw(block.EnclosingRegion, thrown);
        }
    }

    private void Leave(BasicBlock block, Value value)
    {
        var state = walker.Context.State;
        if (block.ConditionalSuccessor is { } conditional)
        {
            var (whenTrue, whenFalse) = walker.Conditions.Split(block.BranchValue!, value, state);
            if (state.IsAfterFailure)
            {
                (whenTrue, whenFalse) = FailurePaths.Choose(block, value, whenTrue, whenFalse, frame.Body);
            }

            var jumpsWhenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            Follow(conditional, jumpsWhenTrue ? whenTrue : whenFalse);
            Follow(block.FallThroughSuccessor, jumpsWhenTrue ? whenFalse : whenTrue);
            return;
        }

        var successor = block.FallThroughSuccessor;
        if (successor?.Semantics == ControlFlowBranchSemantics.Return && block.BranchValue is { } returned)
        {
            _returns[returned] = _returns.TryGetValue(returned, out var known) ? known.Join(value) : value;
        }

        Follow(successor, state.IsAfterFailure ? walker.Answers!.Leave(successor, block.BranchValue, value, state) : state, value);
    }

    private void Follow(ControlFlowBranch? branch, FlowState? state, Value carried = default)
    {
        if (branch is null || state is null)
        {
            return;
        }

        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                Throw(branch.Source.EnclosingRegion, state);
                return;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                EndOfHandler(branch.Source.EnclosingRegion, state);
                return;
            case ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return when branch.Destination is { } destination:
                foreach (var finallyRegion in branch.FinallyRegions)
                {
                    if (RunFinally(finallyRegion, state) is not { } after)
                    {
                        return;
                    }

                    state = after;
                }

                if (branch.Semantics == ControlFlowBranchSemantics.Return && carried.HasFacts && branch.Source.BranchValue is { } returned)
                {
                    walker.Context.SetState(state);
                    walker.Calls.Ports.Return(returned, carried);
                    state = walker.Context.State;
                }

                foreach (var left in branch.LeavingRegions)
                {
                    state = state.Leave(frame.Body.DeclaredIn(left), carried);
                }

                // Code after a jump backwards makes its sockets again.
                if (destination.Ordinal <= branch.Source.Ordinal)
                {
                    state = state.DemoteToOlder(socket => socket.IsMadeBy(frame, destination.Ordinal, branch.Source.Ordinal));
                }

                // A jump out of a "finally" does not compile.
                if (_pending.Has(destination.Ordinal))
                {
                    Enter(destination.Ordinal, state);
                }

                return;
        }
    }

    /// <summary>A <c>finally</c> goes on where it was entered from; a filter that says no, with the next handler.</summary>
    private void EndOfHandler(ControlFlowRegion handler, FlowState state)
    {
        for (var current = handler; current is not null && current != region; current = current.EnclosingRegion)
        {
            if (current.Kind == ControlFlowRegionKind.Filter)
            {
                EnterHandlers(current.EnclosingRegion!.EnclosingRegion!, state, current.EnclosingRegion);
                return;
            }
        }

        _exit = Join(_exit, state);
    }

    private FlowState? RunFinally(ControlFlowRegion finallyRegion, FlowState state)
    {
        if (state.IsAfterFailure)
        {
            // It runs in any case, and so is no answer.
            return state;
        }

        var result = new RegionWalk(walker, frame, finallyRegion).Run(finallyRegion.FirstBlockOrdinal, state);
        return result.Exit;
    }

    private void Throw(ControlFlowRegion from, FlowState state)
    {
        for (var current = from; current is not null && current != region; current = current.EnclosingRegion)
        {
            state = state.Leave(frame.Body.DeclaredIn(current), Value.None);
            if (current.Kind == ControlFlowRegionKind.Try)
            {
                _thrown.Add(current, state);
                return;
            }
        }

        if (frame.Enclosing.IsExceptionSeen || state.IsAfterFailure)
        {
            _escapingThrow = Join(_escapingThrow, state);
        }
    }

    private bool PassOnThrow()
    {
        if (_thrown.Take(out var state) is not { EnclosingRegion: { } statement })
        {
            return false;
        }

        if (statement.Kind != ControlFlowRegionKind.TryAndFinally)
        {
            EnterHandlers(statement, state);
        }
        else if (RunFinally(statement.NestedRegions[1], state) is { } after)
        {
            Throw(statement, after);
        }

        return true;
    }

    /// <summary>An exception goes to the handlers for it, but for those up to one whose filter has said no, and outward.</summary>
    private void EnterHandlers(ControlFlowRegion statement, FlowState thrown, ControlFlowRegion? refused = null)
    {
        var state = thrown;
        foreach (var handler in Handlers.Of(statement).SkipWhile(each => each.FirstBlockOrdinal <= refused?.FirstBlockOrdinal))
        {
            (var received, state) = Handlers.Receive(handler, statement, state, frame.Body);
            if (received is not null)
            {
                Enter(handler.FirstBlockOrdinal, received);
            }

            if (state is null)
            {
                return;
            }
        }

        Throw(statement, state);
    }

    /// <summary>
    /// A handler that no socket operation leads to is still there for the other calls of its <c>try</c>: it is entered
    /// with what held where the <c>try</c> began.
    /// </summary>
    private bool EnterUnreachedHandler()
    {
        foreach (var statement in _enteredTries)
        {
            foreach (var handler in Handlers.Of(statement))
            {
                if (_pending.InputOf(handler.FirstBlockOrdinal) is null && _pending.InputOf(statement.FirstBlockOrdinal) is { } input)
                {
                    Enter(handler.FirstBlockOrdinal, input);
                    return true;
                }
            }
        }

        return false;
    }

    private void RememberTries(BasicBlock block)
    {
        for (var current = block.EnclosingRegion; current is not null && current != region; current = current.EnclosingRegion)
        {
            if (current.Kind == ControlFlowRegionKind.TryAndCatch
                && current.FirstBlockOrdinal == block.Ordinal
                && !_enteredTries.Contains(current))
            {
                _enteredTries.Add(current);
            }
        }
    }

    private FlowState Join(FlowState? known, FlowState state) => Join(known, state, walker);

    private static FlowState Join(FlowState? known, FlowState state, FlowWalker walker) =>
        known is null ? state : known.Join(state, walker.Values.Initial);
}

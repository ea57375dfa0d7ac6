using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Calls;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Collisions;
using PortReuse.Analyzers.SocketFlow.Conditions;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Operations;
using PortReuse.Analyzers.SocketFlow.Sockets;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>Runs bodies of code: a forward worklist over the control flow graph, one walk for each region entered.</summary>
internal sealed class FlowWalker
{
    private readonly FlowBudget _budget;
    private readonly SocketTypes _types;

    /// <summary>The last input of each frame, and its result.</summary>
    private readonly Dictionary<FlowFrame, (FlowState Input, FlowResult Result)> _lastRuns = [];

    public FlowWalker(
        INamedTypeSymbol analyzed, CompilationScope scope, FlowBudget budget, CancellationToken cancellation, CollisionQuestion? question =
            null)
    {
        _types = scope.Types;
        _budget = budget;
        Recorder = new HistoryRecorder();
        Values = new KnownValues(scope.Types, new DeclaredValues(scope.Types, scope.Models), scope.StoredEndPoints, Recorder);
        Context = new TransferContext(scope.Types, scope.Methods, Values, Recorder);
        Conditions = new ConditionRefiner(scope.Types, scope.Methods, Context);
        Answers = question is null ? null : new CollisionAnswers(scope.Types, Context, question);
        Calls = new CallFollower(analyzed, scope, Context, Conditions, budget, Answers, Run, cancellation);
        var events = new SocketEvents(Context, Answers is null ? null : new FailingConnect(scope, Context, Calls, Answers));
        var roles = new DeclaredRoles(scope.Types, scope.Sources, Context, events);
        Evaluator = new OperationEvaluator(
            scope.Types, Context, Calls, new SocketCalls(scope.Types, Context, Calls, events, roles, Answers), Answers);
        if (Answers is not null)
        {
            Answers.Evaluate = Evaluator.Evaluate;
        }
    }

    public HistoryRecorder Recorder { get; }

    public KnownValues Values { get; }

    public TransferContext Context { get; }

    public CallFollower Calls { get; }

    public OperationEvaluator Evaluator { get; }

    public ConditionRefiner Conditions { get; }

    /// <summary>What becomes of objects that the members hand on; null where that is not asked.</summary>
    public LaterUses? LaterUses { get; init; }

    /// <summary>The answers to the failure of the connect in question; null if there is none in question.</summary>
    public CollisionAnswers? Answers { get; }

    /// <summary>The bodies that have been run by themselves, and with what.</summary>
    public IEnumerable<(FlowFrame Frame, FlowState Input)> Roots =>
        _lastRuns.Where(run => run.Key.Caller is null).Select(run => (run.Key, run.Value.Input));

    /// <summary>
    /// Runs a member as code outside may call it, with what the state knows of the type's fields; null where it never ends.
    /// </summary>
    public FlowState? RunMember(FlowFrame frame, ISymbol member, FlowState entry)
    {
        var result = Run(frame, entry);
        RunUncalled(frame.Body, frame, entry);
        if (member is IMethodSymbol method && _types.IsEndPointCallback(method))
        {
            Calls.CallbackEndPoints.AddRange(result.Returns);
        }

        LaterUses?.Run(frame, result, Recorder);
        return result.Exit;
    }

    /// <summary>Local functions and lambdas that nothing here calls are run on their own.</summary>
    private void RunUncalled(FlowBody body, FlowFrame member, FlowState entry)
    {
        foreach (var nested in Calls.Bodies.DeclaredIn(body))
        {
            if (!Calls.Bodies.HasRun(nested, member))
            {
                var frame = FlowFrame.Outermost(nested);
                LaterUses?.Run(frame, Run(frame, entry), Recorder);
            }

            RunUncalled(nested, member, entry);
        }
    }

    /// <summary>Runs a body. Run again, it goes on from what is known already, so that repeated runs come to an end.</summary>
    public FlowResult Run(FlowFrame frame, FlowState input)
    {
        if (_lastRuns.TryGetValue(frame, out var last))
        {
            var joined = last.Input.Join(input.DemoteToOlder(socket => socket.IsMadeBy(frame, 0, int.MaxValue)), Values.Initial);
            if (ReferenceEquals(joined, last.Input))
            {
                return last.Result;
            }

            input = joined;
        }

        var walk = new RegionWalk(this, frame, frame.Body.Graph.Root);
        var result = walk.Run(0, input);
        _lastRuns[frame] = (input, result);
        return result;
    }

    /// <exception cref="FlowTooLargeException">The budget is used up.</exception>
    /// <exception cref="OperationCanceledException">The editor does not want the answer any more.</exception>
    public void CountStep(FlowState state, FlowFrame frame) => _budget.Step(state, frame);
}

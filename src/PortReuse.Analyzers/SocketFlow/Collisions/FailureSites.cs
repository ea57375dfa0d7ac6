using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>Which part the code at hand has in what is done about a failure: in the body that has caught it, or in a helper.</summary>
internal sealed class FailureSites(TransferContext context)
{
    private readonly Dictionary<ControlFlowRegion, HashSet<int>> _reachedAnyway = [];
    private readonly Dictionary<BasicBlock, HashSet<int>> _leadsTo = [];

    /// <summary>The failures that this path comes from, each with the place of the code at hand in the body that caught it.</summary>
    public IEnumerable<FailureSite> Here()
    {
        foreach (var failure in context.State.Failures.Where(failure => failure.IsCaught))
        {
            var isMuted = false;
            var block = context.Enclosing.Block;
            for (var frame = context.Frame; frame is not null; frame = frame.Caller)
            {
                if (frame.Body == failure.Body)
                {
                    yield return new(
                        failure,
                        frame != context.Frame,
                        failure.Statement is null ? failure.ChosenBlock is not null
                            : failure.ChosenBlock == block || !ReachedAnyway(failure).Contains(block),
                        failure.Statement is not null && LeadTo(failure).Contains(block),
                        isMuted);
                    break;
                }

                // What the code of a call answers with is the answer of the statement that the call is.
                isMuted |= frame.CallSite is not IInvocationOperation call
                    || !IsStatement(call)
                    || ResponseNames.IsNeutral(call, frame.Caller?.Body.Symbol?.ContainingType);
                block = frame.Enclosing.Block;
            }
        }
    }

    private HashSet<int> ReachedAnyway(FailureFact failure) =>
        _reachedAnyway.TryGetValue(failure.Statement!, out var known) ? known
        : _reachedAnyway[failure.Statement!] = Reach.WithoutHandlersOf(failure.Statement!, failure.Body.Graph);

    private HashSet<int> LeadTo(FailureFact failure)
    {
        var origin = failure.Body.Graph.Blocks[failure.Block];
        return _leadsTo.TryGetValue(origin, out var known) ? known : _leadsTo[origin] = Reach.To(origin);
    }

    private static bool IsStatement(IInvocationOperation call)
    {
        var around = call.Parent;
        while (around is IAwaitOperation)
        {
            around = around.Parent;
        }

        return around is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };
    }
}

/// <summary>The place of the code at hand in the body that has caught a failure.</summary>
/// <param name="Failure">The failure.</param>
/// <param name="IsNested">The code at hand is that of a helper.</param>
/// <param name="IsAnswer">Only the failure leads here.</param>
/// <param name="LeadsBack">The same attempt may come again.</param>
/// <param name="IsMuted">The call of the helper says nothing, as far as it goes for no connection.</param>
internal readonly record struct FailureSite(FailureFact Failure, bool IsNested, bool IsAnswer, bool LeadsBack, bool IsMuted);

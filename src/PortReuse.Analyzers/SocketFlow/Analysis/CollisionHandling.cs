using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Collisions;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;
using PortReuse.Analyzers.SocketFlow.Walk;

namespace PortReuse.Analyzers.SocketFlow.Analysis;

/// <summary>
/// Whether the code does something about a connect that fails because the connection exists already: the member is walked once more, and
/// the connect fails in it.
/// </summary>
/// <param name="analyzed">The type.</param>
/// <param name="walk">What is known of it.</param>
/// <param name="scope">The compilation.</param>
/// <param name="cancellation">Tells that the answer is not wanted any more.</param>
internal sealed class CollisionHandling(INamedTypeSymbol analyzed, TypeWalk walk, CompilationScope scope, CancellationToken cancellation)
{
    /// <summary>True also where the code is too large or too odd to say.</summary>
    /// <exception cref="OperationCanceledException">The answer is not wanted any more.</exception>
    public bool IsHandled(SocketEvent connect)
    {
        var roots = walk.Roots.ToList();
        var own = roots.Find(each => each.Frame == connect.Frame?.Root);
        if (own.Frame is not { } root || Ask(connect, own) is not { IsHandled: false })
        {
            return true;
        }

        if (root.Body.Symbol is not ({ MethodKind: MethodKind.LocalFunction }
            or { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private }))
        {
            return false;
        }

        // It was run by itself, for it is not seen when it is called: by a task, say, that it is handed to.
        var callers = roots.Where(other => other.Frame != root)
            .Select(other => Ask(connect, other))
            .Where(asked => asked is not { IsReached: false })
            .ToList();
        return callers.Count > 0 && callers.All(asked => asked is not { IsHandled: false });
    }

    /// <summary>Walks a body once more; null where it is too large.</summary>
    private CollisionQuestion? Ask(SocketEvent connect, (FlowFrame Frame, FlowState Input) root)
    {
        var budget = new FlowBudget(cancellation);
        while (!budget.IsUsedUp)
        {
            var question = new CollisionQuestion(connect);
            budget.BeginWalk();
            budget.BeginMember();
            try
            {
                var walker = new FlowWalker(analyzed, scope, budget, cancellation, question);
                walker.Calls.Choice.Asked.UnionWith(walk.Called);
                var result = walker.Run(FlowFrame.Outermost(root.Frame.Body), root.Input);
                var isThrown = result.Thrown?.IsAfterFailure == true;
                question.End(isThrown || result.Returned.Facts.Any(fact => fact is FailedTaskFact));

                // Where a lambda runs that is run by itself is not seen.
                question.Answer(isThrown && root.Frame.Body.Symbol is { MethodKind: MethodKind.AnonymousFunction });
                return question;
            }
            catch (FlowTooLargeException e) when (e.Call is not null)
            {
                // What is too large to be followed is left out, as it was in the walk before.
            }
            catch (Exception e) when (e is FlowTooLargeException or InsufficientExecutionStackException)
            {
                return null;
            }
        }

        return null;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Calls;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Collisions;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Sockets;

/// <summary>The connect that is asked about: it fails, at once, in a task, at <c>EndConnect</c>, or in the arguments of an event.</summary>
internal sealed class FailingConnect(CompilationScope scope, TransferContext context, CallFollower calls, CollisionAnswers answers)
{
    private readonly ExceptionFact _collision = new(scope.Compilation.TypeNamed("System.Net.Sockets.SocketException"), true);

    /// <summary>The outcome of the call; null for any other connect.</summary>
    public Value? Connect(IOperation call, Value socket, FlowState before)
    {
        var question = answers.Question;
        if (context.State.IsAfterFailure)
        {
            if (question.IsConnect(call))
            {
                answers.ConnectAgain(socket, before);
                return Value.Unknown;
            }

            answers.Connect();
            return null;
        }

        if (!question.IsAbout(call, context.Frame))
        {
            return null;
        }

        question.IsReached = true;
        question.Failed.UnionWith(socket.Sockets);
        if (call is not IInvocationOperation { TargetMethod: { ReturnsVoid: false, Name: var name } method } invocation)
        {
            answers.Fail(call, [_collision], context.State);
            context.Stop();
            return Value.Unknown;
        }

        if (name != "BeginConnect" && !Tasks.IsTask(method.ReturnType))
        {
            // Whether the arguments of the event are looked at is a matter of the whole type.
            question.End();
            var type = context.Frame.Body.Symbol?.ContainingType;
            question.Answer(type is null || EventArgsResults.AreTested(invocation, type, scope));
            return null;
        }

        var pending = Value.Of(new FailedTaskFact(_collision, 0));
        foreach (var argument in invocation.Arguments.Where(argument => argument.Parameter?.Type.Name == nameof(AsyncCallback)))
        {
            var outcome = calls.Delegates.RunAll(argument, answers.Evaluate(argument.Value), isCertain: false, pending);
            question.End(FailedTasks.IsIn(outcome));
        }

        return pending;
    }
}

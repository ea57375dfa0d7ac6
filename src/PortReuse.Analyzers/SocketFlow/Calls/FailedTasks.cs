using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Collisions;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Calls;

/// <summary>
/// Where the failure that a task carries comes out of it: at an <c>await</c>, a <c>Wait</c>, a <c>Result</c>; or in a continuation.
/// </summary>
internal sealed class FailedTasks(
    CompilationScope scope, TransferContext context, CallFollower calls, CollisionAnswers answers, CancellationToken cancellation)
{
    private readonly INamedTypeSymbol? _aggregate = scope.Compilation.TypeNamed("System.AggregateException");

    public Value? Await(IAwaitOperation awaited, Value value) => IsIn(value) ? Unwrap(awaited, value, isAggregate: false) : null;

    /// <summary>The tasks, in an array or a list that is written out.</summary>
    public static Value? Elements(IArrayCreationOperation array, Func<IOperation, Value> evaluate) =>
        array.Initializer is { ElementValues: var elements } && Tasks.IsTask(array.Type)
            && elements.SelectMany(element => evaluate(element).Facts).OfType<FailedTaskFact>().ToList() is { Count: > 0 } failed
            ? Value.Of(failed, mayBeOther: false)
            : null;

    /// <summary>A call on a task, or with one; null for a call of the program's own code, which is followed, and for all others.</summary>
    public Value? Call(IInvocationOperation call, Value instance, Value[] arguments)
    {
        var method = call.TargetMethod;
        var task = IsIn(instance) ? instance : arguments.FirstOrDefault(IsIn);
        if (!task.HasFacts || IsSeen(method))
        {
            return null;
        }

        switch (method.Name)
        {
            case "Wait" or "WaitAll":
                return Unwrap(call, task, isAggregate: true);
            case "GetResult" or "EndConnect":
                return Unwrap(call, task, isAggregate: false);
            case "ContinueWith" when task.Facts.OfType<FailedTaskFact>().All(each => each.Depth == 0):
                Continue(call, task, arguments);
                return Value.Unknown;
            case "WhenAny" or "FromResult":
                return Deeper(task, 1);
            case "Unwrap":
                return Deeper(task, -1);
            case "WaitAny" or "ReferenceEquals" or "Equals" or "Dispose" or "ToString" or "GetHashCode":
                return Value.Unknown;
            default:
                answers.Question.Answer(!Tasks.IsTask(call.Type));
                return task;
        }
    }

    /// <summary>The value of a property of a failed task; null for any other property.</summary>
    public Value? Property(IPropertyReferenceOperation property, Value receiver)
    {
        if (!IsIn(receiver))
        {
            return null;
        }

        var isAntecedent = receiver.Facts.Any(fact => fact is FailedTaskFact { IsAntecedent: true });
        switch (property.Property.Name)
        {
            case "Result":
                return Unwrap(property, receiver, isAggregate: true);
            case "IsFaulted" or "IsCompletedSuccessfully" or "IsCanceled" or "Exception" or "Status" when !isAntecedent:
                answers.Question.Answer();
                return Value.Unknown;
            case "IsFaulted" or "IsCompleted" when isAntecedent:
                return Value.Of(SystemTests.Always(true));
            case "IsCompletedSuccessfully" or "IsCanceled":
                return Value.Of(SystemTests.Always(false));
            case "Status":
                return Value.Of(new ErrorCodeFact(ErrorCodeKind.TaskStatus));
            case "Exception":
                return Value.Of(receiver.Facts.OfType<FailedTaskFact>().Select(task => task.Exception), mayBeOther: false);
            default:
                return Value.Unknown;
        }
    }

    /// <summary>
    /// The body is left by the failure: it goes into the task that the body returns, on to the call, or to whatever runs the body.
    /// </summary>
    /// <returns>What holds after the call, and what it returns.</returns>
    public (FlowState? Exit, Value Returned) Leave(IOperation callSite, FlowFrame frame, FlowState thrown, FlowState? exit, Value returned)
    {
        var exceptions = thrown.Failures.Select(failure => failure.Exception).ToList();
        var isDirect = callSite is IInvocationOperation or IPropertyReferenceOperation
            || (callSite is IObjectCreationOperation && frame.Body.Symbol is { MethodKind: MethodKind.Constructor });
        if (frame.Body.Symbol is not { IsAsync: true } && isDirect)
        {
            answers.Fail(callSite, exceptions, thrown);
            return (exit, returned);
        }

        if (frame.Body.Symbol is { IsAsync: true, ReturnsVoid: true })
        {
            answers.Question.End();
        }
        else
        {
            var isThrown = frame.Body.Symbol is not { IsAsync: true };
            var failed = exceptions.Select(exception => new FailedTaskFact(exception, 0) { IsThrown = isThrown });
            returned = Value.Of(returned.Facts.Concat(failed), mayBeOther: returned.MayBeOther || (exit is not null && !returned.HasFacts));
        }

        var goesOn = thrown.Without(Place.Failure);
        return (exit?.Join(goesOn, context.Values.Initial) ?? goesOn, returned);
    }

    /// <summary>A task goes where it is not followed; so does what an escaping delegate throws, but for that of an event.</summary>
    public void Escape(IOperation operation, Value value, Value outcome)
    {
        var isOfEvent = operation.Parent is IEventAssignmentOperation;
        answers.Question.End(IsIn(outcome) && isOfEvent);
        answers.Question.Answer(IsIn(value) || (IsIn(outcome) && !isOfEvent));
    }

    /// <summary>Code that is not in sight may do something about a task that it is given, or about the failure that has led here.</summary>
    public void CallUnknown(IOperation call, Value[] arguments)
    {
        answers.Question.Answer(arguments.Any(IsIn));
        if (context.State.IsAfterFailure && call is IInvocationOperation invocation)
        {
            answers.CallUnknown(invocation);
        }
    }

    /// <summary>A method of the program that a delegate is made of, on the same object.</summary>
    public Value? MethodOf(IMethodReferenceOperation group, FlowFrame creator) =>
        group.Instance is null or IInstanceReferenceOperation && scope.Methods.BodyOf(group.Method, cancellation) is { } body
            ? Value.Of(new DelegateFact(body, creator, context.State.Systems))
            : null;

    /// <summary>
    /// What comes of a delegate that is handed over: code that is not in sight may catch; the framework's passes the exception on, or puts
    /// it into a task.
    /// </summary>
    public Value HandOver(IOperation call, IMethodSymbol method, IParameterSymbol? parameter, Value result)
    {
        var failed = result.Facts.OfType<FailedTaskFact>().ToList();
        if (failed.Count == 0)
        {
            return Value.None;
        }

        if (parameter?.Type.Name is "AsyncCallback" or "WaitCallback" or "TimerCallback" or "ThreadStart" or "ParameterizedThreadStart")
        {
            answers.Question.End();
            return Value.None;
        }

        if (call is IInvocationOperation && method.ContainingType.IsOfFramework())
        {
            if (Tasks.IsTask(method.ReturnType))
            {
                return Value.Of(failed.Select(task => task with { Depth = DepthIn(method, task), IsThrown = false }), mayBeOther: false);
            }

            if (failed.All(task => task.IsThrown))
            {
                answers.Fail(call, failed.Select(task => task.Exception), context.State);
                return Value.None;
            }
        }

        answers.Question.Answer();
        return Value.None;
    }

    public static bool IsIn(Value value) => value.Facts.Any(fact => fact is FailedTaskFact);

    private static int DepthIn(IMethodSymbol method, FailedTaskFact task) =>
        task.IsThrown ? 0 : task.Depth + (method.Name is "StartNew" or "ContinueWith" ? 1 : 0);

    private bool IsSeen(IMethodSymbol method) =>
        method.MethodKind is MethodKind.LocalFunction or MethodKind.DelegateInvoke
        || scope.Methods.BodyOf(method.ReducedFrom ?? method, cancellation) is not null;

    private static Value Deeper(Value task, int more) => Value.Of(
        task.Facts.Select(fact => fact is FailedTaskFact failed ? failed with { Depth = Math.Max(failed.Depth + more, 0) } : fact),
            task.MayBeOther);

    /// <summary>The failure comes out, or the task that is in the task.</summary>
    private Value Unwrap(IOperation wait, Value task, bool isAggregate)
    {
        var failed = task.Facts.OfType<FailedTaskFact>().ToList();
        if (context.State.IsAfterFailure && !failed.Any(each => each.IsAntecedent))
        {
            return Value.Unknown;
        }

        if (failed.Any(each => each.IsAntecedent))
        {
            // A continuation that waits for the task in its turn is not followed.
            answers.Question.Answer();
        }

        var exceptions = failed.Where(each => each.Depth == 0).Select(each => isAggregate ? Aggregate(each.Exception) : each.Exception);
        answers.Fail(wait, exceptions, context.State);
        var inner = Value.Of(
            task.Facts.Where(fact => fact is not FailedTaskFact)
                .Concat(failed.Where(each => each.Depth > 0).Select(each => each with { Depth = each.Depth - 1 })),
            task.MayBeOther);
        if (inner.IsNone)
        {
            context.Stop();
        }

        return inner;
    }

    private ExceptionFact Aggregate(ExceptionFact inner) => new(_aggregate, false, inner);

    /// <summary>The continuation must ask for the failure, or be run for it alone; then it is as good as a handler.</summary>
    private void Continue(IInvocationOperation call, Value task, Value[] arguments)
    {
        answers.Question.End();
        var options = (TaskContinuationOptions)call.Arguments
            .Where(argument => argument.Parameter?.Type.Name == nameof(TaskContinuationOptions))
            .Select(argument => argument.Value.ConstantValue.Value as int? ?? 0)
            .FirstOrDefault();
        if (options.HasFlag(TaskContinuationOptions.NotOnFaulted))
        {
            // It does not run, and code that awaits its task gets a cancellation in place of the failure.
            return;
        }

        if (arguments[0].Facts.OfType<DelegateFact>().ToList() is not { Count: > 0 } continuations)
        {
            answers.Question.Answer();
            return;
        }

        var before = context.State;
        var antecedents = task.Facts.OfType<FailedTaskFact>()
            .Select(each => each with { Exception = Aggregate(each.Exception), IsAntecedent = true })
            .ToList();
        int? chosen = options.HasFlag(TaskContinuationOptions.NotOnRanToCompletion) ? 0 : null;
        foreach (var continuation in continuations)
        {
            var failures = antecedents.Select(each =>
                new FailureFact(each.Exception, continuation.Body, 0, call.Syntax) { IsCaught = true, ChosenBlock = chosen });
            context.SetState(before.AfterFailures(failures)!);
            calls.Delegates.Run(call.Arguments[0], continuation, isCertain: false, [Value.Of(antecedents, mayBeOther: false)]);
            context.SetState(before);
        }
    }
}

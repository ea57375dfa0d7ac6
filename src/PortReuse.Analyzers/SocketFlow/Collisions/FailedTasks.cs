using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>
/// Where the failure that a task carries comes out of it: at an <c>await</c>, a <c>Wait</c>, a <c>Result</c>; or in a continuation.
/// </summary>
internal sealed class FailedTasks(CollisionHandling handling, ResponseContext context)
{
    private readonly HashSet<(object Variable, ControlFlowGraph Graph, int Depth)> _followed = [];

    /// <summary>
    /// Whether the failure that the task carries is handled; null where it never comes out, for nobody waits for the task.
    /// <paramref name="depth"/> tasks are around the one that has failed, as <c>Task.WhenAny</c> puts one around it.
    /// </summary>
    public bool? IsHandled(CodePlace task, int depth, Failure failure)
    {
        context.Budget.CountStep();
        if (task.IsReturned)
        {
            return handling.InCallers(task, failure, depth);
        }

        switch (task.Operation.Parent)
        {
            case null or IExpressionStatementOperation:
                return null;
            case IAwaitOperation awaited:
                return depth == 0 ? handling.WhereThrown(task.At(awaited), failure) : IsHandled(task.At(awaited), depth - 1, failure);
            case ISimpleAssignmentOperation assignment when assignment.Value == task.Operation:
                return Either(InVariable(task, assignment.Target, depth, failure), IsHandled(task.At(assignment), depth, failure));
            case IFlowCaptureOperation capture:
                return InUses(task, capture.Id, use => use is IFlowCaptureReferenceOperation { Id: var id } && id.Equals(capture.Id), depth, failure);
            case IInvocationOperation call when call.Instance == task.Operation:
                return InCall(task, call, depth, failure);
            case IArgumentOperation { Parent: IInvocationOperation call }:
                return AsArgument(task, call, depth, failure);
            case IPropertyReferenceOperation property when property.Instance == task.Operation:
                return InProperty(task, property, depth, failure);
            case IConversionOperation or IParenthesizedOperation or IArrayInitializerOperation or IArrayCreationOperation:
                return IsHandled(task.At(task.Operation.Parent), depth, failure);
            case IIsNullOperation:
                return null;
            default:
                return true;
        }
    }

    public static bool IsTask(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsTask(array.ElementType),
        INamedTypeSymbol named => named.Name is "Task" or "ValueTask" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable"
            or "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter"
            || named.TypeArguments.Any(IsTask),
        _ => false,
    };

    private static bool? Either(bool? one, bool? other) => one == true || other == true ? true : one ?? other;

    private bool? InVariable(CodePlace task, IOperation target, int depth, Failure failure) => target switch
    {
        IDiscardOperation => null,
        ILocalReferenceOperation { Local: var local } => InUses(
            task, local, use => use is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local), depth, failure),
        _ => true,
    };

    private bool? InUses(CodePlace task, object variable, Func<IOperation, bool> isUse, int depth, Failure failure)
    {
        if (!_followed.Add((variable, task.Graph, depth)))
        {
            return null;
        }

        bool? handled = null;
        foreach (var use in CodePlace.All(task.Graph).Where(isUse).ToList())
        {
            if (use.Parent is not ISimpleAssignmentOperation assignment || assignment.Target != use)
            {
                handled = Either(handled, IsHandled(task.At(use), depth, failure));
            }
        }

        return handled;
    }

    private bool? InCall(CodePlace task, IInvocationOperation call, int depth, Failure failure)
    {
        switch (call.TargetMethod.Name)
        {
            case "Wait" when depth == 0:
                return handling.WhereThrown(task.At(call), handling.Aggregate(failure));
            case "GetResult":
                return depth == 0 ? handling.WhereThrown(task.At(call), failure) : IsHandled(task.At(call), depth - 1, failure);
            case "ContinueWith" when depth == 0:
                return InContinuation(task, call, failure);
            case "Unwrap":
                return IsHandled(task.At(call), Math.Max(depth - 1, 0), failure);
            case "Wait" or "Dispose" or "ToString" or "GetHashCode" or "Equals":
                return null;
            default:
                return IsTask(call.Type) ? IsHandled(task.At(call), depth, failure) : true;
        }
    }

    private bool? InProperty(CodePlace task, IPropertyReferenceOperation property, int depth, Failure failure) => property.Property.Name switch
    {
        "Result" when depth == 0 => handling.WhereThrown(task.At(property), handling.Aggregate(failure)),
        "Result" => IsHandled(task.At(property), depth - 1, failure),
        "IsFaulted" or "IsCompletedSuccessfully" or "IsCanceled" or "Exception" or "Status" => true,
        _ => null,
    };

    private bool? AsArgument(CodePlace task, IInvocationOperation call, int depth, Failure failure)
    {
        switch (call.TargetMethod.Name)
        {
            case "WhenAny" or "FromResult":
                return IsHandled(task.At(call), depth + 1, failure);
            case "WaitAll" when depth == 0:
                return handling.WhereThrown(task.At(call), handling.Aggregate(failure));
            case "EndConnect":
                return handling.WhereThrown(task.At(call), failure);
            case "WaitAny" or "ReferenceEquals":
                return null;
            case "Unwrap":
                return IsHandled(task.At(call), Math.Max(depth - 1, 0), failure);
            default:
                return IsTask(call.Type) ? IsHandled(task.At(call), depth, failure) : true;
        }
    }

    /// <summary>The continuation must ask for the failure, or be run for it alone; then it is as good as a handler.</summary>
    private bool? InContinuation(CodePlace task, IInvocationOperation call, Failure failure)
    {
        var isForFailure = false;
        foreach (var argument in call.Arguments)
        {
            var text = argument.Parameter?.Type.Name == "TaskContinuationOptions" ? argument.Value.Syntax.ToString() : string.Empty;
            if (text.Contains("OnlyOnRanToCompletion") || text.Contains("NotOnFaulted") || text.Contains("OnlyOnCanceled"))
            {
                // It does not run, and whoever waits for what it makes gets a cancellation in place of the failure.
                return false;
            }

            isForFailure |= text.Contains("OnlyOnFaulted") || text.Contains("NotOnRanToCompletion");
        }

        if (handling.BodyOf(task, call.Arguments[0].Value) is not { } body || body.Symbol is not { Parameters: [var antecedent, ..] })
        {
            return true;
        }

        if (!isForFailure && !CodePlace.All(body.Graph).Any(LooksAtFailure))
        {
            return false;
        }

        var aggregate = handling.Aggregate(failure);
        var response = new HandlerResponse(null, body.Graph, body.Symbol, null, context);
        response.Run(0, FailureFacts.None.With(antecedent.OriginalDefinition, new(ErrorValueKind.FailedTask, null, aggregate)));
        return response.IsHandled || CodePlace.All(body.Graph).Any(IsRethrown);
    }

    private static bool LooksAtFailure(IOperation operation) =>
        IsRethrown(operation)
        || operation is IPropertyReferenceOperation
        {
            Property.Name: "IsFaulted" or "Exception" or "Status" or "IsCompletedSuccessfully" or "IsCanceled" or "SocketErrorCode",
        };

    /// <summary>A continuation that waits for the task in its turn is not followed.</summary>
    private static bool IsRethrown(IOperation operation) => operation
        is IAwaitOperation { Operation: IParameterReferenceOperation }
        or IInvocationOperation { TargetMethod.Name: "Wait" or "GetAwaiter", Instance: IParameterReferenceOperation }
        or IPropertyReferenceOperation { Property.Name: "Result", Instance: IParameterReferenceOperation };
}

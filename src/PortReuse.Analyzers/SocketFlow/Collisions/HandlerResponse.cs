using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>
/// What a handler does about a failure, and what the code does next that only the handler leads to. It handles the failure
/// if some way through it does more than to report, to tidy up, to wait, and to do the same again.
/// </summary>
/// <remarks>
/// <paramref name="origin"/> is what failed: the same again is no answer. It is null, and <paramref name="tryAndCatch"/> too, where
/// the whole body answers the failure, as that of a continuation does.
/// </remarks>
internal sealed class HandlerResponse(
    CodePlace? origin,
    ControlFlowGraph graph,
    IMethodSymbol? method,
    ControlFlowRegion? tryAndCatch,
    ResponseContext context) : PathWalk(graph, context.Tests, context.Budget)
{
    private readonly HashSet<int>? _reachedAnyway = tryAndCatch is null ? null : Reach.WithoutHandlersOf(tryAndCatch, graph);
    private readonly HashSet<int>? _leadsBack = origin?.Block is { } block ? Reach.To(block) : null;
    private readonly Outcomes? _outcomes = origin is null || tryAndCatch is null ? null : new Outcomes(origin, tryAndCatch);

    /// <summary>Called where an exception leaves the handler; says whether somebody further out handles it.</summary>
    public Func<BasicBlock, Failure, bool>? Rethrown { get; init; }

    /// <summary>A helper that a handler calls: what it returns is not the handler's answer.</summary>
    public bool IsHelper { get; init; }

    public bool IsHandled { get; private set; }

    public bool IsDeclined { get; private set; }

    public void Run(int firstBlock, Failure failure)
    {
        var facts = FailureFacts.None.With(typeof(ICaughtExceptionOperation), ErrorValue.OfException(failure));
        Run(firstBlock, _outcomes?.AddTo(facts) ?? facts);
    }

    protected override FailureFacts? Visit(BasicBlock block, IOperation operation, FailureFacts facts)
    {
        if (operation.DescendantsAndSelf().Any(IsSameAgain))
        {
            Handle(facts.HasUnboundSocket);
            return null;
        }

        var isAnswer = IsAnswer(block, facts);
        foreach (var part in operation.DescendantsAndSelf())
        {
            facts = GoForConnection(block, part, isAnswer, facts);
        }

        var effect = operation is IExpressionStatementOperation statement ? statement.Operation : operation;
        if (effect is IFlowCaptureOperation capture)
        {
            var value = Tests.Evaluate(capture.Value, ref facts);
            return facts.With(capture.Id, value);
        }

        if (effect is ISimpleAssignmentOperation assignment)
        {
            Handle(isAnswer && IsAnswer(assignment, facts));
            return Assign(assignment.Target, assignment.Value, facts);
        }

        if (!isAnswer)
        {
            return facts;
        }

        while (effect is IAwaitOperation awaited)
        {
            effect = awaited.Operation;
        }

        switch (effect)
        {
            case IInvocationOperation { TargetMethod: { Name: "Throw", ContainingType.Name: "ExceptionDispatchInfo" } }:
                Throw(block, null, facts);
                return null;
            case IInvocationOperation call when operation is IExpressionStatementOperation:
                Handle(IsAnswer(call, facts));
                break;
            case IDeconstructionAssignmentOperation or ICoalesceAssignmentOperation or IDynamicInvocationOperation or IReturnOperation:
                Handle(true);
                break;
            case ICompoundAssignmentOperation or IIncrementOrDecrementOperation:
                // A counter or a delay changes nothing in the next attempt; another port does.
                var target = (effect as ICompoundAssignmentOperation)?.Target ?? ((IIncrementOrDecrementOperation)effect).Target;
                Handle(target.Syntax.ToString().IndexOf("port", StringComparison.OrdinalIgnoreCase) >= 0);
                break;
        }

        return facts;
    }

    protected override void Return(BasicBlock block, IOperation? returned, FailureFacts facts)
    {
        foreach (var part in returned?.DescendantsAndSelf() ?? [])
        {
            facts = GoForConnection(block, part, IsAnswer(block, facts), facts);
        }

        if (returned is not null && !IsHelper && ReturnsResult)
        {
            Handle(IsAnswer(block, facts) || (_outcomes is not null && _outcomes.Tells(returned, facts)));
        }
    }

    protected override void Throw(BasicBlock block, IOperation? thrown, FailureFacts facts)
    {
        if (thrown is not null && facts.IsSingledOut && IsAnswer(block, facts))
        {
            var value = Tests.Evaluate(thrown, ref facts);
            if (value.Failure is not { IsCollision: true })
            {
                Handle(true);
                return;
            }
        }

        var caught = facts[typeof(ICaughtExceptionOperation)].Failure;
        var failure = thrown is null ? caught : Tests.Evaluate(thrown, ref facts).Failure ?? new Failure(thrown.Type, false);
        if (failure is not null && Rethrown is not null && IsAnswer(block, facts))
        {
            Handle(Rethrown(block, failure));
        }
    }

    protected override void Decline() => IsDeclined = true;

    /// <summary>The same attempt, or the method that makes it called anew with what it was called with.</summary>
    private bool IsSameAgain(IOperation operation) =>
        operation == origin?.Operation
        || context.IsConnect(operation)
        || (origin is not null
            && operation is IInvocationOperation call
            && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method?.OriginalDefinition)
            && call.Arguments.All(argument => argument.Value is IParameterReferenceOperation));

    private bool ReturnsResult =>
        method is { ReturnsVoid: false, ReturnType: var type }
        && (type is not INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.IsEmpty: true });

    private void Handle(bool isHandled)
    {
        if (isHandled)
        {
            IsHandled = true;
            IsDone = true;
        }
    }

    private bool IsAnswer(BasicBlock block, FailureFacts facts) =>
        _reachedAnyway is null || facts.IsChosen || !_reachedAnyway.Contains(block.Ordinal);

    private FailureFacts GoForConnection(BasicBlock block, IOperation part, bool isAnswer, FailureFacts facts)
    {
        switch (part)
        {
            case IInvocationOperation call when context.Helpers.GoesForConnection(call) ?? ResponseNames.IsConnect(ResponseNames.NameOf(call)):
                Handle(isAnswer || context.Types.IsSocket(call.TargetMethod.ContainingType) || !LeadsBack(block));
                return facts;
            case IInvocationOperation call when context.Helpers.Binds(call) ?? call.TargetMethod.Name.Contains("Bind"):
                return facts with { HasUnboundSocket = false };
            case IObjectCreationOperation { Type: var type } creation when context.Types.IsSocket(type) && !context.Types.IsTcpListener(type):
                var isBound = creation.Arguments.Any(argument => context.Types.IsEndPoint(argument.Value.Type));
                var connects = context.Types.IsTcpClient(type) && creation.Arguments.Length == 2;
                Handle(connects || !LeadsBack(block));
                return facts with { HasUnboundSocket = !isBound };
            default:
                return facts;
        }
    }

    private bool LeadsBack(BasicBlock block) => _leadsBack is not null && _leadsBack.Contains(block.Ordinal);

    private bool IsAnswer(ISimpleAssignmentOperation assignment, FailureFacts facts)
    {
        var value = Tests.Evaluate(assignment.Value, ref facts);
        if (value.Kind == ErrorValueKind.Exception
            || IsAboutException(assignment.Value, facts)
            || ResponseNames.IsReporter(assignment.Value.Type, method?.ContainingType))
        {
            return false;
        }

        switch (assignment.Target)
        {
            case IDiscardOperation:
                return assignment.Value is IInvocationOperation call && IsAnswer(call, facts);
            case ILocalReferenceOperation local when _outcomes is null || !_outcomes.IsOutside(local.Local):
                return false;
            case IMemberReferenceOperation { Member: var member, Instance: var instance }:
                if ((instance is not IInstanceReferenceOperation && ResponseNames.IsReporter(member.ContainingType, method?.ContainingType))
                    || (instance is not null && context.Types.IsSocket(instance.Type))
                    || (value.IsTrue == false && ResponseNames.IsStatusFlag(member.Name)))
                {
                    return false;
                }

                break;
        }

        // A new socket counts by what becomes of it.
        return !context.Types.IsSocket(assignment.Target.Type)
            || !(value.IsNull || assignment.Value is IObjectCreationOperation or IDefaultValueOperation);
    }

    /// <summary>The exception's text or number: to keep it is to report it.</summary>
    private bool IsAboutException(IOperation value, FailureFacts facts) => value switch
    {
        IPropertyReferenceOperation { Instance: { } instance } => Tests.Evaluate(instance, ref facts).Kind == ErrorValueKind.Exception,
        IInvocationOperation { Instance: { } instance, TargetMethod.Name: "ToString" } =>
            Tests.Evaluate(instance, ref facts).Kind == ErrorValueKind.Exception || IsAboutException(instance, facts),
        IConversionOperation { Operand: var operand } => IsAboutException(operand, facts),
        IInterpolatedStringOperation => true,
        IBinaryOperation { Type.SpecialType: SpecialType.System_String } => true,
        _ => false,
    };

    private bool IsAnswer(IInvocationOperation call, FailureFacts facts)
    {
        if (ResponseNames.IsNeutral(call, method?.ContainingType))
        {
            return false;
        }

        return context.AnswersIn(call, facts) ?? true;
    }
}

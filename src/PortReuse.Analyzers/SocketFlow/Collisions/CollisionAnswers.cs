using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>
/// What the code does on a path where the connect has failed, and that only the failure leads to. It answers the failure if it does more
/// than to report, to tidy up, to wait, and to do the same again.
/// </summary>
internal sealed class CollisionAnswers(SocketTypes types, TransferContext context, CollisionQuestion question)
{
    private readonly FailureSites _sites = new(context);

    public CollisionQuestion Question => question;

    /// <summary>The value of an operation; the parts of a statement that has been evaluated already are evaluated again.</summary>
    public Func<IOperation, Value> Evaluate { get; set; } = _ => Value.Unknown;

    private bool IsAnswer => _sites.Here().Any(site => site.IsAnswer && !site.IsMuted);

    private ITypeSymbol? Own => context.Frame.Body.Symbol?.ContainingType;

    /// <summary>
    /// Nothing more is to be found out on the way: a caller of the body that has caught the failure does not learn of it. Of more ways than
    /// are told apart, nothing is known.
    /// </summary>
    public bool IsDone(FlowState state, FlowBody body, bool isEnd)
    {
        isEnd &= state.IsAfterFailure && state.Failures.All(failure => failure.Body == body);
        question.Answer(state.IsAfterFailure && !state.Failures.Any());
        question.End(isEnd);
        return isEnd || question.IsAnswered;
    }

    /// <summary>The failure comes out here.</summary>
    public void Fail(IOperation origin, IEnumerable<ExceptionFact> exceptions, FlowState state)
    {
        var failures = exceptions.Select(
            exception => new FailureFact(exception, context.Frame.Body, context.Enclosing.Block, origin.Syntax));
        if (state.AfterFailures(failures) is { } failed)
        {
            context.MayThrow(failed);
        }
    }

    /// <summary>The same connect once more: that is an answer if the socket is a fresh one, and not bound to the port.</summary>
    public void ConnectAgain(Value socket, FlowState before)
    {
        question.Answer(socket.Sockets.Any(each => before.PastsOf(each).Any(past => past is { Bind: null, HasConnected: false })));
        question.End();
        context.Stop();
    }

    /// <summary>Some other connect.</summary>
    public void Connect() => question.Answer(_sites.Here().Any(site => !site.IsNested || site.IsAnswer || !site.LeadsBack));

    /// <summary>A new socket, on the way back to the connect, counts by what becomes of it.</summary>
    public void Create(IObjectCreationOperation creation, Value created)
    {
        var connects = types.IsTcpClient(creation.Type) && creation.Arguments.Length == 2;
        question.Answer(created.Sockets.All(socket => socket.Protocol != SocketProtocol.Datagram)
            && _sites.Here().Any(site => connects || !site.LeadsBack || (site.IsNested && site.IsAnswer)));
    }

    /// <summary>
    /// Code that is not followed goes for a connection, as its name says; or the method that has failed is called as it was itself.
    /// </summary>
    public void CallUnknown(IInvocationOperation call)
    {
        if (IsRunning(call.TargetMethod) && call.Arguments.All(argument => argument.Value is IParameterReferenceOperation))
        {
            question.End();
            context.Stop();
        }
        else if (ResponseNames.IsConnect(ResponseNames.NameOf(call)))
        {
            question.Answer(_sites.Here().Any(site => site.IsAnswer || !site.LeadsBack));
        }
    }

    /// <summary>Looks at what a statement has done, after it has been evaluated.</summary>
    public void Examine(IOperation operation, Value value)
    {
        if (!IsAnswer || !context.IsReachable)
        {
            return;
        }

        var effect = operation is IExpressionStatementOperation statement ? statement.Operation : operation;
        while (effect is IAwaitOperation awaited)
        {
            effect = awaited.Operation;
        }

        switch (effect)
        {
            case IInvocationOperation { TargetMethod: { Name: "Throw", ContainingType.Name: "ExceptionDispatchInfo" } }:
                if (Throw(null, Value.Unknown, context.State) is { } thrown)
                {
                    context.MayThrow(thrown);
                }

                context.Stop();
                break;
            case ISimpleAssignmentOperation assignment:
                question.Answer(IsAnswerBy(assignment, value));
                break;
            case IInvocationOperation call when operation is IExpressionStatementOperation:
                question.Answer(IsAnswerBy(call));
                break;
            case IDeconstructionAssignmentOperation or ICoalesceAssignmentOperation or IDynamicInvocationOperation or IReturnOperation:
                question.Answer();
                break;
            case ICompoundAssignmentOperation or IIncrementOrDecrementOperation:
                // A counter or a delay changes nothing in the next attempt; another port does.
                question.Answer(effect.ChildOperations.First().Syntax.ToString().IndexOf("port", StringComparison.OrdinalIgnoreCase) >= 0);
                break;
        }
    }

    /// <summary>The state that goes on where a block is left; null if none of its failures is still unanswered.</summary>
    public FlowState? Leave(ControlFlowBranch? branch, IOperation? carried, Value value, FlowState state)
    {
        switch (branch?.Semantics)
        {
            case ControlFlowBranchSemantics.Return when carried is not null:
                Return(carried, value);
                return state;
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                return Throw(carried, value, state);
            default:
                return state;
        }
    }

    /// <summary>A result that is made for the failure, or tells of it.</summary>
    private void Return(IOperation returned, Value value)
    {
        var yields = context.Frame.Body.Symbol is { ReturnsVoid: false, ReturnType: var type }
            && type is not INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.IsEmpty: true };
        question.Answer(yields && _sites.Here().Any(site => !site.IsNested && (site.IsAnswer || IsToldBy(returned, value, site.Failure))));
    }

    /// <summary>The state that a throwing handler passes outward; null if none of its failures is still unanswered.</summary>
    private FlowState? Throw(IOperation? thrown, Value value, FlowState state)
    {
        var failures = new List<FailureFact>();
        foreach (var site in _sites.Here().Where(site => site.IsAnswer))
        {
            var known = thrown is null ? [site.Failure.Exception] : value.Facts.OfType<ExceptionFact>();
            foreach (var exception in known.DefaultIfEmpty(new ExceptionFact(thrown?.Type, false)))
            {
                question.Answer(thrown is not null && site.Failure.IsIdentified && !exception.IsCollision);
                failures.Add(site.IsNested
                    ? new FailureFact(exception, context.Frame.Body, context.Enclosing.Block, (thrown ?? context.Frame.CallSite!).Syntax)
                    : new FailureFact(exception, site.Failure.Body, site.Failure.Block, site.Failure.Origin));
            }
        }

        question.End(failures.Count == 0);
        return state.AfterFailures(failures);
    }

    /// <summary>A value that tells of the failed connect: a variable, or the socket's own <c>Connected</c>.</summary>
    public bool IsFalse(IOperation operation, Value receiver) => context.State.IsAfterFailure && operation switch
    {
        ILocalReferenceOperation { Local: { Type.SpecialType: SpecialType.System_Boolean } local } =>
            context.State[Place.Of(local)] is not { HasFacts: true }
            && context.State.Failures.Any(failure => Outcomes.IsSuccess(local, failure)),
        IPropertyReferenceOperation { Property.Name: "Connected" } =>
            receiver is { HasFacts: true } && receiver.Sockets.All(question.Failed.Contains),
        _ => false,
    };

    private bool IsRunning(IMethodSymbol method)
    {
        for (var frame = context.Frame; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Body.Symbol?.OriginalDefinition, method.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>If the body of the call is followed, that body answers, or does not.</summary>
    private bool IsAnswerBy(IInvocationOperation call) => !context.Frame.HasFollowed(call) && !ResponseNames.IsNeutral(call, Own);

    private bool IsAnswerBy(ISimpleAssignmentOperation assignment, Value value)
    {
        if (IsOfException(value) || IsAboutException(assignment.Value) || ResponseNames.IsReporter(assignment.Value.Type, Own))
        {
            return false;
        }

        switch (assignment.Target)
        {
            case IDiscardOperation:
                return assignment.Value is IInvocationOperation call && IsAnswerBy(call);
            case ILocalReferenceOperation { Local: var local }
                when !_sites.Here().Any(site => !site.IsNested && IsKept(local, site.Failure)):
                return false;
            case IMemberReferenceOperation { Member: var member, Instance: var instance }:
                if ((instance is not IInstanceReferenceOperation && ResponseNames.IsReporter(member.ContainingType, Own))
                    || (instance is not null && types.IsSocket(instance.Type))
                    || (assignment.Value.ConstantValue is { HasValue: true, Value: false } && ResponseNames.IsStatusFlag(member.Name)))
                {
                    return false;
                }

                break;
        }

        // A new socket counts by what becomes of it.
        var isMade = value is { Facts: [NullFact], MayBeOther: false }
            || assignment.Value is IObjectCreationOperation or IDefaultValueOperation;
        return !types.IsSocket(assignment.Target.Type) || !isMade;
    }

    /// <summary>The variable is there before the failure, and after it.</summary>
    private static bool IsKept(ILocalSymbol local, FailureFact failure) =>
        failure.Statement is not null && local.Locations[0].SourceSpan.Start < failure.Origin.SpanStart;

    private static bool IsOfException(Value value) => value.Facts.Any(fact => fact is ExceptionFact);

    /// <summary>The exception's text or number: to keep it is to report it.</summary>
    private bool IsAboutException(IOperation value) => value switch
    {
        IPropertyReferenceOperation { Instance: { } instance } => IsOfException(Evaluate(instance)),
        IInvocationOperation { Instance: { } instance, TargetMethod.Name: "ToString" } =>
            IsOfException(Evaluate(instance)) || IsAboutException(instance),
        IConversionOperation { Operand: var operand } => IsAboutException(operand),
        IInterpolatedStringOperation => true,
        IBinaryOperation { Type.SpecialType: SpecialType.System_String } => true,
        _ => false,
    };

    /// <summary>The returned value differs by whether the connect went well.</summary>
    private static bool IsToldBy(IOperation returned, Value value, FailureFact failure) => returned switch
    {
        IConversionOperation { Operand: var operand } => IsToldBy(operand, value, failure),
        IPropertyReferenceOperation { Property.Name: "Connected" } => true,
        ILocalReferenceOperation { Local: var local } =>
            value is { Facts: [NullFact], MayBeOther: false } || Outcomes.AreToldBy(local, failure),
        _ => false,
    };
}

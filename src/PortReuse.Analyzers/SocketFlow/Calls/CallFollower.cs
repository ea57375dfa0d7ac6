using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Collisions;
using PortReuse.Analyzers.SocketFlow.Conditions;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Calls;

/// <summary>
/// Follows calls into the code of the compilation. Delegates and local functions are <see cref="DelegateCalls"/>' business, code that is
/// not followed is <see cref="UnknownCode"/>'s.
/// </summary>
internal sealed class CallFollower(
    INamedTypeSymbol analyzed,
    CompilationScope scope,
    TransferContext context,
    ConditionRefiner conditions,
    FlowBudget budget,
    CollisionAnswers? answers,
    Func<FlowFrame, FlowState, FlowResult> run,
    CancellationToken cancellation)
{
    /// <summary>A member of a socket type that does more than to forward, a handshake with a proxy say, is not followed.</summary>
    private const int MaxBlocksOfOwn = 8;

    private Construction? _construction;
    private DelegateCalls? _delegates;
    private FailedTasks? _failed;
    private UnknownCode? _unknown;

    /// <summary>The endpoints that a <c>BindIPEndPointDelegate</c> returns.</summary>
    public List<ReturnedValue> CallbackEndPoints { get; } = [];

    public ConditionRefiner Conditions { get; } = conditions;

    public LocalBodies Bodies { get; } = new();

    /// <summary>The methods of the compilation that calls have been followed into.</summary>
    public HashSet<ISymbol> Followed { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The methods that a delegate has been made of: their callers are not in sight.</summary>
    public HashSet<ISymbol> DelegateTargets { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>No socket connects in the analyzed type.</summary>
    public bool NeverConnect => scope.Methods.MembersOf(analyzed).NeverConnects;

    public DelegateCalls Delegates => _delegates ??= new(scope.Types, scope.Methods, context, this, cancellation);

    /// <summary>The tasks in which the connect has failed that is asked about; null in a walk that is not asked about any.</summary>
    public FailedTasks? Failed => answers is null ? null : _failed ??= new(scope, context, this, answers, cancellation);

    public FoundPorts Ports => field ??= new(scope.Types, context);

    public CallChoice Choice => field ??= new(scope.Methods, context, this);

    private UnknownCode Unknown => _unknown ??= new(scope.Types, scope.Methods, context, this);

    private Construction Constructions => _construction ??= new(scope.Methods, context, this, cancellation);

    /// <summary>Any call but those on sockets.</summary>
    public Value Invoke(IInvocationOperation invocation, Value instance, Value[] arguments)
    {
        var method = invocation.TargetMethod;
        if (method.MethodKind == MethodKind.LocalFunction && Bodies.OfLocalFunction(method, context.Frame.Body) is { } body)
        {
            return Delegates.Run(invocation, new DelegateFact(body, context.Frame, Systems.All), isCertain: true, arguments);
        }

        if (method.MethodKind == MethodKind.DelegateInvoke && instance.Facts.Any(fact => fact is DelegateFact))
        {
            return Delegates.RunAll(invocation, instance, isCertain: !instance.MayBeOther && instance.Facts.Length == 1, arguments);
        }

        if (Delegates.FromAsync(invocation, arguments) is { } begun)
        {
            return begun;
        }

        if (CallSites.IsStart(method))
        {
            Delegates.Start(invocation, instance);
        }

        if (Tasks.PassesOn(method) || FoundPorts.IsPassedOn(method, instance))
        {
            return method.IsStatic ? arguments[0] : instance;
        }

        return CallEach(invocation, method, invocation.Instance, instance, arguments, invocation.Arguments)
            ?? Unknown.Call(invocation, method, instance, invocation.Arguments, arguments);
    }

    /// <summary>A member that a socket type of the program's own has; null where it is not followed.</summary>
    public Value? CallOwn(IInvocationOperation call, Value instance, Value[] arguments) =>
        context.ReceiverOf(call.Instance, instance) is { IsKnown: true } receiver
        && scope.Methods.BodyOf(call.TargetMethod, cancellation) is { Graph.Blocks.Length: <= MaxBlocksOfOwn }
            ? RunMethod(call, call.TargetMethod, receiver, arguments)
            : null;

    /// <summary>A constructor, of anything but a socket. An object with sockets or endpoints in it is followed.</summary>
    public Value Create(IObjectCreationOperation creation, Value[] arguments)
    {
        if (creation.Constructor is not { } constructor)
        {
            return Value.Unknown;
        }

        if (!scope.Methods.IsFollowed(creation.Type))
        {
            if (CallMethod(creation, constructor, FlowReceiver.Unknown, arguments, creation.Arguments) is null)
            {
                Unknown.Call(creation, constructor, Value.None, creation.Arguments, arguments);
            }

            return DelegateCalls.Started(creation, arguments);
        }

        var created = context.CreateObject(creation, creation.Type);
        created.PortZeroCall ??= context.Frame.PortZeroCall ?? (arguments.Any(value => value.MayBePortZero) ? creation : null);
        if (!Constructions.Run(creation, constructor, new(false, Place.Of(created)), arguments))
        {
            Unknown.Call(creation, constructor, Value.None, creation.Arguments, arguments);
        }

        return Value.Of(new ObjectFact(created));
    }

    /// <summary>A property whose getter does more than to read a field.</summary>
    public Value Get(IPropertyReferenceOperation reference, Value instance) =>
        reference.Property.GetMethod is { } getter && (context.IsOfInterest(reference.Property.Type) || scope.Methods.UsesSockets(getter))
            ? CallEach(reference, getter, reference.Instance, instance, [], ImmutableArray<IArgumentOperation>.Empty)
            ?? context.FromUnknown(reference)
            : context.FromUnknown(reference);

    /// <summary>A property whose setter does more than to write a field; false where it is not followed.</summary>
    public bool Set(IPropertyReferenceOperation reference, Value instance, Value value) =>
        reference.Property.SetMethod is { IsImplicitlyDeclared: false } setter
        && CallEach(reference, setter, reference.Instance, instance, [value], ImmutableArray<IArgumentOperation>.Empty) is not null;

    public void Store(IOperation target, Value value, Value? owner = null)
    {
        if (target is IDiscardOperation)
        {
            return;
        }

        Ports.Store(target, value);
        if (context.PlaceOf(target, context.State, owner) is { } place)
        {
            context.Store(place, value);
            if (place.IsShared)
            {
                Delegates.RunUnseen(target, value);
            }
        }
        else
        {
            Escape(target, value);
        }
    }

    /// <summary>The value goes where it is not followed; a delegate may run there.</summary>
    public void Escape(IOperation operation, Value value)
    {
        Delegates.RunUnseen(operation, value);
        Ports.Yield(operation, value);
        context.PutUntracked(value);
    }

    /// <summary>
    /// A call on what may be one of several objects happens to each of them, as what is done to one of several sockets does; null where
    /// it is not followed. What an extension is called on is one of its arguments, the last one.
    /// </summary>
    private Value? CallEach(
        IOperation call, IMethodSymbol method, IOperation? instance, Value value,
            Value[] arguments, ImmutableArray<IArgumentOperation> argumentOperations)
    {
        if (ExtensionBlocks.HasReceiver(method))
        {
            return CallMethod(call, method, FlowReceiver.Unknown, [.. arguments, value], argumentOperations);
        }

        if (ExtensionBlocks.MemberOf(method) is { } member)
        {
            return CallMethod(
                call, member, FlowReceiver.Unknown, member.IsStatic ? arguments : [.. arguments.Skip(1), arguments[0]], argumentOperations);
        }

        if (value.Objects is not { Count: > 1 } objects)
        {
            return CallMethod(call, method, context.ReceiverOf(instance, value), arguments, argumentOperations);
        }

        Value? returned = null;
        foreach (var receiver in objects)
        {
            if (CallMethod(call, method, new(false, Place.Of(receiver)), arguments, argumentOperations) is not { } result)
            {
                return null;
            }

            returned = returned?.Join(result) ?? result;
        }

        return returned;
    }

    /// <summary>Follows a call into a method of the compilation; null where there is none to follow, or no need to.</summary>
    private Value? CallMethod(
        IOperation call, IMethodSymbol method, FlowReceiver receiver,
            Value[] arguments, ImmutableArray<IArgumentOperation> argumentOperations)
    {
        if (!Choice.IsWorthFollowing(method, receiver, arguments))
        {
            return null;
        }

        // The initializers of the analyzed type itself have run before any of its constructors.
        if (method.MethodKind == MethodKind.Constructor
            && (receiver.Place is not null
                || !SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Frame.Body.Symbol?.ContainingType)))
        {
            return Constructions.Run(call, method, receiver, arguments) ? Value.Unknown : null;
        }

        if (RunMethod(call, method, receiver, arguments) is not { } returned)
        {
            return null;
        }

        Parameters.TakeBack(this, context, argumentOperations);
        return returned;
    }

    /// <summary>Null where there is no body to run, it is too large, or it would be recursion.</summary>
    public Value? RunMethod(IOperation call, IMethodSymbol method, FlowReceiver receiver, Value[] arguments)
    {
        if (!budget.MayFollow(method)
            || scope.Methods.BodyOf(method, cancellation) is not { } body
            || context.Frame.CallMethod(call, body, receiver,
                arguments.Any(value => value.MayBePortZero), context.Enclosing) is not { } frame)
        {
            return null;
        }

        // A method that is for one system is called on that system only.
        Followed.Add(body.Symbol!);
        if (context.State.On(scope.SystemsOf(method)) is not { } state)
        {
            return Value.Unknown;
        }

        context.SetState(state);
        return Run(call, frame, isCertain: true, arguments);
    }

    /// <summary>Runs a body with its arguments here, and takes what comes of it.</summary>
    public Value Run(IOperation callSite, FlowFrame frame, bool isCertain, Value[] arguments)
    {
        Parameters.Pass(context, frame.Body.Symbol, arguments);
        var input = context.State;
        var result = run(frame, input);
        if (callSite is IDelegateCreationOperation { Type: var made }
            && SymbolEqualityComparer.Default.Equals(made, scope.Types.EndPointCallback))
        {
            CallbackEndPoints.AddRange(result.Returns);
        }

        var (exit, thrown, returned) =
            (result.Exit?.Return(frame.Body.OwnParameters), result.Thrown?.Return(frame.Body.OwnParameters), result.Returned);
        if (thrown?.IsAfterFailure == true)
        {
            (exit, returned) = Failed!.Leave(callSite, frame, thrown, exit, returned);
        }
        else if (thrown is not null)
        {
            context.MayThrow(thrown);
        }

        if (exit is not null)
        {
            context.SetState(isCertain ? exit : input.Join(exit, context.Values.Initial));
        }
        else if (isCertain)
        {
            context.Stop();
        }

        return returned.IsNone ? Value.Unknown : returned;
    }
}

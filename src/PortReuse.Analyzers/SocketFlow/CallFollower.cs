using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>
/// Follows calls: into local functions and lambdas, into methods of the compilation, and, for all other code, knows what it
/// may do at the worst.
/// </summary>
internal sealed class CallFollower(
    INamedTypeSymbol analyzed,
    SocketTypes types,
    FlowCursor cursor,
    ConditionRefiner conditions,
    FlowBudget budget,
    Func<FlowFrame, FlowState, FlowResult> run,
    CancellationToken cancellation)
{
    /// <summary>A member of a socket type that does more than to forward, a handshake with a proxy say, is not followed.</summary>
    private const int MaxBlocksOfOwn = 8;

    private Construction? _construction;

    /// <summary>The endpoints that a <c>BindIPEndPointDelegate</c> returns.</summary>
    public List<ReturnedValue> CallbackEndPoints { get; } = [];

    public LocalBodies Bodies { get; } = new();

    /// <summary>The methods of the compilation that calls have been followed into.</summary>
    public HashSet<ISymbol> Followed { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The methods that a delegate has been made of: who calls them, and when, is not seen.</summary>
    public HashSet<ISymbol> HandedOver { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>No socket connects in the analyzed type.</summary>
    public bool NeverConnect => types.Methods.MembersOf(analyzed).NeverConnects;

    private Construction Constructions => _construction ??= new(types, cursor, this, cancellation);

    /// <summary>Any call but those on sockets.</summary>
    public Value Invoke(IInvocationOperation invocation, Value instance, Value[] arguments)
    {
        var method = invocation.TargetMethod;
        if (method.MethodKind == MethodKind.LocalFunction && Bodies.OfLocalFunction(method, cursor.Frame.Body) is { } body)
        {
            return Run(invocation, new DelegateFact(body, cursor.Frame, Systems.All), isCertain: true, arguments);
        }

        if (method.MethodKind == MethodKind.DelegateInvoke && instance.Facts.Any(fact => fact is DelegateFact))
        {
            return RunDelegates(invocation, instance, isCertain: !instance.MayBeOther && instance.Facts.Length == 1, arguments);
        }

        if (FromAsync(invocation, arguments) is { } begun)
        {
            return begun;
        }

        if (Tasks.PassesOn(method))
        {
            return method.IsStatic ? arguments[0] : instance;
        }

        return CallEach(invocation, method, invocation.Instance, instance, arguments, invocation.Arguments)
            ?? CallUnknown(invocation, method, instance, invocation.Arguments, arguments);
    }

    /// <summary>
    /// <c>FromAsync(begin, end, argument, state)</c> calls the first with the argument, a callback and the state, which may well be the
    /// socket; null for all other calls.
    /// </summary>
    private Value? FromAsync(IInvocationOperation call, Value[] arguments)
    {
        if (call.TargetMethod is not { Name: "FromAsync", ContainingType.Name: "TaskFactory", Parameters: [{ Name: "beginMethod" }, ..] } method
            || ArgumentOrder.Of(call) is not [var begin, ..])
        {
            return null;
        }

        var passed = method.Parameters
            .Where(parameter => parameter.Name.StartsWith("arg", StringComparison.Ordinal))
            .Select(parameter => arguments[parameter.Ordinal])
            .Append(Value.Unknown)
            .Concat(method.Parameters.Where(parameter => parameter.Name == "state").Select(parameter => arguments[parameter.Ordinal]))
            .ToArray();
        return begin is IDelegateCreationOperation { Target: IMethodReferenceOperation { Instance: var instance, Method: var named } }
            ? RunMethod(call, named, ReceiverOf(instance, Value.None), passed)
            : arguments[0].Facts.Any(fact => fact is DelegateFact) ? RunDelegates(call, arguments[0], isCertain: true, passed) : null;
    }

    /// <summary>A member that a socket type of the program's own has; null where it is not followed.</summary>
    public Value? CallOwn(IInvocationOperation call, Value instance, Value[] arguments) =>
        ReceiverOf(call.Instance, instance) is { IsKnown: true } receiver
        && types.Methods.BodyOf(call.TargetMethod, cancellation) is { Graph.Blocks.Length: <= MaxBlocksOfOwn }
            ? RunMethod(call, call.TargetMethod, receiver, arguments)
            : null;

    /// <summary>A constructor, of anything but a socket. An object with sockets or endpoints in it is followed.</summary>
    public Value Create(IObjectCreationOperation creation, Value[] arguments)
    {
        if (creation.Constructor is not { } constructor)
        {
            return Value.Unknown;
        }

        if (!types.Methods.IsFollowed(creation.Type))
        {
            if (CallMethod(creation, constructor, FlowReceiver.Unknown, arguments, creation.Arguments) is null)
            {
                CallUnknown(creation, constructor, Value.None, creation.Arguments, arguments);
            }

            return Value.Unknown;
        }

        var created = cursor.CreateObject(creation, creation.Type);
        if (!Constructions.Run(creation, constructor, new(false, Place.Of(created)), arguments))
        {
            CallUnknown(creation, constructor, Value.None, creation.Arguments, arguments);
        }

        return Value.Of(new ObjectFact(created));
    }

    /// <summary>A property whose getter does more than to read a field.</summary>
    public Value Get(IPropertyReferenceOperation reference, Value instance) =>
        reference.Property.GetMethod is { } getter && (cursor.IsOfInterest(reference.Property.Type) || types.Methods.UsesSockets(getter))
            ? CallEach(reference, getter, reference.Instance, instance, [], ImmutableArray<IArgumentOperation>.Empty) ?? cursor.FromUnknown(reference)
            : cursor.FromUnknown(reference);

    /// <summary>A property whose setter does more than to write a field; false where it is not followed.</summary>
    public bool Set(IPropertyReferenceOperation reference, Value instance, Value value) =>
        reference.Property.SetMethod is { IsImplicitlyDeclared: false } setter
        && CallEach(reference, setter, reference.Instance, instance, [value], ImmutableArray<IArgumentOperation>.Empty) is not null;

    public Value Delegate(IDelegateCreationOperation creation, Value target)
    {
        if (creation.Target is IMethodReferenceOperation { Method: var named })
        {
            HandedOver.Add(named.OriginalDefinition);
        }

        var value = creation.Target switch
        {
            IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } method }
                when Bodies.OfLocalFunction(method, cursor.Frame.Body) is { } body => Value.Of(new DelegateFact(body, cursor.Frame, cursor.State.Systems)),
            IMethodReferenceOperation => Value.Unknown,
            _ => target,
        };

        if (SymbolEqualityComparer.Default.Equals(creation.Type, types.EndPointCallback))
        {
            foreach (var fact in value.Facts.OfType<DelegateFact>())
            {
                Run(creation, fact, isCertain: false, []);
            }
        }

        return value;
    }

    public void Store(IOperation target, Value value, Value? owner = null)
    {
        if (target is IDiscardOperation)
        {
            return;
        }

        if (cursor.PlaceOf(target, cursor.State, owner) is { } place)
        {
            cursor.Store(place, value);
            if (place.IsShared)
            {
                RunDelegates(target, value, isCertain: false);
            }
        }
        else
        {
            HandOver(target, value);
        }
    }

    /// <summary>The value goes where it is not followed; a delegate may run there.</summary>
    public void HandOver(IOperation operation, Value value)
    {
        RunDelegates(operation, value, isCertain: false);
        cursor.PutElsewhere(value);
    }

    /// <summary>
    /// A call on what may be one of several objects happens to each of them, as what is done to one of several sockets does; null where
    /// it is not followed. What an extension is called on is one of its arguments, the last one.
    /// </summary>
    private Value? CallEach(
        IOperation call, IMethodSymbol method, IOperation? instance, Value value, Value[] arguments, ImmutableArray<IArgumentOperation> argumentOperations)
    {
        if (ExtensionBlocks.HasReceiver(method))
        {
            return CallMethod(call, method, FlowReceiver.Unknown, [.. arguments, value], argumentOperations);
        }

        if (ExtensionBlocks.MemberOf(method) is { } member)
        {
            return CallMethod(call, member, FlowReceiver.Unknown, member.IsStatic ? arguments : [.. arguments.Skip(1), arguments[0]], argumentOperations);
        }

        if (value.Objects is not { Count: > 1 } objects)
        {
            return CallMethod(call, method, ReceiverOf(instance, value), arguments, argumentOperations);
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
        IOperation call, IMethodSymbol method, FlowReceiver receiver, Value[] arguments, ImmutableArray<IArgumentOperation> argumentOperations)
    {
        var isGivenSockets = arguments.Any(value => value.Facts.Any(fact => fact is SocketFact or DelegateFact or ObjectFact));
        var isOnKnownObject = method.IsStatic || ExtensionBlocks.HasReceiver(method) || receiver.IsItself || receiver.Place?.Object is not null;
        if (!isGivenSockets && !ReturnsWhatMatters(method) && !(isOnKnownObject && types.Methods.UsesSockets(method)))
        {
            return null;
        }

        // The initializers of the analyzed type itself have run before any of its constructors.
        if (method.MethodKind == MethodKind.Constructor
            && (receiver.Place is not null || !SymbolEqualityComparer.Default.Equals(method.ContainingType, cursor.Frame.Body.Symbol?.ContainingType)))
        {
            return Constructions.Run(call, method, receiver, arguments) ? Value.Unknown : null;
        }

        if (RunMethod(call, method, receiver, arguments) is not { } returned)
        {
            return null;
        }

        foreach (var argument in argumentOperations)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref } parameter)
            {
                Store(argument.Value, cursor.State[Place.Of(parameter.OriginalDefinition)] ?? Value.Unknown);
            }
        }

        return returned;
    }

    /// <summary>Null where there is no body to run, it is too large, or it would be recursion.</summary>
    public Value? RunMethod(IOperation call, IMethodSymbol method, FlowReceiver receiver, Value[] arguments)
    {
        if (!budget.MayFollow(method)
            || types.Methods.BodyOf(method, cancellation) is not { } body
            || cursor.Frame.CallMethod(call, body, receiver, arguments.Any(PassesPortZero), cursor.Around) is not { } frame)
        {
            return null;
        }

        // A method that is for one system is called on that system only.
        Followed.Add(body.Symbol!);
        if (conditions.OnSystems(types.SystemsOf(method), call, cursor.State) is not { } state)
        {
            return Value.Unknown;
        }

        cursor.Resume(state);
        return Run(call, frame, isCertain: true, arguments);
    }

    /// <summary>What <c>this</c> is in the method that is called.</summary>
    private FlowReceiver ReceiverOf(IOperation? instance, Value value) => instance switch
    {
        null => FlowReceiver.Unknown,
        IInstanceReferenceOperation => cursor.Frame.Receiver,
        _ => new(false, value.OnlyObject is { } followed ? Place.Of(followed) : cursor.PlaceOf(instance, cursor.State)),
    };

    /// <summary>
    /// Code that is not followed. The framework's does nothing to a socket that it is not told to; any other may do
    /// anything to the sockets that it is given, and a delegate or a member of the type itself to those that the type holds.
    /// </summary>
    private Value CallUnknown(
        IOperation call,
        IMethodSymbol method,
        Value instance,
        ImmutableArray<IArgumentOperation> argumentOperations,
        Value[] arguments)
    {
        var isFramework = method.MethodKind != MethodKind.DelegateInvoke && method.ContainingType.IsOfFramework();
        var given = arguments.Aggregate(instance, (all, value) => all.Join(value));
        if (!isFramework)
        {
            var reachesHeldSockets = (method.MethodKind == MethodKind.DelegateInvoke && !CallSites.IsOnlyTold(method, instance)) || IsUnknownMemberOfItself(method);
            var reachable = reachesHeldSockets ? cursor.SocketsIn(given).Concat(cursor.State.SharedSockets).Distinct() : cursor.SocketsIn(given);
            cursor.Record(Value.Of(reachable.Select(socket => new SocketFact(socket)), false), () => new(SocketEventKind.Escaped, call, SourceNames.Of(call)));
            if (reachesHeldSockets)
            {
                cursor.Resume(cursor.State.ForgetShared());
            }
        }

        if (!isFramework && ExtensionBlocks.HasReceiver(method))
        {
            HandOver(call, instance);
        }

        foreach (var argument in argumentOperations)
        {
            var value = argument.Parameter is { } parameter && parameter.Ordinal < arguments.Length ? arguments[parameter.Ordinal] : Value.Unknown;
            RunDelegates(argument, value, isCertain: false);
            if (argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref)
            {
                Store(argument.Value, cursor.FromUnknown(argument));
            }
            else if (!isFramework)
            {
                HandOver(argument, value);
            }
        }

        return cursor.FromUnknown(call);
    }

    private Value RunDelegates(IOperation callSite, Value value, bool isCertain, params Value[] arguments)
    {
        var result = Value.None;
        foreach (var fact in value.Facts.OfType<DelegateFact>())
        {
            result = result.Join(Run(callSite, fact, isCertain, arguments));
        }

        return result.IsNone ? Value.Unknown : result;
    }

    /// <summary>Runs a lambda or local function here. One that is only handed over may run, or may not.</summary>
    private Value Run(IOperation callSite, DelegateFact nested, bool isCertain, Value[] arguments)
    {
        var around = CallSites.IsAssertedToThrow(callSite) ? cursor.Around with { IsFailureReceived = true } : cursor.Around;
        if (cursor.Frame.CallNested(callSite, nested, arguments.Any(PassesPortZero), around) is not { } frame)
        {
            return Value.Unknown;
        }

        Bodies.MarkRun(nested.Body);
        var systems = cursor.State.Systems;
        if ((systems & nested.On) == Systems.None)
        {
            return Value.Unknown;
        }

        cursor.Resume(cursor.State.With(systems & nested.On));
        var returned = Run(callSite, frame, isCertain, arguments);
        cursor.Resume(cursor.State.With(systems));
        return returned;
    }

    /// <summary>Runs a body with its arguments here, and takes what comes of it.</summary>
    public Value Run(IOperation callSite, FlowFrame frame, bool isCertain, Value[] arguments)
    {
        foreach (var parameter in frame.Body.Symbol?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty)
        {
            cursor.Store(Place.Of(parameter), parameter.Ordinal < arguments.Length ? arguments[parameter.Ordinal] : Value.Unknown);
        }

        if (ExtensionBlocks.ReceiverOf(frame.Body.Symbol) is { } receiver)
        {
            cursor.Store(Place.Of(receiver), arguments.Length > frame.Body.Symbol!.Parameters.Length ? arguments[arguments.Length - 1] : Value.Unknown);
        }

        var input = cursor.State;
        var result = run(frame, input);
        if (callSite is IDelegateCreationOperation)
        {
            CallbackEndPoints.AddRange(result.Returns);
        }

        if (result.Thrown is { } thrown)
        {
            cursor.MayThrow(thrown);
        }

        if (result.Exit is { } exit)
        {
            cursor.Resume(isCertain ? exit : input.Join(exit, cursor.Values.Initial));
        }
        else if (isCertain)
        {
            cursor.Stop();
        }

        return result.Returned.IsNone ? Value.Unknown : result.Returned;
    }

    private bool ReturnsWhatMatters(IMethodSymbol method)
    {
        var type = method.ReturnType is INamedTypeSymbol { TypeArguments: [var result] } ? result : method.ReturnType;
        return types.IsSocket(type) || types.IsEndPoint(type) || types.Methods.IsFollowed(type);
    }

    private static bool PassesPortZero(Value argument) =>
        argument.Facts.Any(fact => fact is NumberFact { Number: 0 } or EndPointFact { PortIsZero: true });

    /// <summary>A member of the analyzed type that was not followed although it has to do with the type's sockets.</summary>
    private bool IsUnknownMemberOfItself(IMethodSymbol method) =>
        !method.IsStatic
        && !ExtensionBlocks.HasReceiver(method)
        && method.DeclaringSyntaxReferences.Length > 0
        && types.Methods.UsesSockets(method);
}

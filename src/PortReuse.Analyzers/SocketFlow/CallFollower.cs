using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>
/// Follows calls: into local functions and lambdas, into methods of the compilation, and, for all other code, knows what it
/// may do at the worst.
/// </summary>
internal sealed class CallFollower(
    SocketTypes types, FlowCursor cursor, Func<FlowFrame, FlowState, FlowResult> run, CancellationToken cancellation)
{
    /// <summary>The endpoints that a <c>BindIPEndPointDelegate</c> returns.</summary>
    public List<ReturnedValue> CallbackEndPoints { get; } = [];

    public LocalBodies Bodies { get; } = new();

    /// <summary>Any call but those on sockets.</summary>
    public Value Invoke(IInvocationOperation invocation, Value instance, Value[] arguments)
    {
        var method = invocation.TargetMethod;
        if (method.MethodKind == MethodKind.LocalFunction && Bodies.OfLocalFunction(method, cursor.Frame.Body) is { } body)
        {
            return Run(invocation, new DelegateFact(body, cursor.Frame), isCertain: true, arguments);
        }

        if (method.MethodKind == MethodKind.DelegateInvoke && instance.Facts.Any(fact => fact is DelegateFact))
        {
            return RunDelegates(invocation, instance, isCertain: !instance.MayBeOther && instance.Facts.Length == 1, arguments);
        }

        return CallMethod(invocation, method, invocation.Instance, arguments, invocation.Arguments)
            ?? CallUnknown(invocation, method, instance, invocation.Arguments, arguments);
    }

    /// <summary>A constructor, of anything but a socket.</summary>
    public void Create(IObjectCreationOperation creation, Value[] arguments)
    {
        if (creation.Constructor is { } constructor
            && CallMethod(creation, constructor, null, arguments, creation.Arguments) is null)
        {
            CallUnknown(creation, constructor, Value.None, creation.Arguments, arguments);
        }
    }

    /// <summary>A property whose getter does more than to read a field.</summary>
    public Value Get(IPropertyReferenceOperation reference) =>
        reference.Property.GetMethod is { } getter && cursor.IsOfInterest(reference.Property.Type)
            ? CallMethod(reference, getter, reference.Instance, [], ImmutableArray<IArgumentOperation>.Empty) ?? cursor.FromUnknown(reference)
            : cursor.FromUnknown(reference);

    public Value Delegate(IDelegateCreationOperation creation, Value target)
    {
        var value = creation.Target switch
        {
            IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } method }
                when Bodies.OfLocalFunction(method, cursor.Frame.Body) is { } body => Value.Of(new DelegateFact(body, cursor.Frame)),
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

    public void Store(IOperation target, Value value)
    {
        if (target is IDiscardOperation)
        {
            return;
        }

        if (cursor.PlaceOf(target, cursor.State) is { } place)
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

    /// <summary>Follows a call into a method of the compilation; null where there is none to follow, or no need to.</summary>
    private Value? CallMethod(
        IOperation call, IMethodSymbol method, IOperation? instance, Value[] arguments, ImmutableArray<IArgumentOperation> argumentOperations)
    {
        var isGivenSockets = arguments.Any(value => value.Facts.Any(fact => fact is SocketFact or DelegateFact));
        var isOnItself = instance is IInstanceReferenceOperation && cursor.Frame.Receiver.IsItself;
        if (!isGivenSockets && !ReturnsWhatMatters(method) && !(isOnItself && types.Methods.UsesHeldSockets(method, types)))
        {
            return null;
        }

        var receiver = isOnItself ? FlowReceiver.Itself
            : instance is IInstanceReferenceOperation ? cursor.Frame.Receiver
            : new FlowReceiver(false, instance is null ? null : cursor.PlaceOf(instance, cursor.State));
        if (types.Methods.BodyOf(method, cancellation) is not { } body
            || cursor.Frame.CallMethod(call, body, receiver, arguments.Any(PassesPortZero), cursor.IsExceptionSeen) is not { } frame)
        {
            return null;
        }

        var returned = Run(call, frame, isCertain: true, arguments);
        foreach (var argument in argumentOperations)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref } parameter)
            {
                Store(argument.Value, cursor.State[Place.Of(parameter.OriginalDefinition)] ?? Value.Unknown);
            }
        }

        return returned;
    }

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
        var isFramework = method.MethodKind != MethodKind.DelegateInvoke && IsFramework(method.ContainingType);
        var given = arguments.Aggregate(instance, (all, value) => all.Join(value));
        if (!isFramework)
        {
            var reachesHeldSockets = method.MethodKind == MethodKind.DelegateInvoke || IsUnknownMemberOfItself(method);
            var reachable = reachesHeldSockets ? given.Sockets.Concat(cursor.State.SharedSockets).Distinct() : given.Sockets;
            cursor.Record(Value.Of(reachable.Select(socket => new SocketFact(socket)), false), () => new(SocketEventKind.Escaped, call, SourceNames.Of(call)));
            if (reachesHeldSockets)
            {
                cursor.Resume(cursor.State.ForgetShared());
            }
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
        if (cursor.Frame.CallNested(callSite, nested, cursor.IsExceptionSeen) is not { } frame)
        {
            return Value.Unknown;
        }

        Bodies.MarkRun(nested.Body);
        return Run(callSite, frame, isCertain, arguments);
    }

    private Value Run(IOperation callSite, FlowFrame frame, bool isCertain, Value[] arguments)
    {
        foreach (var parameter in frame.Body.Symbol?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty)
        {
            cursor.Store(Place.Of(parameter), parameter.Ordinal < arguments.Length ? arguments[parameter.Ordinal] : Value.Unknown);
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
        return types.IsSocket(type) || types.IsEndPoint(type);
    }

    private static bool PassesPortZero(Value argument) =>
        argument.Facts.Any(fact => fact is NumberFact { Number: 0 } or EndPointFact { PortIsZero: true });

    /// <summary>A member of the analyzed type that was not followed although it has to do with the type's sockets.</summary>
    private bool IsUnknownMemberOfItself(IMethodSymbol method) =>
        !method.IsStatic
        && method.DeclaringSyntaxReferences.Length > 0
        && types.Methods.UsesHeldSockets(method, types);

    private static bool IsFramework(INamedTypeSymbol? type)
    {
        if (type is null || type.DeclaringSyntaxReferences.Length > 0)
        {
            return false;
        }

        var outermost = type.ContainingNamespace;
        while (outermost is { ContainingNamespace: { IsGlobalNamespace: false } containing })
        {
            outermost = containing;
        }

        return outermost?.Name is "System" or "Microsoft";
    }
}

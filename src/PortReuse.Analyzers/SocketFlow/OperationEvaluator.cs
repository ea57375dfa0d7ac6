using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>
/// Runs one operation after the other: what each is worth, what it stores where, and what it does to sockets. What a call on
/// a socket means is <see cref="SocketCalls"/>' business.
/// </summary>
internal sealed class OperationEvaluator
{
    private readonly SocketTypes _types;
    private readonly HistoryRecorder _recorder;
    private readonly Func<FlowFrame, FlowState, FlowResult> _run;
    private readonly SocketCalls _socketCalls;
    private readonly LocalBodies _bodies = new();

    public OperationEvaluator(
        SocketTypes types, KnownValues values, HistoryRecorder recorder, Func<FlowFrame, FlowState, FlowResult> run)
    {
        _types = types;
        _recorder = recorder;
        _run = run;
        Values = values;
        _socketCalls = new SocketCalls(types, this);
    }

    public KnownValues Values { get; }

    public FlowFrame Frame { get; private set; } = null!;

    public FlowState State { get; private set; } = FlowState.Empty;

    /// <summary>What holds if one of the operations throws; null if none can.</summary>
    public FlowState? Thrown { get; private set; }

    /// <summary>False after a call that never returns.</summary>
    public bool IsReachable { get; private set; }

    /// <summary>The endpoints that a <c>BindIPEndPointDelegate</c> returns.</summary>
    public List<ReturnedValue> CallbackEndPoints { get; } = [];

    public bool HasRun(FlowBody body) => _bodies.HasRun(body);

    public IEnumerable<FlowBody> NestedBodies(FlowBody body) => _bodies.DeclaredIn(body);

    /// <summary>Starts a block; when disposed of, goes on with the block that was under way.</summary>
    public Block Begin(FlowFrame frame, FlowState state)
    {
        var outer = new Block(this);
        Frame = frame;
        State = state;
        Thrown = null;
        IsReachable = true;
        return outer;
    }

    public Value Evaluate(IOperation operation)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (KnownValues.OfConstant(operation) is { } constant)
        {
            return constant;
        }

        switch (operation)
        {
            case IExpressionStatementOperation statement:
                return Evaluate(statement.Operation);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, assignment.Value);
            case IFlowCaptureOperation capture:
                return Capture(capture);
            case IFlowCaptureReferenceOperation reference:
                return Values.Read(Place.Of(reference.Id), State, reference);
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return Values.Read(PlaceOf(operation, State)!, State, operation);
            case IFieldReferenceOperation field:
                return Field(field);
            case IPropertyReferenceOperation property:
                return Property(property);
            case IInvocationOperation invocation:
                return Invoke(invocation);
            case IObjectCreationOperation creation:
                return Create(creation);
            case IConversionOperation { OperatorMethod: null } conversion:
                return Evaluate(conversion.Operand);
            case IConversionOperation { Operand: var operand }:
                // IntPtr to int and the like: a handle stays the handle of its socket.
                return Handles(Evaluate(operand));
            case IAwaitOperation awaited:
                return Evaluate(awaited.Operation);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return SystemTests.Not(Evaluate(not.Operand));
            case IBinaryOperation binary:
                return Binary(binary);
            case IDelegateCreationOperation creation:
                return Delegate(creation);
            case IFlowAnonymousFunctionOperation function:
                return Value.Of(new DelegateFact(_bodies.Of(function, Frame.Body)));
            case IIsPatternOperation isPattern:
                Declare(isPattern.Pattern, Evaluate(isPattern.Value));
                return Value.Unknown;
            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression);
            case ICompoundAssignmentOperation { Target: var target, Value: var value }:
                HandOver(value, Evaluate(value));
                Store(target, Value.Unknown);
                return Value.Unknown;
            case IIncrementOrDecrementOperation { Target: var target }:
                Store(target, Value.Unknown);
                return Value.Unknown;
            case IDeconstructionAssignmentOperation deconstruction:
                HandOver(deconstruction.Value, Evaluate(deconstruction.Value));
                Deconstruct(deconstruction.Target);
                return Value.Unknown;
            case IEventAssignmentOperation { HandlerValue: var handler }:
                HandOver(handler, Evaluate(handler));
                return Value.Unknown;
            default:
                foreach (var child in operation.ChildOperations)
                {
                    HandOver(child, Evaluate(child));
                }

                return Value.Unknown;
        }
    }

    /// <summary>The place that an operation reads or writes; null where it is not one that is followed.</summary>
    public Place? PlaceOf(IOperation operation, FlowState state)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return Place.Of(local.Local);
            case IParameterReferenceOperation parameter:
                return Place.Of(parameter.Parameter);
            case IFlowCaptureReferenceOperation reference:
                return Frame.Aliases.TryGetValue(reference.Id, out var alias) ? alias : Place.Of(reference.Id);
            case IDeclarationExpressionOperation declaration:
                return PlaceOf(declaration.Expression, state);
            case IConversionOperation { OperatorMethod: null } conversion:
                return PlaceOf(conversion.Operand, state);
            case IFieldReferenceOperation field:
                return Member(field.Instance, field.Field);
            case IPropertyReferenceOperation { Property: var property } reference when IsAutomatic(property):
                return Member(reference.Instance, property);
            default:
                return null;
        }

        Place? Member(IOperation? instance, ISymbol member) => instance switch
        {
            null or IInstanceReferenceOperation => Place.Of(member),
            _ => PlaceOf(instance, state)?.Member(member),
        };
    }

    /// <summary>Goes back to how things were.</summary>
    public void Resume(FlowState state) => State = state;

    /// <summary>Something happens to every socket that the value may be.</summary>
    public void Record(Value sockets, Func<SocketEvent> happening)
    {
        foreach (var socket in sockets.Sockets.Distinct())
        {
            State = _recorder.Record(State, socket, Frame, happening());
        }
    }

    /// <summary>A new socket, named after the variable it goes to.</summary>
    public Value CreateSocket(IOperation origin, SocketProtocol protocol, string? name = null)
    {
        MayThrow();
        var socket = _recorder.Socket(Frame, origin, protocol, name ?? SourceNames.OfCreated(origin));
        var created = new SocketEvent(SocketEventKind.Created, origin, socket.Name);
        created.Widen(Value.None, State.Systems);
        State = _recorder.Record(State, socket, Frame, created);
        return Value.Of(new SocketFact(socket));
    }

    /// <summary>The operation at hand may throw with things as they are now.</summary>
    public void MayThrow() => MayThrow(State);

    public void MayThrow(FlowState state) => Thrown = Thrown is null ? state : Thrown.Join(state, Values.Initial);

    public void Store(IOperation target, Value value)
    {
        if (target is IDiscardOperation)
        {
            return;
        }

        if (PlaceOf(target, State) is { } place)
        {
            Store(place, value);
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

    public void Store(Place place, Value value)
    {
        // Most values are of no interest, and an unwritten place is as unknown as one written with such a value.
        if (value.HasFacts || State[place] is not null || IsOfInterest(place.Type))
        {
            State = State.With(place, value);
        }
    }

    /// <summary>The value goes where it is not followed; a delegate may run there.</summary>
    public void HandOver(IOperation operation, Value value)
    {
        RunDelegates(operation, value, isCertain: false);
        if (value.Sockets.Any())
        {
            State = State.With(Place.Elsewhere, (State[Place.Elsewhere] ?? Value.None).Join(value));
        }
    }

    private Value Assign(IOperation target, IOperation source)
    {
        if (target is IPropertyReferenceOperation { Instance: { } instance } property && IsSocketProperty(property.Property, out _))
        {
            var receiver = Evaluate(instance);
            var assigned = Evaluate(source);
            _socketCalls.SetProperty(property, receiver, assigned);
            return assigned;
        }

        if (target is IPropertyReferenceOperation { Instance: { } endPoint, Property: { Name: "Port" or "Address" } member }
            && _types.IsIPEndPoint(member.ContainingType))
        {
            return AssignToEndPoint(endPoint, member.Name, Evaluate(source));
        }

        EvaluateInstance(target);
        var value = Evaluate(source);
        Store(target, value);
        return value;
    }

    private Value AssignToEndPoint(IOperation endPoint, string member, Value assigned)
    {
        var before = Evaluate(endPoint);
        if (PlaceOf(endPoint, State) is { } place)
        {
            var address = before.Facts.OfType<EndPointFact>().Select(fact => fact.Address).Distinct().ToList() is [var only]
                ? only
                : AddressKind.Unknown;
            var ports = Value.Of(
                before.Facts.OfType<EndPointFact>().Where(fact => fact.Port is not null).Select(fact => fact.Port!),
                before.MayBeOther || before.Facts.Any(fact => fact is EndPointFact { Port: null }));
            var origin = endPoint.Syntax;
            Store(place, member == "Port"
                ? KnownValues.OfEndPoint(Value.Of(new AddressFact(address)), assigned, origin)
                : KnownValues.OfEndPoint(assigned, ports, origin));
        }

        return assigned;
    }

    /// <summary>The graph names a subexpression. One that is assigned to later stands for its place, not for its value.</summary>
    private Value Capture(IFlowCaptureOperation capture)
    {
        if (capture.Value is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
            && PlaceOf(capture.Value, State) is { } place)
        {
            Frame.Aliases[capture.Id] = place;
        }
        else
        {
            Frame.Aliases.Remove(capture.Id);
        }

        var value = Evaluate(capture.Value);
        State = State.With(Place.Of(capture.Id), value);
        return value;
    }

    private Value Field(IFieldReferenceOperation reference)
    {
        if (KnownValues.OfAddress(reference.Field) is { } address)
        {
            return address;
        }

        EvaluateInstance(reference);
        return PlaceOf(reference, State) is { } place ? Values.Read(place, State, reference) : FromUnknown(reference);
    }

    private Value Property(IPropertyReferenceOperation reference)
    {
        var receiver = EvaluateInstance(reference);
        foreach (var argument in reference.Arguments)
        {
            HandOver(argument, Evaluate(argument.Value));
        }

        if (IsSocketProperty(reference.Property, out var isHandle))
        {
            return _socketCalls.ReadProperty(reference, receiver, isHandle);
        }

        if (_types.IsIPEndPoint(reference.Property.ContainingType))
        {
            return reference.Property.Name switch
            {
                "Port" => Value.Of(
                    receiver.Facts.OfType<EndPointFact>().Where(fact => fact.Port is not null).Select(fact => fact.Port!),
                    receiver.MayBeOther || receiver.Facts.Any(fact => fact is EndPointFact { Port: null })),
                "Address" => Value.Of(
                    receiver.Facts.OfType<EndPointFact>().Select(fact => new AddressFact(fact.Address)), receiver.MayBeOther),
                _ => Value.Unknown,
            };
        }

        return PlaceOf(reference, State) is { } place ? Values.Read(place, State, reference) : FromUnknown(reference);
    }

    /// <summary>Evaluates in the order of the code; the values come in the order of the parameters.</summary>
    private Value[] Arguments(ImmutableArray<IArgumentOperation> arguments)
    {
        var values = new Value[arguments.Length];
        foreach (var argument in arguments)
        {
            var value = Evaluate(argument.Value);
            if (argument.Parameter?.Ordinal is { } ordinal && ordinal < values.Length)
            {
                values[ordinal] = value;
            }
        }

        return values;
    }

    private Value Invoke(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (SystemTests.Of(invocation) is { } systems)
        {
            return Value.Of(new SystemTestFact(systems));
        }

        // "socket.Extension()" passes its receiver as the first argument.
        var instance = invocation.Instance is { } receiverOperation ? Evaluate(receiverOperation) : Value.None;
        var arguments = Arguments(invocation.Arguments);

        if (_socketCalls.TryCall(invocation, instance, arguments) is { } result)
        {
            return result;
        }

        if (method.MethodKind == MethodKind.LocalFunction && _bodies.OfLocalFunction(method, Frame.Body) is { } body)
        {
            return Run(invocation, body, isCertain: true, arguments);
        }

        if (method.MethodKind == MethodKind.DelegateInvoke && instance.Facts.Any(fact => fact is DelegateFact))
        {
            return RunDelegates(invocation, instance, isCertain: !instance.MayBeOther && instance.Facts.Length == 1, arguments);
        }

        return CallUnknown(invocation, method, instance, invocation.Arguments, arguments);
    }

    private Value Create(IObjectCreationOperation creation)
    {
        var arguments = Arguments(creation.Arguments);

        if (_types.IsIPEndPoint(creation.Type) && arguments.Length == 2)
        {
            return KnownValues.OfEndPoint(arguments[0], arguments[1], creation.Syntax);
        }

        if (_types.IsSocket(creation.Type))
        {
            return _socketCalls.Create(creation, arguments);
        }

        return creation.Constructor is { } constructor
            ? CallUnknown(creation, constructor, Value.None, creation.Arguments, arguments)
            : Value.Unknown;
    }

    /// <summary>
    /// Code that is not followed. The framework's does nothing to a socket that it is not told to; any other may do
    /// anything to the sockets that it is given or can reach.
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
            var reachable = given.Sockets.Concat(State.SharedSockets).Distinct().Select(socket => new SocketFact(socket));
            Record(Value.Of(reachable, false), () => new(SocketEventKind.Escaped, call, SourceNames.Of(call)));
            State = State.ForgetShared();
        }

        foreach (var argument in argumentOperations)
        {
            var value = argument.Parameter is { } parameter && parameter.Ordinal < arguments.Length ? arguments[parameter.Ordinal] : Value.Unknown;
            RunDelegates(argument, value, isCertain: false);
            if (argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref)
            {
                Store(argument.Value, FromUnknown(argument));
            }
            else if (!isFramework)
            {
                HandOver(argument, value);
            }
        }

        return FromUnknown(call);
    }

    /// <summary>A socket whose making is not in sight begins its history here.</summary>
    private Value FromUnknown(IOperation operation)
    {
        var type = operation is IArgumentOperation argument ? argument.Parameter?.Type : ResultType(operation);
        return _types.IsSocket(type)
            ? CreateSocket(operation, Values.ProtocolOf(type))
            : Value.Unknown;
    }

    /// <summary><c>await GetSocketAsync()</c> gets what the task yields.</summary>
    private static ITypeSymbol? ResultType(IOperation operation) =>
        operation.Type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : operation.Type;

    private Value Delegate(IDelegateCreationOperation creation)
    {
        var value = creation.Target switch
        {
            IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } method }
                when _bodies.OfLocalFunction(method, Frame.Body) is { } body => Value.Of(new DelegateFact(body)),
            IMethodReferenceOperation { Instance: { } instance } => Ignore(Evaluate(instance)),
            IMethodReferenceOperation => Value.Unknown,
            var target => Evaluate(target),
        };

        if (SymbolEqualityComparer.Default.Equals(creation.Type, _types.EndPointCallback))
        {
            foreach (var fact in value.Facts.OfType<DelegateFact>())
            {
                Run(creation, fact.Body, isCertain: false, []);
            }
        }

        return value;

        static Value Ignore(Value _) => Value.Unknown;
    }

    private Value RunDelegates(IOperation callSite, Value value, bool isCertain, params Value[] arguments)
    {
        var result = Value.None;
        foreach (var fact in value.Facts.OfType<DelegateFact>())
        {
            result = result.Join(Run(callSite, fact.Body, isCertain, arguments));
        }

        return result.IsNone ? Value.Unknown : result;
    }

    /// <summary>Runs a lambda or local function here. One that is only handed over may run, or may not.</summary>
    private Value Run(IOperation callSite, FlowBody body, bool isCertain, Value[] arguments)
    {
        if (Frame.Call(callSite, body) is not { } frame)
        {
            return Value.Unknown;
        }

        _bodies.MarkRun(body);
        foreach (var parameter in body.Symbol?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty)
        {
            Store(Place.Of(parameter), parameter.Ordinal < arguments.Length ? arguments[parameter.Ordinal] : Value.Unknown);
        }

        var input = State;
        var result = _run(frame, input);
        if (callSite is IDelegateCreationOperation)
        {
            CallbackEndPoints.AddRange(result.Returns);
        }

        if (result.Thrown is { } thrown)
        {
            MayThrow(thrown);
        }

        if (result.Exit is { } exit)
        {
            State = isCertain ? exit : input.Join(exit, Values.Initial);
        }
        else if (isCertain)
        {
            IsReachable = false;
        }

        return result.Returned.IsNone ? Value.Unknown : result.Returned;
    }

    private Value EvaluateInstance(IOperation target) => target switch
    {
        IMemberReferenceOperation { Instance: { } instance } => Evaluate(instance),
        _ => Value.None,
    };

    private Value Binary(IBinaryOperation binary)
    {
        // "a + b + c + …" leans to the left; as deep as it goes, it is walked without recursion.
        IOperation current = binary;
        while (current is IBinaryOperation { LeftOperand: var left, RightOperand: var right })
        {
            HandOver(right, Evaluate(right));
            current = left;
        }

        HandOver(current, Evaluate(current));
        return Value.Unknown;
    }

    private void Declare(IPatternOperation pattern, Value value)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol }:
                Store(Place.Of(symbol), value);
                break;
            case IRecursivePatternOperation recursive:
                if (recursive.DeclaredSymbol is { } declared)
                {
                    Store(Place.Of(declared), value);
                }

                foreach (var property in recursive.PropertySubpatterns)
                {
                    Declare(property.Pattern, Value.Unknown);
                }

                break;
            case INegatedPatternOperation negated:
                Declare(negated.Pattern, value);
                break;
            case IBinaryPatternOperation binary:
                Declare(binary.LeftPattern, value);
                Declare(binary.RightPattern, value);
                break;
        }
    }

    private void Deconstruct(IOperation target)
    {
        if (target is ITupleOperation tuple)
        {
            foreach (var element in tuple.Elements)
            {
                Deconstruct(element);
            }
        }
        else if (target is IDeclarationExpressionOperation { Expression: ITupleOperation declared })
        {
            Deconstruct(declared);
        }
        else
        {
            Store(target, FromUnknown(target));
        }
    }

    private static Value Handles(Value value) =>
        value.Sockets.Any() ? Value.Of(value.Facts.OfType<SocketFact>(), value.MayBeOther) : Value.Unknown;

    /// <summary>A member of a socket type whose meaning is known; a handle stands for its socket.</summary>
    private bool IsSocketProperty(IPropertySymbol property, out bool isHandle)
    {
        isHandle = property.Name is "Handle" or "SafeHandle";
        return _types.IsSocket(property.ContainingType);
    }

    private bool IsOfInterest(ITypeSymbol? type) =>
        type is null
        || _types.IsSocket(type)
        || type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt16 or SpecialType.System_Boolean or SpecialType.System_Object
        || type.TypeKind == TypeKind.Delegate
        || type.ContainingNamespace is { Name: "Net", ContainingNamespace.Name: "System" };

    private static bool IsAutomatic(IPropertySymbol property) =>
        !property.IsIndexer
        && !property.IsAbstract
        && property.DeclaringSyntaxReferences.Length > 0
        && property.ContainingType.GetMembers().Any(member =>
            member is IFieldSymbol { AssociatedSymbol: { } associated } && SymbolEqualityComparer.Default.Equals(associated, property.OriginalDefinition));

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

    /// <summary>A block under way; disposing of it takes up the one that it interrupted.</summary>
    public readonly struct Block : IDisposable
    {
        private readonly OperationEvaluator _evaluator;
        private readonly FlowFrame _frame;
        private readonly FlowState _state;
        private readonly FlowState? _thrown;
        private readonly bool _isReachable;

        public Block(OperationEvaluator evaluator)
        {
            _evaluator = evaluator;
            (_frame, _state, _thrown, _isReachable) = (evaluator.Frame, evaluator.State, evaluator.Thrown, evaluator.IsReachable);
        }

        public void Dispose() =>
            (_evaluator.Frame, _evaluator.State, _evaluator.Thrown, _evaluator.IsReachable) = (_frame, _state, _thrown, _isReachable);
    }
}

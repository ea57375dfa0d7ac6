using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.State;

/// <summary>The point that the flow has reached: its frame, its state, and the states in which the block has thrown.</summary>
internal sealed class TransferContext(SocketTypes types, SourceMethods methods, KnownValues values, HistoryRecorder recorder)
{
    private readonly AutomaticProperties _automatic = new();

    public KnownValues Values { get; } = values;

    public FlowFrame Frame { get; private set; } = null!;

    public FlowState State { get; private set; } = FlowState.Empty;

    /// <summary>The state if one of the operations throws; null if none can.</summary>
    public FlowState? Thrown { get; private set; }

    /// <summary>The code around the calls that led here. If none goes on after an exception, exceptions are not recorded.</summary>
    public EnclosingContext Enclosing { get; private set; }

    /// <summary>False after a call that never returns.</summary>
    public bool IsReachable { get; private set; }

    /// <summary>Starts a block; when disposed of, goes on with the block that was under way.</summary>
    public Block Begin(FlowFrame frame, BasicBlock block, FlowState state)
    {
        var outer = new Block(this);
        Frame = frame;
        Enclosing = new(
            block.Ordinal,
            frame.Enclosing.IsExceptionSeen || TryRegions.AreAround(block),
            frame.Enclosing.IsFailureReceived || TryRegions.ReceiveFailure(block, types),
            frame.Enclosing.IsRunManyTimes);
        State = state;
        Thrown = null;
        IsReachable = true;
        return outer;
    }

    /// <summary>The place that an operation reads or writes; null where it is not one that is followed.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="state">What is known.</param>
    /// <param name="instance">What the object is whose member it is, where that is known already.</param>
    public Place? PlaceOf(IOperation operation, FlowState state, Value? instance = null)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return Place.Of(local.Local);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return IsOfPrimaryConstructor(parameter) ? Frame.Receiver.Member(parameter)
                    : Place.Of(parameter.ContainingSymbol is INamedTypeSymbol
                        && ExtensionBlocks.ReceiverIn(Frame.Body.Symbol) is { } receiver ? receiver : parameter);
            case IFlowCaptureReferenceOperation reference:
                return Frame.Body.CapturedBy(reference.Id) is { } captured && PlaceOf(captured, state) is { } place
                    ? place
                    : Place.Of(reference.Id);
            case IDeclarationExpressionOperation declaration:
                return PlaceOf(declaration.Expression, state);
            case IConversionOperation { OperatorMethod: null } conversion:
                return PlaceOf(conversion.Operand, state);
            case IFieldReferenceOperation { Field: var field } reference:
                return MemberOf(reference.Instance, ElementOf(field), state, instance);
            case IPropertyReferenceOperation { Property: var property } reference when _automatic.Include(property) || IsTarget(property):
                return MemberOf(reference.Instance, property.OriginalDefinition, state, instance);
            case IArrayElementReferenceOperation { ArrayReference: var array, Indices: [var index] }:
                return IndexOf(index) is { } symbol ? PlaceOf(array, state)?.Member(symbol) : null;
            default:
                return null;
        }
    }

    private Place? MemberOf(IOperation? instance, ISymbol member, FlowState state, Value? value)
    {
        switch (instance)
        {
            case null:
                return Place.Of(member);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                return Frame.Receiver.Member(member);
        }

        var place = PlaceOf(instance, state);
        var followed = value?.OnlyObject ?? (place is null ? null : state[place]?.OnlyObject);
        return followed is null ? place?.Member(member) : Place.Of(followed).Member(member);
    }

    /// <summary>The receiver, <c>this</c>, in the called method.</summary>
    public FlowReceiver ReceiverOf(IOperation? instance, Value value) => instance switch
    {
        null => FlowReceiver.Unknown,
        IInstanceReferenceOperation => Frame.Receiver,
        _ => new(false, value.OnlyObject is { } followed ? Place.Of(followed) : PlaceOf(instance, State)),
    };

    /// <summary>A parameter that the whole type can use is one of its fields in all but name.</summary>
    private bool IsOfPrimaryConstructor(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && !SymbolEqualityComparer.Default.Equals(constructor, Frame.Body.Symbol)
        && SourceMethods.IsPrimary(constructor);

    /// <summary>A tuple's element, whatever the tuple's declaration calls it.</summary>
    public static ISymbol ElementOf(IFieldSymbol field) => (field.CorrespondingTupleField ?? field).OriginalDefinition;

    /// <summary>An element is told from others by the variable that counts.</summary>
    private static ISymbol? IndexOf(IOperation index) => index switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        _ => null,
    };

    /// <summary>Goes back to how things were.</summary>
    public void SetState(FlowState state) => State = state;

    /// <summary>Marks the code that follows as never reached: the call did not return.</summary>
    public void Stop() => IsReachable = false;

    /// <summary>Something happens to every socket that the value may be.</summary>
    public void Record(Value sockets, Func<SocketEvent> socketEvent) => Record(sockets.Sockets, socketEvent);

    /// <summary>Something happens to each of the sockets, of which there may be more than a value tells apart.</summary>
    public void Record(IEnumerable<SocketId> sockets, Func<SocketEvent> socketEvent)
    {
        foreach (var socket in sockets)
        {
            State = recorder.Record(State, socket, Frame, socketEvent());
        }
    }

    /// <summary>A new socket, named after the variable it goes to.</summary>
    public Value CreateSocket(IOperation origin, SocketProtocol protocol, string? name = null)
    {
        MayThrow();
        var socket = recorder.Socket(Frame, origin, protocol, name ?? SourceNames.OfCreated(origin), Enclosing.Block);
        State = recorder.Create(State, socket, Frame, origin);
        return Value.Of(new SocketFact(socket));
    }

    /// <summary>A new object whose members are followed.</summary>
    public ObjectId CreateObject(IOperation origin, ITypeSymbol? type)
    {
        var created = recorder.Object(Frame, origin, type);
        State = State.ResetObject(created);
        return created;
    }

    /// <summary>A socket whose making is not in sight begins its history here; a port is told by where it is from.</summary>
    public Value FromUnknown(IOperation operation)
    {
        var type = operation is IArgumentOperation argument ? argument.Parameter?.Type : ResultType(operation);
        return types.IsSocket(type)
            ? CreateSocket(operation, Values.ProtocolOf(type))
            : Values.OfOrigin(type, (object?)PathOf(operation) ?? (Frame, operation));
    }

    /// <summary>
    /// A value that is a socket by its type alone, from a cast or a loop over an array, is a socket whose creation is not in sight.
    /// </summary>
    /// <param name="operation">The code that says so.</param>
    /// <param name="type">The type that it says.</param>
    /// <param name="value">What is known besides.</param>
    public Value AsSocket(IOperation operation, ITypeSymbol? type, Value value) =>
        types.IsSocket(type) && value.Facts.All(fact => fact is OriginFact)
            && !value.IsNone ? CreateSocket(operation, Values.ProtocolOf(type)) : value;

    /// <summary>The sockets that the value is, and those in the objects that it is.</summary>
    public IEnumerable<SocketId> SocketsIn(Value value) => value.Facts
        .SelectMany(fact => fact switch
        {
            SocketFact { Socket: var socket } => [socket],
            ObjectFact { Object: var followed } => State.SocketsIn(followed),
            _ => Enumerable.Empty<SocketId>(),
        })
        .Distinct();

    /// <summary>The place that identifies a path such as <c>options.Server.Port</c>, whatever its getters do.</summary>
    private Place? PathOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: var property, Arguments.IsEmpty: true, Instance: var instance } => instance switch
        {
            null => Place.Of(property.OriginalDefinition),
            IInstanceReferenceOperation => Frame.Receiver.Member(property.OriginalDefinition),
            _ => (PlaceOf(instance, State) ?? PathOf(instance))?.Member(property.OriginalDefinition),
        },
        IFieldReferenceOperation { Field: var field, Instance: { } owner } =>
            (PlaceOf(owner, State) ?? PathOf(owner))?.Member(ElementOf(field)),
        IConversionOperation conversion => PathOf(conversion.Operand),
        _ => null,
    };

    /// <summary>
    /// The value of a place. If unknown code may have replaced its socket, it holds another one, of which nothing is known.
    /// </summary>
    public Value Read(Place place, IOperation reference)
    {
        if (!place.IsReplaceable || State[place] is not null || State[Place.HavocMarker] is null || !types.IsSocket(place.Type))
        {
            return Values.Read(place, State, reference);
        }

        var other = FromUnknown(reference);
        Record(other, () => new(SocketEventKind.Escaped, reference, SourceNames.Of(reference)));
        Store(place, other);
        return other;
    }

    /// <summary>
    /// The operation at hand may throw with things as they are now. Of what the code does about one failure, another one is no part.
    /// </summary>
    public void MayThrow() => MayThrow(State, isPart: !State.IsAfterFailure && Enclosing.IsExceptionSeen);

    public void MayThrow(FlowState state) => MayThrow(state, isPart: state.IsAfterFailure || Enclosing.IsExceptionSeen);

    private void MayThrow(FlowState state, bool isPart)
    {
        if (isPart)
        {
            Thrown = Thrown is null ? state : Thrown.Join(state, Values.Initial);
        }
    }

    public void Store(Place place, Value value)
    {
        // What others may write to is no constant.
        if (value.Facts.Any(SystemTests.IsConstant) && place.IsReplaceable && place.Symbol is not IPropertySymbol { SetMethod: null })
        {
            value = Value.Unknown;
        }

        // Most values are of no interest, and an unwritten place is as unknown as one written with such a value.
        if (value.HasFacts || State[place] is not null || IsOfInterest(place.Type))
        {
            State = State.Write(place, value);
        }
    }

    /// <summary>The sockets go where they are not followed.</summary>
    public void PutUntracked(Value value)
    {
        if (!value.HasFacts)
        {
            return;
        }

        ObjectId.Escape(value.Facts.OfType<ObjectFact>().Select(fact => fact.Object));
        var sockets = SocketsIn(value).ToList();
        if (sockets.Count > 0)
        {
            var held = Value.Of(sockets.Select(socket => new SocketFact(socket)), mayBeOther: false);
            State = State.With(Place.Untracked, (State[Place.Untracked] ?? Value.None).Join(held));
        }
    }

    public bool IsOfInterest(ITypeSymbol? type) =>
        type is null
        || types.IsSocket(type)
        || methods.IsFollowed(type)
        || type.SpecialType
            is SpecialType.System_Int32 or SpecialType.System_UInt16 or SpecialType.System_Boolean or SpecialType.System_Object
        || type.TypeKind == TypeKind.Delegate
        || type.ContainingNamespace is { Name: "Net", ContainingNamespace.Name: "System" };

    /// <summary><c>await GetSocketAsync()</c> gets what the task yields.</summary>
    private static ITypeSymbol? ResultType(IOperation operation) => operation.Type is { } type ? Tasks.ResultOf(type) : null;

    /// <summary>The destination of a <c>SocketAsyncEventArgs</c>.</summary>
    private static bool IsTarget(IPropertySymbol property) =>
        property is { Name: "RemoteEndPoint", ContainingType.Name: "SocketAsyncEventArgs" };

    /// <summary>A block under way; disposing of it takes up the one that it interrupted.</summary>
    public readonly struct Block : IDisposable
    {
        private readonly TransferContext _context;
        private readonly FlowFrame _frame;
        private readonly FlowState _state;
        private readonly FlowState? _thrown;
        private readonly bool _isReachable;
        private readonly EnclosingContext _enclosing;

        public Block(TransferContext context) => (_context, _frame, _state, _thrown, _isReachable, _enclosing) =
            (context, context.Frame, context.State, context.Thrown, context.IsReachable, context.Enclosing);

        public void Dispose()
        {
            (_context.Frame, _context.State, _context.Thrown) = (_frame, _state, _thrown);
            (_context.IsReachable, _context.Enclosing) = (_isReachable, _enclosing);
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>Where the flow is: in which frame, with what known, and what has been thrown on the way through the block.</summary>
internal sealed class FlowCursor(SocketTypes types, KnownValues values, HistoryRecorder recorder)
{
    public KnownValues Values { get; } = values;

    public FlowFrame Frame { get; private set; } = null!;

    public FlowState State { get; private set; } = FlowState.Empty;

    /// <summary>What holds if one of the operations throws; null if none can.</summary>
    public FlowState? Thrown { get; private set; }

    /// <summary>Some code of the method goes on after an exception. Where none does, there is no need to keep account of them.</summary>
    public bool IsExceptionSeen { get; private set; }

    /// <summary>False after a call that never returns.</summary>
    public bool IsReachable { get; private set; }

    /// <summary>Starts a block; when disposed of, goes on with the block that was under way.</summary>
    public Block Begin(FlowFrame frame, BasicBlock block, FlowState state)
    {
        var outer = new Block(this);
        Frame = frame;
        IsExceptionSeen = frame.IsExceptionSeen || IsInTry(block);
        State = state;
        Thrown = null;
        IsReachable = true;
        return outer;
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
            null => Place.Of(member),
            IInstanceReferenceOperation => Frame.Receiver.IsItself ? Place.Of(member) : Frame.Receiver.Place?.Member(member),
            _ => PlaceOf(instance, state)?.Member(member),
        };
    }

    /// <summary>Goes back to how things were.</summary>
    public void Resume(FlowState state) => State = state;

    /// <summary>What follows is never reached: the call did not return.</summary>
    public void Stop() => IsReachable = false;

    /// <summary>Something happens to every socket that the value may be.</summary>
    public void Record(Value sockets, Func<SocketEvent> happening)
    {
        foreach (var socket in sockets.Sockets.Distinct())
        {
            State = recorder.Record(State, socket, Frame, happening());
        }
    }

    /// <summary>A new socket, named after the variable it goes to.</summary>
    public Value CreateSocket(IOperation origin, SocketProtocol protocol, string? name = null)
    {
        MayThrow();
        var socket = recorder.Socket(Frame, origin, protocol, name ?? SourceNames.OfCreated(origin));
        var created = new SocketEvent(SocketEventKind.Created, origin, socket.Name);
        created.Widen(Value.None, State.Systems);
        State = recorder.Record(State, socket, Frame, created);
        return Value.Of(new SocketFact(socket));
    }

    /// <summary>A socket whose making is not in sight begins its history here.</summary>
    public Value FromUnknown(IOperation operation)
    {
        var type = operation is IArgumentOperation argument ? argument.Parameter?.Type : ResultType(operation);
        return types.IsSocket(type)
            ? CreateSocket(operation, Values.ProtocolOf(type))
            : Value.Unknown;
    }

    /// <summary>What a place holds. One whose socket unknown code may have replaced holds another one, of which nothing is known.</summary>
    public Value Read(Place place, IOperation reference)
    {
        if (!place.IsReplaceable || State[place] is not null || State[Place.Forgotten] is null || !types.IsSocket(place.Type))
        {
            return Values.Read(place, State, reference);
        }

        var other = FromUnknown(reference);
        Record(other, () => new(SocketEventKind.Escaped, reference, SourceNames.Of(reference)));
        Store(place, other);
        return other;
    }

    /// <summary>The operation at hand may throw with things as they are now.</summary>
    public void MayThrow() => MayThrow(State);

    public void MayThrow(FlowState state)
    {
        if (IsExceptionSeen)
        {
            Thrown = Thrown is null ? state : Thrown.Join(state, Values.Initial);
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

    /// <summary>The sockets go where they are not followed.</summary>
    public void PutElsewhere(Value value)
    {
        if (value.Sockets.Any())
        {
            State = State.With(Place.Elsewhere, (State[Place.Elsewhere] ?? Value.None).Join(value));
        }
    }

    public bool IsOfInterest(ITypeSymbol? type) =>
        type is null
        || types.IsSocket(type)
        || type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt16 or SpecialType.System_Boolean or SpecialType.System_Object
        || type.TypeKind == TypeKind.Delegate
        || type.ContainingNamespace is { Name: "Net", ContainingNamespace.Name: "System" };

    /// <summary><c>await GetSocketAsync()</c> gets what the task yields.</summary>
    private static ITypeSymbol? ResultType(IOperation operation) =>
        operation.Type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : operation.Type;

    private static bool IsAutomatic(IPropertySymbol property) =>
        !property.IsIndexer
        && !property.IsAbstract
        && property.DeclaringSyntaxReferences.Length > 0
        && property.ContainingType.GetMembers().Any(member =>
            member is IFieldSymbol { AssociatedSymbol: { } associated } && SymbolEqualityComparer.Default.Equals(associated, property.OriginalDefinition));

    private static bool IsInTry(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A block under way; disposing of it takes up the one that it interrupted.</summary>
    public readonly struct Block : IDisposable
    {
        private readonly FlowCursor _cursor;
        private readonly FlowFrame _frame;
        private readonly FlowState _state;
        private readonly FlowState? _thrown;
        private readonly bool _isReachable;
        private readonly bool _isExceptionSeen;

        public Block(FlowCursor cursor)
        {
            _cursor = cursor;
            (_frame, _state, _thrown) = (cursor.Frame, cursor.State, cursor.Thrown);
            (_isReachable, _isExceptionSeen) = (cursor.IsReachable, cursor.IsExceptionSeen);
        }

        public void Dispose()
        {
            (_cursor.Frame, _cursor.State, _cursor.Thrown) = (_frame, _state, _thrown);
            (_cursor.IsReachable, _cursor.IsExceptionSeen) = (_isReachable, _isExceptionSeen);
        }
    }
}

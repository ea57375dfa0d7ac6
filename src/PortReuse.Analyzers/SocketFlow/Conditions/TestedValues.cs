using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Conditions;

/// <summary>Refines the value that is compared: a port that is 0, or is not; an object that is null, or is not.</summary>
internal sealed class TestedValues(TransferContext context)
{
    /// <summary>The state after the comparison with a number has had this outcome; null if it cannot.</summary>
    public FlowState? Compare(Tested tested, BinaryOperatorKind comparison, int limit, bool outcome, FlowState state)
    {
        if (!tested.IsPort && Unwrap(tested.Operation)
            is IPropertyReferenceOperation { Property: { Name: "SocketType", ContainingType.Name: "Socket" }, Instance: { } socket })
        {
            return comparison is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && IsOfType(socket, limit, state) is { } isOfType
                && isOfType != (outcome == (comparison == BinaryOperatorKind.Equals)) ? null : state;
        }

        bool Holds(int number) => comparison switch
        {
            BinaryOperatorKind.Equals => number == limit,
            BinaryOperatorKind.NotEquals => number != limit,
            BinaryOperatorKind.LessThan => number < limit,
            BinaryOperatorKind.LessThanOrEqual => number <= limit,
            BinaryOperatorKind.GreaterThan => number > limit,
            BinaryOperatorKind.GreaterThanOrEqual => number >= limit,
            _ => outcome,
        };

        // Of the numbers that a port can be, does only 0 pass, or does 0 fail?
        var zeroPasses = Holds(0) == outcome;
        var otherPasses = comparison switch
        {
            BinaryOperatorKind.Equals => !outcome || limit != 0,
            BinaryOperatorKind.NotEquals => outcome || limit != 0,
            _ => Holds(1) == outcome || Holds(ushort.MaxValue) == outcome,
        };
        Fact? unknownBecomes = !zeroPasses ? NonZeroFact.Instance : !otherPasses ? new NumberFact(0) { IsTested = true } : null;
        return Keep(
            tested,
            fact => fact switch
            {
                NumberFact number => Holds(number.Number) == outcome,
                NonZeroFact or OriginFact => otherPasses,
                _ => true,
            },
            unknownBecomes,
            state);
    }

    /// <summary>
    /// Whether all that the socket can be is of that <c>SocketType</c>, or none of it; null where it is not known. One of unknown kind is
    /// looked at as one of TCP.
    /// </summary>
    private bool? IsOfType(IOperation socket, int type, FlowState state)
    {
        const int stream = 1, datagram = 2;
        if (context.PlaceOf(Unwrap(socket), state) is not { } place)
        {
            return null;
        }

        var types = context.Values.Read(place, state, socket).Sockets.Select(each => each.Protocol switch
        {
            SocketProtocol.Tcp => stream,
            SocketProtocol.Unknown when type == stream => stream,
            SocketProtocol.Datagram => datagram,
            _ => 0,
        }).Distinct().ToList();
        return types is [not 0 and var known] ? known == type : null;
    }

    /// <summary>Drops the facts that the condition rules out; null where nothing is left.</summary>
    private FlowState? Keep(Tested tested, Func<Fact, bool> passes, Fact? unknownBecomes, FlowState state, bool? isNull = null)
    {
        var subject = tested.Operation;
        if (tested.IsPort)
        {
            return KeepOfEndPoint(subject, passes, unknownBecomes, state);
        }

        if (Unwrap(subject) is IPropertyReferenceOperation { Property.Name: "Port", Instance: { } endPoint })
        {
            return KeepOfEndPoint(endPoint, passes, unknownBecomes, state);
        }

        if (context.PlaceOf(Unwrap(subject), state) is not { } place || state[place] is { IsNone: true })
        {
            return state;
        }

        var value = context.Values.Read(place, state, subject);
        var facts = value.Facts.Where(passes).ToList();
        var mayBeOther = value.MayBeOther;
        if (isNull is not null && mayBeOther && value.Sockets.Count > 0)
        {
            // Whichever socket a place holds, that it may be something else says that it may hold none.
            mayBeOther = false;
            if (isNull == true && !IsAskedAgain(place, value, state))
            {
                facts.Add(NullFact.Instance);
            }
        }

        if (mayBeOther && unknownBecomes is not null)
        {
            facts.Add(unknownBecomes);
            mayBeOther = false;
        }

        if (facts.Count == 0 && !mayBeOther)
        {
            return null;
        }

        // A capture that stands for a place holds what was in it, too.
        var kept = Value.Of(facts, mayBeOther);
        var refined = Unwrap(subject) is IFlowCaptureReferenceOperation { Id: var capture } && place.Capture is null
            ? state.With(place, kept).With(Place.Of(capture), kept)
            : state.With(place, kept);
        return ReferenceEquals(refined, state) ? state : refined.ForgetUnheld(value.Sockets.Where(socket => !kept.MayBe(socket)));
    }

    public FlowState? KeepNull(Tested tested, bool isNull, FlowState state) =>
        tested.IsPort ? state : Keep(tested, fact => fact is NullFact == isNull, unknownBecomes: null, state, isNull);

    /// <summary>
    /// A member that some path here has asked for already, and made a socket for where there was none: a path that has not, on another
    /// system say, would find one too.
    /// </summary>
    private static bool IsAskedAgain(Place place, Value value, FlowState state) =>
        state[place] is not null && !value.Facts.Contains(NullFact.Instance) && value.Sockets.Any(socket => socket.IsReceived);

    private FlowState? KeepOfEndPoint(IOperation endPoint, Func<Fact, bool> passes, Fact? unknownBecomes, FlowState state)
    {
        if (context.PlaceOf(Unwrap(endPoint), state) is not { } place || state[place] is { IsNone: true })
        {
            return state;
        }

        // Known to be 0, a port is no longer told by where it is from; known not to be, it still is.
        var value = context.Values.Read(place, state, endPoint);
        var facts = value.Facts
            .Select(fact => fact switch
            {
                EndPointFact { Port: null } unknown when unknownBecomes is not null => unknown with { Port = unknownBecomes },
                EndPointFact { Port: OriginFact } told when unknownBecomes is NumberFact => told with { Port = unknownBecomes },
                _ => fact,
            })
            .Where(fact => fact is not EndPointFact { Port: { } port } || passes(port))
            .ToList();
        return facts.Count == 0 && !value.MayBeOther ? null : state.With(place, Value.Of(facts, value.MayBeOther));
    }

    public static IOperation Unwrap(IOperation operation) =>
        operation is IConversionOperation { OperatorMethod: null } conversion ? Unwrap(conversion.Operand) : operation;

    /// <summary>The one number that an operand can be: a constant, or what is known to be held where it is read.</summary>
    public int? NumberOf(IOperation operation, FlowState state) => Unwrap(operation) switch
    {
        var constant when ConstantValues.OfConstant(constant) is { } value => OnlyNumber(value),
        IFieldReferenceOperation { Field: { IsReadOnly: true, IsStatic: true } field } =>
            OnlyNumber(context.Values.Declared.ValueOf(field)),
        ILocalReferenceOperation or IParameterReferenceOperation
            when context.PlaceOf(operation, state) is { } place && state[place] is { } held =>
            OnlyNumber(held),
        _ => null,
    };

    private static int? OnlyNumber(Value value) =>
        value is { MayBeOther: false, Facts: [NumberFact { IsTested: false, Number: var number }] } ? number : null;
}

/// <summary>The subject of a test: an operand, or the port of the endpoint that it is.</summary>
internal readonly record struct Tested(IOperation Operation, bool IsPort = false);

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Values;
using PortReuse.Analyzers.SocketFlow.Walk;

namespace PortReuse.Analyzers.SocketFlow.Operations;

/// <summary>What a branch knows that the condition before it did not: the system, and whether a port is 0.</summary>
internal sealed class ConditionRefiner(FlowCursor cursor, HistoryRecorder recorder)
{
    /// <summary>The states in which the condition is true and false; null where it can't be.</summary>
    public (FlowState? WhenTrue, FlowState? WhenFalse) Split(IOperation condition, Value value, FlowState state)
    {
        if (condition.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return constant ? (state, null) : (null, state);
        }

        if (SystemTests.Of(value) is { } test)
        {
            return (OnSystems(test.WhenTrue, condition, state), OnSystems(test.WhenFalse, condition, state));
        }

        return (Refine(condition, true, state), Refine(condition, false, state));
    }

    /// <summary>From here on the path is known to run on these systems only; null where it runs on none of them.</summary>
    public FlowState? OnSystems(Systems systems, IOperation test, FlowState state)
    {
        var remaining = state.Systems & systems;
        if (remaining == Systems.None)
        {
            return null;
        }

        if (remaining == state.Systems)
        {
            return state;
        }

        foreach (var socket in state.Sockets.ToList())
        {
            var happening = new SocketEvent(SocketEventKind.SystemKnown, test, SourceNames.Of(test));
            happening.Widen(Value.None, remaining);
            state = recorder.Record(state, socket, cursor.Frame, happening);
        }

        return state.With(remaining);
    }

    private FlowState? Refine(IOperation condition, bool outcome, FlowState state)
    {
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Refine(not.Operand, !outcome, state);
            case IParenthesizedOperation parenthesized:
                return Refine(parenthesized.Operand, outcome, state);
            case IBinaryOperation { RightOperand: var right } binary when Constant(right) is { } limit:
                return Compare(binary.LeftOperand, binary.OperatorKind, limit, outcome, state);
            case IBinaryOperation { LeftOperand: var left } binary when Constant(left) is { } limit:
                return Compare(binary.RightOperand, Mirror(binary.OperatorKind), limit, outcome, state);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary
                when IsNull(binary.RightOperand) || IsNull(binary.LeftOperand):
                var subject = IsNull(binary.RightOperand) ? binary.LeftOperand : binary.RightOperand;
                return KeepNull(subject, outcome == (binary.OperatorKind == BinaryOperatorKind.Equals), state);
            case IIsPatternOperation isPattern:
                return Match(isPattern.Value, isPattern.Pattern, outcome, state);
            case IIsNullOperation isNull when outcome && IsOptionalDelegate(isNull.Operand):
                return null;
            case IIsNullOperation isNull:
                return KeepNull(isNull.Operand, outcome, state);
            case IInvocationOperation { TargetMethod: { Name: "TryParse", ContainingType.Name: "IPAddress" } } parse
                when outcome && ArgumentOrder.Of(parse) is [var text, ..] && cursor.PlaceOf(Unwrap(text), state) is { } place:
                return state.With(place, Value.Of(AddressTextFact.Instance));
            default:
                return state;
        }
    }

    private FlowState? Match(IOperation subject, IPatternOperation pattern, bool outcome, FlowState state)
    {
        switch (pattern)
        {
            case INegatedPatternOperation negated:
                return Match(subject, negated.Pattern, !outcome, state);
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } }:
                return KeepNull(subject, outcome, state);
            case IConstantPatternOperation constant when Constant(constant.Value) is { } number:
                return Compare(subject, BinaryOperatorKind.Equals, number, outcome, state);
            case IRelationalPatternOperation relational when Constant(relational.Value) is { } number:
                return Compare(subject, relational.OperatorKind, number, outcome, state);
            case IDeclarationPatternOperation or IRecursivePatternOperation when outcome:
                return KeepNull(subject, false, state);
            default:
                return state;
        }
    }

    private FlowState? Compare(IOperation subject, BinaryOperatorKind comparison, int limit, bool outcome, FlowState state)
    {
        if (Unwrap(subject) is IPropertyReferenceOperation { Property: { Name: "SocketType", ContainingType.Name: "Socket" }, Instance: { } socket })
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
            subject,
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
        if (cursor.PlaceOf(Unwrap(socket), state) is not { } place)
        {
            return null;
        }

        var types = cursor.Values.Read(place, state, socket).Sockets.Select(each => each.Protocol switch
        {
            SocketProtocol.Tcp => stream,
            SocketProtocol.Unknown when type == stream => stream,
            SocketProtocol.Datagram => datagram,
            _ => 0,
        }).Distinct().ToList();
        return types is [not 0 and var known] ? known == type : null;
    }

    /// <summary>Drops the facts that the condition rules out; null where nothing is left.</summary>
    private FlowState? Keep(IOperation subject, Func<Fact, bool> passes, Fact? unknownBecomes, FlowState state, bool? isNull = null)
    {
        if (Unwrap(subject) is IPropertyReferenceOperation { Property.Name: "Port", Instance: { } endPoint })
        {
            return KeepOfEndPoint(endPoint, passes, unknownBecomes, state);
        }

        if (cursor.PlaceOf(Unwrap(subject), state) is not { } place || state[place] is { IsNone: true })
        {
            return state;
        }

        var value = cursor.Values.Read(place, state, subject);
        var facts = value.Facts.Where(passes).ToList();
        var mayBeOther = value.MayBeOther;
        if (isNull is not null && mayBeOther && value.Sockets.Any())
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
        return refined.ForgetUnheld(value.Sockets);
    }

    /// <summary>"handler?.Invoke(socket)": whoever offers a delegate means it to be there.</summary>
    private static bool IsOptionalDelegate(IOperation operand) =>
        operand is IFlowCaptureReferenceOperation { Type.TypeKind: TypeKind.Delegate };

    private FlowState? KeepNull(IOperation subject, bool isNull, FlowState state) =>
        Keep(subject, fact => fact is NullFact == isNull, unknownBecomes: null, state, isNull);

    /// <summary>
    /// A member that some path here has asked for already, and made a socket for where there was none: a path that has not, on another system
    /// say, would find one too.
    /// </summary>
    private static bool IsAskedAgain(Place place, Value value, FlowState state) =>
        state[place] is not null && !value.Facts.Contains(NullFact.Instance) && value.Sockets.Any(socket => socket.Entry is not null);

    private FlowState? KeepOfEndPoint(IOperation endPoint, Func<Fact, bool> passes, Fact? unknownBecomes, FlowState state)
    {
        if (cursor.PlaceOf(Unwrap(endPoint), state) is not { } place || state[place] is { IsNone: true })
        {
            return state;
        }

        // Known to be 0, a port is no longer told by where it is from; known not to be, it still is.
        var value = cursor.Values.Read(place, state, endPoint);
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

    private static IOperation Unwrap(IOperation operation) =>
        operation is IConversionOperation { OperatorMethod: null } conversion ? Unwrap(conversion.Operand) : operation;

    private static int? Constant(IOperation operation) =>
        KnownValues.OfConstant(operation) is { Facts: [NumberFact { Number: var number }] } ? number : null;

    private static bool IsNull(IOperation operation) =>
        KnownValues.OfConstant(operation) is { Facts: [NullFact] };

    private static BinaryOperatorKind Mirror(BinaryOperatorKind comparison) => comparison switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => comparison,
    };
}

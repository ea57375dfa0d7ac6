using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Conditions;

/// <summary>The facts that a condition adds on each branch: the system, and whether a port is 0.</summary>
internal sealed class ConditionRefiner(SocketTypes types, SourceMethods methods, TransferContext context)
{
    /// <summary>A question that asks a question that asks a question: what it says is not looked at.</summary>
    private const int MaxQuestions = 3;

    private readonly TestedValues _values = new(context);
    private int _depth;

    /// <summary>The states in which the condition is true and false; null where it can't be.</summary>
    public (FlowState? WhenTrue, FlowState? WhenFalse) Split(IOperation condition, Value value, FlowState state)
    {
        if (condition.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return constant ? (state, null) : (null, state);
        }

        if (SystemTests.Of(value) is { } test)
        {
            return (state.On(test.WhenTrue), state.On(test.WhenFalse));
        }

        // Where neither can be, what is known contradicts itself; the program goes on all the same.
        var (whenTrue, whenFalse) = (Refine(condition, true, state), Refine(condition, false, state));
        return whenTrue is null && whenFalse is null ? (state, state) : (whenTrue, whenFalse);
    }

    /// <summary>The state after a check such as <c>ThrowIfZero</c> has let the path pass; null if it never does.</summary>
    public FlowState? AfterCheck(IInvocationOperation call, FlowState state) =>
        PortComparisons.Refused(call) is { } refused ? Compare(refused, outcome: false, state) : state;

    private FlowState? Refine(IOperation condition, bool outcome, FlowState state)
    {
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Refine(not.Operand, !outcome, state);
            case IParenthesizedOperation parenthesized:
                return Refine(parenthesized.Operand, outcome, state);
            case IConversionOperation { OperatorMethod: null, Type.SpecialType: SpecialType.System_Boolean } conversion:
                return Refine(conversion.Operand, outcome, state);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd } both when IsCondition(both):
                return Combine(Refine, both.LeftOperand, both.RightOperand, isAnd: true, outcome, state);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr } either
                when IsCondition(either):
                return Combine(Refine, either.LeftOperand, either.RightOperand, isAnd: false, outcome, state);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary
                when binary.RightOperand.ConstantValue is { HasValue: true, Value: bool answer }:
                return Refine(binary.LeftOperand, outcome == (answer == (binary.OperatorKind == BinaryOperatorKind.Equals)), state);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary
                when IsNull(binary.RightOperand) || IsNull(binary.LeftOperand):
                var subject = IsNull(binary.RightOperand) ? binary.LeftOperand : binary.RightOperand;
                return _values.KeepNull(new(subject), outcome == (binary.OperatorKind == BinaryOperatorKind.Equals), state);
            case IIsPatternOperation isPattern:
                return Match(new(isPattern.Value), isPattern.Pattern, outcome, state);
            case IIsNullOperation isNull
                when outcome && IsOptionalDelegate(isNull.Operand) && _values.KeepNull(new(isNull.Operand), false, state) is not null:
                return null;
            case IIsNullOperation isNull:
                return _values.KeepNull(new(isNull.Operand), outcome, state);
            case IInvocationOperation { TargetMethod: { Name: "TryParse", ContainingType.Name: "IPAddress" } } parse
                when outcome && ArgumentOrder.Of(parse) is [var text, ..] && context.PlaceOf(TestedValues.Unwrap(text), state) is { } place:
                return state.With(place, Value.Of(AddressTextFact.Instance));
            case ILocalReferenceOperation { Local: var local }
                when state[Place.Of(local)] is { MayBeOther: false, Facts: [ConditionFact kept] }:
                return kept.Then.Equals(state[kept.Subject]) ? Refine(kept.Condition, outcome, state) : state;
            default:
                return PortComparisons.Of(condition) is { } comparison ? Compare(comparison, outcome, state)
                    : condition is IInvocationOperation call ? Ask(call, outcome, state)
                    : state;
        }
    }

    /// <summary>Either side may be the one that is known; of two that are, a constant is.</summary>
    private FlowState? Compare(PortComparison comparison, bool outcome, FlowState state)
    {
        var limit = comparison.Limit is null ? 0 : _values.NumberOf(comparison.Limit, state);
        if (comparison.Limit is { } other
            && (limit is null || comparison.Subject.ConstantValue.HasValue)
            && _values.NumberOf(comparison.Subject, state) is { } number)
        {
            return _values.Compare(new(other), PortComparisons.Mirror(comparison.Comparison), number, outcome, state);
        }

        return limit is { } known ? _values.Compare(new(comparison.Subject), comparison.Comparison, known, outcome, state) : state;
    }

    /// <summary>A method of the program whose body is one condition on what it is given.</summary>
    private FlowState? Ask(IInvocationOperation call, bool outcome, FlowState state)
    {
        var given = call.Arguments
            .Where(argument => argument.Parameter is not null)
            .Select(argument => (
                Asked: Place.Of(argument.Parameter!.OriginalDefinition),
                Place: context.PlaceOf(TestedValues.Unwrap(argument.Value), state),
                argument.Value))
            .ToList();
        if (_depth == MaxQuestions || !given.Any(each => IsKnown(each.Place)) || methods.ReturnedBy(call.TargetMethod) is not { } returned)
        {
            return state;
        }

        var asked = given.Aggregate(state, (all, each) =>
            all.With(each.Asked, IsKnown(each.Place) ? state[each.Place!]!.Value : ConstantValues.OfConstant(each.Value) ?? Value.Unknown));
        _depth++;
        var answered = Refine(returned, outcome, asked);
        _depth--;
        return answered is null ? null : given
            .Where(each => IsKnown(each.Place))
            .Aggregate(state, (all, each) => all.With(each.Place!, answered[each.Asked] ?? Value.Unknown));

        bool IsKnown(Place? place) => place is not null && state[place] is { HasFacts: true } value && value.Sockets.Count == 0;
    }

    /// <summary>The value of a condition that is kept in a variable and may be tested later.</summary>
    public Value Keep(IOperation condition)
    {
        var subject = condition is IIsPatternOperation { Value: var matched } ? matched : PortComparisons.Of(condition)?.Subject;
        return subject is not null
            && context.PlaceOf(TestedValues.Unwrap(subject), context.State) is { Capture: null } place
            && context.State[place] is { HasFacts: true } now
            ? Value.Of(new ConditionFact(condition, place, now))
            : Value.Unknown;
    }

    private FlowState? Match(Tested tested, IPatternOperation pattern, bool outcome, FlowState state)
    {
        switch (pattern)
        {
            case INegatedPatternOperation negated:
                return Match(tested, negated.Pattern, !outcome, state);
            case IBinaryPatternOperation binary:
                var isAnd = binary.OperatorKind == BinaryOperatorKind.And;
                var matched = Combine(
                    (each, result, at) => Match(tested, each, result, at), binary.LeftPattern, binary.RightPattern, isAnd, outcome, state);
                return isAnd && outcome && matched is not null ? Name(tested, binary, matched) : matched;
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } }:
                return _values.KeepNull(tested, outcome, state);
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool answer } }:
                return Refine(tested.Operation, outcome == answer, state);
            case IConstantPatternOperation constant when _values.NumberOf(constant.Value, state) is { } number:
                return _values.Compare(tested, BinaryOperatorKind.Equals, number, outcome, state);
            case IRelationalPatternOperation relational when _values.NumberOf(relational.Value, state) is { } number:
                return _values.Compare(tested, relational.OperatorKind, number, outcome, state);
            case IRecursivePatternOperation recursive
                when PortPattern(recursive) is { } port
                && (outcome || recursive is { PropertySubpatterns.Length: 1, DeconstructionSubpatterns.IsEmpty: true }):
                var isThere = _values.KeepNull(tested, false, state);
                var isMatch = isThere is null ? null : Match(tested with { IsPort = true }, port, outcome, isThere);
                return outcome
                    ? isMatch is null || recursive.DeclaredSymbol is null ? isMatch : Name(tested, recursive, isMatch)
                    : Join(_values.KeepNull(tested, true, state), isMatch);
            case IDeclarationPatternOperation or IRecursivePatternOperation when outcome:
                return _values.KeepNull(tested, false, state);
            default:
                return state;
        }
    }

    /// <summary>The part of the pattern that tests the port of an endpoint.</summary>
    private IPatternOperation? PortPattern(IRecursivePatternOperation pattern) =>
        types.IsIPEndPoint(pattern.MatchedType)
            ? pattern.PropertySubpatterns.FirstOrDefault(
                each => each.Member is IPropertyReferenceOperation { Property.Name: "Port" })?.Pattern
            : null;

    /// <summary>Gives the variables of the pattern the tested value.</summary>
    private FlowState Name(Tested tested, IPatternOperation pattern, FlowState state)
    {
        if (!tested.IsPort && context.PlaceOf(TestedValues.Unwrap(tested.Operation), state) is { } place && state[place] is { } value)
        {
            foreach (var symbol in NamedBy(pattern))
            {
                state = state.With(Place.Of(symbol), value);
            }
        }

        return state;
    }

    private static IEnumerable<ISymbol> NamedBy(IPatternOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation { DeclaredSymbol: { } symbol } => [symbol],
        IRecursivePatternOperation { DeclaredSymbol: { } symbol } => [symbol],
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } binary =>
            NamedBy(binary.LeftPattern).Concat(NamedBy(binary.RightPattern)),
        _ => [],
    };

    /// <summary>Two conditions or patterns in one: the second is asked only where the first has not said it all.</summary>
    private FlowState? Combine<T>(Func<T, bool, FlowState, FlowState?> refine, T first, T second, bool isAnd, bool outcome, FlowState state)
    {
        if (isAnd == outcome)
        {
            return refine(first, outcome, state) is { } also ? refine(second, outcome, also) : null;
        }

        var passed = refine(first, !outcome, state);
        return Join(refine(first, outcome, state), passed is null ? null : refine(second, outcome, passed));
    }

    private FlowState? Join(FlowState? one, FlowState? other) =>
        one is null ? other : other is null ? one : one.Join(other, context.Values.Initial);

    private static bool IsCondition(IBinaryOperation operation) => operation.Type?.SpecialType == SpecialType.System_Boolean;

    /// <summary>"handler?.Invoke(socket)": a delegate that is offered counts as set, unless it is known not to be.</summary>
    private static bool IsOptionalDelegate(IOperation operand) =>
        operand is IFlowCaptureReferenceOperation { Type.TypeKind: TypeKind.Delegate };

    private static bool IsNull(IOperation operation) =>
        ConstantValues.OfConstant(operation) is { Facts: [NullFact] };
}

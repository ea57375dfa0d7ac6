using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>The results of converting, comparing or matching an exception or an error's code; nothing for any other value.</summary>
internal static class FailureTests
{
    /// <summary><c>SocketError.AddressNotAvailable</c>, which is what Windows calls it, too.</summary>
    private const int AddressNotAvailable = 10049;

    /// <summary>A comparison that tells the collision from other errors, but comes out either way.</summary>
    private static readonly SystemTestFact Undecided = new(Systems.All, Systems.All) { IdentifiesCollision = true };

    public static Value Convert(IConversionOperation conversion, Value value) =>
        value is not { Facts: [ExceptionFact exception], MayBeOther: false } ? value
        : (exception.IsA(conversion.Type), conversion.IsTryCast) switch
        {
            (true, _) => value,
            (false, true) => Value.Of(NullFact.Instance),
            _ => Value.Unknown,
        };

    /// <summary>Nothing is known to be null here; what is known of the failure is not.</summary>
    public static Value IsNull(Value value) => OfTest(IsThere(value) ? false : null);

    public static Value IsType(IIsTypeOperation test, Value value) =>
        OfTest(IsA(value, test.TypeOperand) is { } isA ? isA != test.IsNegated : null);

    private static Value Compare(Value left, Value right) => (left.Facts, right.Facts) switch
    {
        ([ErrorCodeFact code], [NumberFact number]) when !left.MayBeOther => Compare(code, number.Number),
        ([NumberFact number], [ErrorCodeFact code]) when !right.MayBeOther => Compare(code, number.Number),
        ([ErrorCodeFact], [ErrorCodeFact]) when !left.MayBeOther && !right.MayBeOther => OfTest(true, identifies: true),
        ([NullFact], _) when IsThere(right) => OfTest(false),
        (_, [NullFact]) when IsThere(left) => OfTest(false),
        _ => Value.Unknown,
    };

    /// <summary>Whether the operation is a question, both sides of which are evaluated, whatever the first comes to.</summary>
    public static bool IsTest(IBinaryOperation binary) =>
        binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
        || binary is { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or, Type.SpecialType: SpecialType.System_Boolean };

    public static Value Test(BinaryOperatorKind question, Value left, Value right) => question switch
    {
        BinaryOperatorKind.Equals => Compare(left, right),
        BinaryOperatorKind.NotEquals => SystemTests.Not(Compare(left, right)),
        BinaryOperatorKind.And => Combine(left, right, decisive: false),
        BinaryOperatorKind.Or => Combine(left, right, decisive: true),
        _ => Value.Unknown,
    };

    public static Value Match(IPatternOperation pattern, Value value, Func<IOperation, Value> evaluate)
    {
        if (!value.HasFacts)
        {
            return Value.Unknown;
        }

        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return Compare(value, evaluate(constant.Value));
            case IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true }:
                return OfTest(true);
            case ITypePatternOperation type:
                return OfTest(IsA(value, type.MatchedType));
            case IDeclarationPatternOperation declaration:
                return OfTest(IsA(value, declaration.MatchedType));
            case INegatedPatternOperation negated:
                return SystemTests.Not(Match(negated.Pattern, value, evaluate));
            case IBinaryPatternOperation binary:
                return Combine(
                    Match(binary.LeftPattern, value, evaluate),
                    Match(binary.RightPattern, value, evaluate),
                    decisive: binary.OperatorKind == BinaryOperatorKind.Or);
            case IRecursivePatternOperation recursive:
                return MatchProperties(recursive, value, evaluate);
            default:
                return Value.Unknown;
        }
    }

    /// <summary>The value that a method returns about an exception or its code; null if none.</summary>
    public static Value? Call(IInvocationOperation call, Value instance, Value[] arguments) =>
        (instance.Facts, call.TargetMethod.Name) switch
        {
            ([ExceptionFact], "Flatten") => instance,
            ([ExceptionFact exception], "GetBaseException") => Value.Of(exception.Innermost),
            ([ErrorCodeFact], "Equals") when arguments is [var other] => Compare(instance, other),
            _ => null,
        };

    /// <summary>A new exception, with the one that it wraps.</summary>
    public static ExceptionFact Created(IObjectCreationOperation creation, Value[] arguments) =>
        new(creation.Type, false, arguments.SelectMany(argument => argument.Facts).OfType<ExceptionFact>().FirstOrDefault());

    /// <summary>The value of a property of an exception; null if it tells nothing.</summary>
    public static Value? Property(IPropertyReferenceOperation property, Value receiver) =>
        receiver is not { Facts: [var only], MayBeOther: false } ? null : (only, property.Property.Name) switch
        {
            (ExceptionFact { IsCollision: true }, "SocketErrorCode") => Value.Of(new ErrorCodeFact(ErrorCodeKind.SocketError)),
            (ExceptionFact { IsCollision: true }, "ErrorCode" or "NativeErrorCode") => Value.Of(new ErrorCodeFact(ErrorCodeKind.Native)),
            (ExceptionFact exception, "InnerException") => exception.Inner is { } inner ? Value.Of(inner) : Value.Unknown,
            (ExceptionFact { Inner: { } inner }, "InnerExceptions") => Value.Of(new InnerExceptionsFact(inner)),
            (InnerExceptionsFact inner, _) when property.Property.IsIndexer => Value.Of(inner.Inner),
            _ => null,
        };

    private static Value MatchProperties(IRecursivePatternOperation pattern, Value value, Func<IOperation, Value> evaluate)
    {
        var isA = IsA(value, pattern.MatchedType);
        var result = pattern.DeconstructionSubpatterns.IsEmpty || isA == false ? OfTest(isA) : Value.Unknown;
        foreach (var subpattern in pattern.PropertySubpatterns)
        {
            var member = subpattern.Member is IPropertyReferenceOperation property
                ? Property(property, value) ?? Value.Unknown
                : Value.Unknown;
            result = Combine(result, Match(subpattern.Pattern, member, evaluate), decisive: false);
        }

        return result;
    }

    private static Value Compare(ErrorCodeFact code, int number) => code.Kind switch
    {
        ErrorCodeKind.SocketError => OfTest(number == AddressNotAvailable, identifies: number == AddressNotAvailable),
        ErrorCodeKind.TaskStatus => OfTest(number == (int)TaskStatus.Faulted),

        // EADDRNOTAVAIL on Windows, Linux, and macOS.
        _ => number is AddressNotAvailable or 99 or 49 ? Value.Of(Undecided) : OfTest(false),
    };

    /// <summary>One side that is <paramref name="decisive"/> decides, as does the other one where both are not.</summary>
    private static Value Combine(Value left, Value right, bool decisive)
    {
        var (one, other) = (IsTrue(left), IsTrue(right));
        bool? result = one == decisive || other == decisive ? decisive : one == !decisive && other == !decisive ? !decisive : null;
        return OfTest(result, Identifies(left) || Identifies(right));
    }

    /// <summary>The outcome of a test; null: either.</summary>
    private static Value OfTest(bool? isTrue, bool identifies = false) =>
        isTrue is { } known ? Value.Of(SystemTests.Always(known) with { IdentifiesCollision = identifies })
        : identifies ? Value.Of(Undecided)
        : Value.Unknown;

    private static bool? IsTrue(Value value) => SystemTests.Of(value) switch
    {
        { WhenFalse: Systems.None } => true,
        { WhenTrue: Systems.None } => false,
        _ => null,
    };

    public static bool Identifies(Value value) => value.Facts.Any(fact => fact is SystemTestFact { IdentifiesCollision: true });

    private static bool IsThere(Value value) =>
        !value.MayBeOther && value.HasFacts && value.Facts.All(fact => fact is ExceptionFact or InnerExceptionsFact or FailedTaskFact);

    private static bool? IsA(Value value, ITypeSymbol? type) => value is not { Facts: [var only], MayBeOther: false } ? null : only switch
    {
        ExceptionFact exception => exception.IsA(type),
        ErrorCodeFact => type?.Name is "SocketError" or "Object" or "Enum" ? true : null,
        NullFact => false,
        _ => null,
    };
}

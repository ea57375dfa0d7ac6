using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>What comes of a value of the failed connect that is compared, converted or combined with another.</summary>
internal static class ErrorComparisons
{
    private const long AddressNotAvailable = 10049;

    public static ErrorValue Convert(IConversionOperation conversion, ErrorValue value) => value switch
    {
        { Kind: ErrorValueKind.Exception, Failure: { } failure } when conversion.IsTryCast => failure.IsA(conversion.Type) switch
        {
            true => value,
            false => ErrorValue.Null,
            null => ErrorValue.Unknown,
        },
        { Kind: ErrorValueKind.Exception, Failure: { } failure } when failure.IsA(conversion.Type) != true => ErrorValue.Unknown,
        _ => value,
    };

    public static ErrorValue Binary(IBinaryOperation binary, ErrorValue left, ErrorValue right)
    {
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.Equals:
                return Compare(left, right);
            case BinaryOperatorKind.NotEquals:
                var equal = Compare(left, right);
                return ErrorValue.OfTest(!equal.IsTrue, equal.Singles);
            case BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd:
                bool? both = left.IsTrue == false || right.IsTrue == false ? false
                    : left.IsTrue == true && right.IsTrue == true ? true : null;
                return ErrorValue.OfTest(both, left.Singles || right.Singles);
            case BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr:
                bool? either = left.IsTrue == true || right.IsTrue == true ? true
                    : left.IsTrue == false && right.IsTrue == false ? false : null;
                return ErrorValue.OfTest(either, left.Singles || right.Singles);
            default:
                return ErrorValue.Unknown;
        }
    }

    public static ErrorValue Compare(ErrorValue left, ErrorValue right)
    {
        if (left.Kind == ErrorValueKind.Constant && right.Kind != ErrorValueKind.Constant)
        {
            (left, right) = (right, left);
        }

        if (right.Kind != ErrorValueKind.Constant)
        {
            return left.Kind == ErrorValueKind.Code && right.Kind == ErrorValueKind.Code
                ? ErrorValue.OfTest(true, singles: true)
                : ErrorValue.Unknown;
        }

        switch (left.Kind)
        {
            case ErrorValueKind.Constant:
                return ErrorValue.OfTest(Equals(left.Constant, right.Constant), left.Singles || right.Singles);
            case ErrorValueKind.Code when right.Constant is long code:
                return ErrorValue.OfTest(code == AddressNotAvailable, singles: code == AddressNotAvailable);
            case ErrorValueKind.NativeCode when right.Constant is long number:
                // EADDRNOTAVAIL on Windows, Linux, and macOS: which of them it is, is not known here.
                return number is AddressNotAvailable or 99 or 49 ? ErrorValue.Unknown with { Singles = true } : ErrorValue.OfTest(false);
            case ErrorValueKind.Exception or ErrorValueKind.Exceptions or ErrorValueKind.FailedTask when right.Constant is null:
                return ErrorValue.OfTest(false);
            default:
                return ErrorValue.Unknown;
        }
    }

    public static bool? IsNull(ErrorValue value) => value.Kind switch
    {
        ErrorValueKind.Unknown => null,
        ErrorValueKind.Constant => value.Constant is null,
        _ => false,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>Whether a value of the failed connect matches a pattern; what the pattern declares is known from then on.</summary>
internal sealed class ErrorPatterns(ErrorTests tests)
{
    public ErrorValue Match(IPatternOperation pattern, ErrorValue value, ref FailureFacts facts)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return ErrorComparisons.Compare(value, tests.Evaluate(constant.Value, ref facts));
            case IDiscardPatternOperation:
                return ErrorValue.OfTest(true);
            case ITypePatternOperation type:
                return ErrorValue.OfTest(IsA(value, type.MatchedType));
            case IDeclarationPatternOperation declaration:
                facts = Declare(declaration.DeclaredSymbol, value, facts);
                return declaration.MatchesNull ? ErrorValue.OfTest(true) : ErrorValue.OfTest(IsA(value, declaration.MatchedType));
            case INegatedPatternOperation negated:
                var matched = Match(negated.Pattern, value, ref facts);
                return ErrorValue.OfTest(!matched.IsTrue, matched.Singles);
            case IBinaryPatternOperation binary:
                var left = Match(binary.LeftPattern, value, ref facts);
                var right = Match(binary.RightPattern, value, ref facts);
                var isOr = binary.OperatorKind == BinaryOperatorKind.Or;
                bool? combined = left.IsTrue == isOr || right.IsTrue == isOr ? isOr
                    : left.IsTrue == !isOr && right.IsTrue == !isOr ? !isOr : null;
                return ErrorValue.OfTest(combined, left.Singles || right.Singles);
            case IRecursivePatternOperation recursive:
                return MatchProperties(recursive, value, ref facts);
            default:
                return ErrorValue.Unknown;
        }
    }

    private ErrorValue MatchProperties(IRecursivePatternOperation pattern, ErrorValue value, ref FailureFacts facts)
    {
        facts = Declare(pattern.DeclaredSymbol, value, facts);
        var result = IsA(value, pattern.MatchedType);
        var singles = false;
        foreach (var subpattern in pattern.PropertySubpatterns)
        {
            var member = subpattern.Member is IPropertyReferenceOperation property ? ErrorTests.Property(property, value, facts) : ErrorValue.Unknown;
            var matched = Match(subpattern.Pattern, member, ref facts);
            singles |= matched.Singles;
            result = result == false || matched.IsTrue == false ? false : result == true && matched.IsTrue == true ? true : null;
        }

        return ErrorValue.OfTest(pattern.DeconstructionSubpatterns.IsEmpty || result == false ? result : null, singles);
    }

    private static FailureFacts Declare(ISymbol? symbol, ErrorValue value, FailureFacts facts) =>
        symbol is null ? facts : facts.With(symbol, value);

    private static bool? IsA(ErrorValue value, ITypeSymbol? type) => value switch
    {
        { Kind: ErrorValueKind.Exception, Failure: { } failure } => failure.IsA(type),
        { Kind: ErrorValueKind.Code } => type?.Name is "SocketError" or "Object" or "Enum" ? true : null,
        { IsNull: true } => false,
        _ => null,
    };
}

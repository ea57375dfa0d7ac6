using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>
/// What conditions come to where a connect has failed with AddressNotAvailable: true, false, or unknown.
/// </summary>
internal sealed class ErrorTests(CodeMap map, CollisionBudget budget)
{
    private const long AddressNotAvailable = 10049;
    private const long TaskStatusFaulted = 7;
    private const int MaxPredicateDepth = 3;

    private int _predicateDepth;

    public ErrorValue Evaluate(IOperation operation, ref FailureFacts facts)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            return ErrorValue.Of(constant);
        }

        switch (operation)
        {
            case ICaughtExceptionOperation:
                return facts[typeof(ICaughtExceptionOperation)];
            case ILocalReferenceOperation local:
                return facts[local.Local];
            case IParameterReferenceOperation parameter:
                return facts[parameter.Parameter.OriginalDefinition];
            case IFlowCaptureReferenceOperation reference:
                return facts[reference.Id];
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand, ref facts);
            case IDefaultValueOperation { Type.IsReferenceType: true }:
                return ErrorValue.Null;
            case IConversionOperation { OperatorMethod: null } conversion:
                return Convert(conversion, Evaluate(conversion.Operand, ref facts));
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                var operand = Evaluate(not.Operand, ref facts);
                return ErrorValue.OfTest(!operand.IsTrue, operand.Singles);
            case IBinaryOperation binary:
                return Binary(binary, Evaluate(binary.LeftOperand, ref facts), Evaluate(binary.RightOperand, ref facts));
            case IIsNullOperation isNull:
                return ErrorValue.OfTest(IsNull(Evaluate(isNull.Operand, ref facts)));
            case IIsTypeOperation isType:
                var typed = Evaluate(isType.ValueOperand, ref facts).Failure?.IsA(isType.TypeOperand);
                return ErrorValue.OfTest(isType.IsNegated ? !typed : typed);
            case IIsPatternOperation isPattern:
                return Match(isPattern.Pattern, Evaluate(isPattern.Value, ref facts), ref facts);
            case IPropertyReferenceOperation { Instance: { } instance } property:
                return Property(property, Evaluate(instance, ref facts), facts);
            case IInvocationOperation invocation:
                return Invoke(invocation, ref facts);
            case IObjectCreationOperation { Type: { } type } creation:
                return Create(creation, type, ref facts);
            default:
                return ErrorValue.Unknown;
        }
    }

    /// <summary>The key by which facts know whether a socket is connected: by the variable that holds it.</summary>
    public static object ConnectedKey(ISymbol holder) => ("Connected", holder);

    private static ErrorValue Convert(IConversionOperation conversion, ErrorValue value) => value switch
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

    private static ErrorValue Binary(IBinaryOperation binary, ErrorValue left, ErrorValue right)
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

    private static ErrorValue Compare(ErrorValue left, ErrorValue right)
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

    private static bool? IsNull(ErrorValue value) => value.Kind switch
    {
        ErrorValueKind.Unknown => null,
        ErrorValueKind.Constant => value.Constant is null,
        _ => false,
    };

    private ErrorValue Match(IPatternOperation pattern, ErrorValue value, ref FailureFacts facts)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return Compare(value, Evaluate(constant.Value, ref facts));
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
            var member = subpattern.Member is IPropertyReferenceOperation property ? Property(property, value, facts) : ErrorValue.Unknown;
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

    private static ErrorValue Property(IPropertyReferenceOperation property, ErrorValue instance, FailureFacts facts)
    {
        switch (instance.Kind, property.Property.Name)
        {
            case (ErrorValueKind.Exception, "SocketErrorCode") when instance.Failure!.IsCollision:
                return new ErrorValue(ErrorValueKind.Code);
            case (ErrorValueKind.Exception, "ErrorCode" or "NativeErrorCode") when instance.Failure!.IsCollision:
                return new ErrorValue(ErrorValueKind.NativeCode);
            case (ErrorValueKind.Exception, "InnerException"):
                return ErrorValue.OfException(instance.Failure!.Inner);
            case (ErrorValueKind.Exception, "InnerExceptions") when instance.Failure!.Inner is { } inner:
                return new ErrorValue(ErrorValueKind.Exceptions, null, inner);
            case (ErrorValueKind.Exceptions, _) when property.Property.IsIndexer:
                return ErrorValue.OfException(instance.Failure);
            case (ErrorValueKind.FailedTask, "IsFaulted" or "IsCompleted"):
                return ErrorValue.OfTest(true);
            case (ErrorValueKind.FailedTask, "IsCompletedSuccessfully" or "IsCanceled"):
                return ErrorValue.OfTest(false);
            case (ErrorValueKind.FailedTask, "Status"):
                return ErrorValue.Of(TaskStatusFaulted);
            case (ErrorValueKind.FailedTask, "Exception"):
                return ErrorValue.OfException(instance.Failure);
            case (_, "Connected") when Holder(property.Instance) is { } holder:
                return facts[ConnectedKey(holder)];
            default:
                return ErrorValue.Unknown;
        }
    }

    /// <summary>The variable or member by which the code holds a socket.</summary>
    public static ISymbol? Holder(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Property.Name: "Client", Instance: { } client } => Holder(client),
        IPropertyReferenceOperation property => property.Property,
        IConversionOperation conversion => Holder(conversion.Operand),
        _ => null,
    };

    private ErrorValue Invoke(IInvocationOperation invocation, ref FailureFacts facts)
    {
        var instance = invocation.Instance is { } receiver ? Evaluate(receiver, ref facts) : ErrorValue.Unknown;
        switch (invocation.TargetMethod.Name)
        {
            case "Equals" when invocation.Arguments is [{ Value: var other }]:
                return Compare(instance, Evaluate(other, ref facts));
            case "Flatten" when instance.Kind == ErrorValueKind.Exception:
                return instance;
            case "GetBaseException" when instance.Failure is { } failure:
                while (failure.Inner is { } inner)
                {
                    failure = inner;
                }

                return ErrorValue.OfException(failure);
        }

        return Predicate(invocation, facts);
    }

    /// <summary>A helper that is asked about the exception, the code or the task is run with it.</summary>
    private ErrorValue Predicate(IInvocationOperation invocation, FailureFacts facts)
    {
        var known = FailureFacts.None;
        foreach (var argument in invocation.Arguments)
        {
            var value = Evaluate(argument.Value, ref facts);
            if (argument.Parameter is { } parameter && value.Kind is not (ErrorValueKind.Unknown or ErrorValueKind.Constant))
            {
                known = known.With(parameter.OriginalDefinition, value);
            }
        }

        if (known.Values.IsEmpty
            || _predicateDepth >= MaxPredicateDepth
            || map.BodyOf(invocation.TargetMethod) is not { } body)
        {
            return ErrorValue.Unknown;
        }

        _predicateDepth++;
        try
        {
            var walk = new PredicateWalk(body.Graph, this, budget);
            walk.Run(0, known);
            return walk.Result;
        }
        finally
        {
            _predicateDepth--;
        }
    }

    private ErrorValue Create(IObjectCreationOperation creation, ITypeSymbol type, ref FailureFacts facts)
    {
        if (!IsException(type))
        {
            return ErrorValue.Unknown;
        }

        Failure? inner = null;
        foreach (var argument in creation.Arguments)
        {
            inner ??= Evaluate(argument.Value, ref facts).Failure;
        }

        return ErrorValue.OfException(new Failure(type, false, inner));
    }

    private static bool IsException(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }
}

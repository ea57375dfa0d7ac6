using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>
/// What conditions come to where a connect has failed with AddressNotAvailable: true, false, or unknown.
/// </summary>
internal sealed class ErrorTests
{
    private const long TaskStatusFaulted = 7;
    private const int MaxPredicateDepth = 3;

    private readonly CodeMap _map;
    private readonly CollisionBudget _budget;
    private readonly ErrorPatterns _patterns;
    private int _predicateDepth;

    public ErrorTests(CodeMap map, CollisionBudget budget)
    {
        _map = map;
        _budget = budget;
        _patterns = new ErrorPatterns(this);
    }

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
                return ErrorComparisons.Convert(conversion, Evaluate(conversion.Operand, ref facts));
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                var operand = Evaluate(not.Operand, ref facts);
                return ErrorValue.OfTest(!operand.IsTrue, operand.Singles);
            case IBinaryOperation binary:
                return ErrorComparisons.Binary(binary, Evaluate(binary.LeftOperand, ref facts), Evaluate(binary.RightOperand, ref facts));
            case IIsNullOperation isNull:
                return ErrorValue.OfTest(ErrorComparisons.IsNull(Evaluate(isNull.Operand, ref facts)));
            case IIsTypeOperation isType:
                var typed = Evaluate(isType.ValueOperand, ref facts).Failure?.IsA(isType.TypeOperand);
                return ErrorValue.OfTest(isType.IsNegated ? !typed : typed);
            case IIsPatternOperation isPattern:
                return _patterns.Match(isPattern.Pattern, Evaluate(isPattern.Value, ref facts), ref facts);
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

    /// <summary>What a property tells of the exception, the code or the task that it is asked of.</summary>
    public static ErrorValue Property(IPropertyReferenceOperation property, ErrorValue instance, FailureFacts facts)
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
                return ErrorComparisons.Compare(instance, Evaluate(other, ref facts));
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
            || _map.BodyOf(invocation.TargetMethod) is not { } body)
        {
            return ErrorValue.Unknown;
        }

        _predicateDepth++;
        try
        {
            var walk = new PredicateWalk(body.Graph, this, _budget);
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
        if (!type.IsException())
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
}

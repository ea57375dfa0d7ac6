using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Conditions;

/// <summary>A comparison of two numbers; of one with 0 where <paramref name="Limit"/> is null.</summary>
internal sealed record PortComparison(IOperation Subject, BinaryOperatorKind Comparison, IOperation? Limit);

/// <summary>The forms in which code compares a number with another: by an operator, or by a method of the framework.</summary>
internal static class PortComparisons
{
    /// <summary>Null where the condition is no comparison.</summary>
    public static PortComparison? Of(IOperation condition) => condition switch
    {
        IBinaryOperation { LeftOperand: IInvocationOperation { Instance: { } subject, Arguments: [{ Value: var limit }] } call } order
            when call.TargetMethod is { Name: "CompareTo", ContainingType: var type }
                && type.IsOfFramework()
                && order.RightOperand.ConstantValue is { HasValue: true, Value: 0 } => new(subject, order.OperatorKind, limit),
        IBinaryOperation binary => new(binary.LeftOperand, binary.OperatorKind, binary.RightOperand),
        IInvocationOperation { TargetMethod: { Name: "Equals", ContainingType: var type }, Instance: { } subject,
            Arguments: [{ Value: var other }] }
            when type.IsOfFramework() => new(subject, BinaryOperatorKind.Equals, other),
        IInvocationOperation
        {
            TargetMethod: { Name: "Equals", IsStatic: true, ContainingType: var type },
            Arguments: [{ Value: var one }, { Value: var other }],
        }
            when type.IsOfFramework() => new(one, BinaryOperatorKind.Equals, other),
        _ => null,
    };

    /// <summary>The comparison for which the framework's <c>ThrowIf…</c> throws; null for all other calls.</summary>
    public static PortComparison? Refused(IInvocationOperation call)
    {
        if (call.TargetMethod is not { IsStatic: true, ContainingType: { Name: "ArgumentOutOfRangeException" } type }
            || !type.IsOfFramework())
        {
            return null;
        }

        BinaryOperatorKind? comparison = call.TargetMethod.Name switch
        {
            "ThrowIfEqual" or "ThrowIfZero" => BinaryOperatorKind.Equals,
            "ThrowIfNotEqual" => BinaryOperatorKind.NotEquals,
            "ThrowIfLessThan" or "ThrowIfNegative" => BinaryOperatorKind.LessThan,
            "ThrowIfLessThanOrEqual" or "ThrowIfNegativeOrZero" => BinaryOperatorKind.LessThanOrEqual,
            "ThrowIfGreaterThan" => BinaryOperatorKind.GreaterThan,
            "ThrowIfGreaterThanOrEqual" => BinaryOperatorKind.GreaterThanOrEqual,
            _ => null,
        };
        var hasLimit = call.TargetMethod.Parameters is [_, { Name: "other" }, ..];
        return comparison is { } known
            && ArgumentOrder.Of(call) is [var subject, var limit, ..] ? new(subject, known, hasLimit ? limit : null) : null;
    }

    /// <summary>The same comparison with its sides exchanged.</summary>
    public static BinaryOperatorKind Mirror(BinaryOperatorKind comparison) => comparison switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => comparison,
    };
}

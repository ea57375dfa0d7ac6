using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Collisions;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Operations;

/// <summary>
/// Comparisons that decide something, and sums that tell the turns of a loop apart. Any other operator yields the unknown.
/// </summary>
internal static class BinaryOperators
{
    public static Value Evaluate(IBinaryOperation binary, Func<IOperation, Value> evaluate)
    {
        if (SystemTests.Of(binary) is { } test)
        {
            return Value.Of(test);
        }

        if (binary is { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: var right }
            && right is { HasValue: true, Value: bool constant })
        {
            return SystemTests.Is(evaluate(binary.LeftOperand), constant == (binary.OperatorKind == BinaryOperatorKind.Equals));
        }

        return FailureTests.IsTest(binary)
            ? FailureTests.Test(binary.OperatorKind, evaluate(binary.LeftOperand), evaluate(binary.RightOperand))
            : Turn(binary, evaluate);
    }

    /// <summary>"a + b + c + …" leans to the left; as deep as it goes, it is walked without recursion.</summary>
    private static Value Turn(IBinaryOperation binary, Func<IOperation, Value> evaluate)
    {
        IOperation current = binary;
        var isOfTurn = false;
        while (current is IBinaryOperation { LeftOperand: var left, RightOperand: var right })
        {
            isOfTurn |= IsOfTurn(evaluate(right));
            current = left;
        }

        isOfTurn |= IsOfTurn(evaluate(current));
        return isOfTurn && binary.Type is { SpecialType: SpecialType.System_Int32 }
            ? Value.Of(TurnFact.Instance, mayBeOther: true)
            : Value.Unknown;
    }

    private static bool IsOfTurn(Value value) => value.Facts.Any(fact => fact is TurnFact);
}

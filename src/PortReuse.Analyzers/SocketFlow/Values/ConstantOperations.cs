using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>Questions about constant operands.</summary>
internal static class ConstantOperations
{
    public static bool? IsTrue(IOperation value) => value.ConstantValue is { HasValue: true, Value: var constant }
        ? constant switch
        {
            bool flag => flag,
            int number => number != 0,
            _ => null,
        }
        : value is IConversionOperation { OperatorMethod: null } conversion ? IsTrue(conversion.Operand) : null;

    /// <summary>A constant string, also as the span that it is converted to.</summary>
    public static string? ConstantText(IOperation operation) => operation switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IConversionOperation { Operand: var operand } => ConstantText(operand),
        _ => null,
    };

    /// <summary>An enum constant by its name, whatever its number on this framework.</summary>
    public static string? NameOfConstant(IOperation operation)
    {
        while (operation is IConversionOperation { Operand: var operand } && operation.Type?.TypeKind != TypeKind.Enum)
        {
            operation = operand;
        }

        if (operation is IFieldReferenceOperation { Field: { HasConstantValue: true, Name: var name } })
        {
            return name;
        }

        return operation is { ConstantValue: { HasValue: true, Value: var number },
            Type: INamedTypeSymbol { TypeKind: TypeKind.Enum } type }
            ? type.GetMembers()
                .OfType<IFieldSymbol>()
                .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, number))?.Name
            : null;
    }
}

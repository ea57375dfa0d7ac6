using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Calls;

/// <summary>
/// What the framework makes of rows of numbers, and writes to them, by its methods' signatures. Under which names one row goes is not
/// followed:
/// what is written to one may have been written to any.
/// </summary>
internal sealed class ByteCalls(TransferContext context)
{
    /// <summary>
    /// The result of a call that makes an array of zeros, or writes zeros; otherwise null, and every array that it may write to is
    /// forgotten.
    /// </summary>
    public Value? Call(IInvocationOperation call, Value instance, Value[] arguments)
    {
        var method = call.TargetMethod;
        if (!method.ContainingType.IsOfFramework())
        {
            return method.Parameters.IsEmpty
                && ZeroBytes.IsRow(method.ReturnType)
                && context.Values.Declared.OfReturned(method.OriginalDefinition) is { HasFacts: true } row ? row : null;
        }

        var operands = ArgumentOrder.Of(call);
        var isOfRow = call.Instance is not null && ZeroBytes.IsRow(call.Instance.Type);
        if (ZeroBytes.IsRow(method.ReturnType)
            && (isOfRow ? ZeroBytes.Are(instance) : operands.Length > 0 && IsZero(operands[0], arguments[0])))
        {
            return ZeroBytes.Value;
        }

        var target = isOfRow ? call.Instance : operands.FirstOrDefault();
        if (target is not null
            && IsWrittenTo(target)
            && WritesZero(call, operands, arguments, isOfRow ? 0 : 1)
            && context.PlaceOf(RowOf(target), context.State) is { } place)
        {
            context.Store(place, ZeroBytes.Value);
            return Value.Unknown;
        }

        if ((isOfRow && IsWrittenTo(call.Instance!)) || operands.Any(IsWrittenTo))
        {
            Forget();
        }

        return null;
    }

    /// <summary>A row that is made from another, or from a number.</summary>
    public static Value? Made(IObjectCreationOperation creation, Value[] arguments) =>
        ZeroBytes.IsRow(creation.Type) && arguments.Length > 0 && ZeroBytes.Are(arguments[0]) ? ZeroBytes.Value : null;

    /// <summary>An element is written to.</summary>
    public void Write(IOperation target, IOperation? value)
    {
        var isElement = target is IArrayElementReferenceOperation
            || (target is IPropertyReferenceOperation { Property.IsIndexer: true, Instance.Type: var type } && ZeroBytes.IsRow(type));
        if (isElement && (value is null || !ZeroBytes.IsZero(value)))
        {
            Forget();
        }
    }

    /// <summary>No row is known to be of zeros any more.</summary>
    public void Forget()
    {
        foreach (var place in context.State.PlacesWhere(fact => fact is ZeroBytesFact).ToList())
        {
            context.Store(place, Value.Unknown);
        }
    }

    private static bool WritesZero(IInvocationOperation call, IReadOnlyList<IOperation> operands, Value[] arguments, int first) =>
        call.TargetMethod.Name == "Clear"
        || (operands.Count > first
            && Enumerable.Range(first, operands.Count - first).All(index => IsZero(operands[index], arguments[index])));

    private static bool IsZero(IOperation operand, Value value) => ZeroBytes.IsZero(operand) || ZeroBytes.Are(value);

    private static bool IsWrittenTo(IOperation row) => ZeroBytes.IsRow(RowOf(row).Type) && ZeroBytes.IsWritable(row.Type);

    /// <summary>A conversion of an array yields the array.</summary>
    private static IOperation RowOf(IOperation row) => row is IConversionOperation { Operand: var operand } ? RowOf(operand) : row;
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>The numbers in a row, be it an array or a span, that an option is set to: where all of them are 0, it is cleared.</summary>
internal static class ZeroBytes
{
    public static readonly Value Value = Value.Of(ZeroBytesFact.Instance);

    /// <summary>Whether all that the value can be is 0, as a number or as a row of them.</summary>
    public static bool Are(Value value) =>
        value is { HasFacts: true, MayBeOther: false } && value.Facts.All(fact => fact is ZeroBytesFact or NumberFact { Number: 0 });

    /// <summary>Whether the operation makes such a row, by what it says itself.</summary>
    public static bool AreMadeBy(IOperation operation) => operation switch
    {
        IConversionOperation { Operand: var operand } => IsRow(operation.Type) && AreMadeBy(operand),
        IDefaultValueOperation => IsRow(operation.Type) && operation.Type!.IsValueType,
        IArrayCreationOperation array => IsRow(array.Type) && (array.Initializer is null || AreZero(array.Initializer.ElementValues)),
        IArrayInitializerOperation initializer => AreZero(initializer.ElementValues),
        IUtf8StringOperation { Value: var text } => text.All(each => each == '\0'),
        IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.Name: "BitConverter" } method,
            Arguments: [{ Value: var number }] } =>
            IsRow(method.ReturnType) && IsZero(number),
        { Syntax: StackAllocArrayCreationExpressionSyntax { Initializer: null } } => true,
        { Syntax: StackAllocArrayCreationExpressionSyntax { Initializer: { } listed } } => AreZero(In(listed, operation)),
        { Syntax: ImplicitStackAllocArrayCreationExpressionSyntax { Initializer: var listed } } => AreZero(In(listed, operation)),
        { Syntax: CollectionExpressionSyntax } => IsRow(operation.Type) && AreZero(operation.ChildOperations),
        _ => false,
    };

    /// <summary>An array, a span or a memory of numbers.</summary>
    public static bool IsRow(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { ElementType: var element } => IsNumber(element),
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory", TypeArguments: [var element] } named =>
            named.IsOfFramework() && IsNumber(element),
        _ => false,
    };

    /// <summary>Code that has the array can write to it.</summary>
    public static bool IsWritable(ITypeSymbol? type) => type is not INamedTypeSymbol { Name: "ReadOnlySpan" or "ReadOnlyMemory" };

    public static bool IsZero(IOperation number) =>
        ConstantOperations.IsTrue(number) == false || (ConstantValues.OfConstant(number) is { } constant && Are(constant));

    private static IEnumerable<IOperation> In(InitializerExpressionSyntax listed, IOperation operation) =>
        operation.ChildOperations.Where(child => listed.Span.Contains(child.Syntax.Span));

    private static bool AreZero(IEnumerable<IOperation> elements) => elements.ToList() is { Count: > 0 } all && all.TrueForAll(IsZero);

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;
}

/// <summary>Numbers in a row, all of them 0.</summary>
internal sealed record ZeroBytesFact : Fact
{
    public static readonly ZeroBytesFact Instance = new();

    public override string ToString() => "zeros";
}

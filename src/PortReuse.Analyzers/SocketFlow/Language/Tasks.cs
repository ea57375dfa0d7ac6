using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>A task stands for what it yields, and so does whatever is made of it to await it by.</summary>
internal static class Tasks
{
    /// <summary>A task, whatever it is awaited by, or several of them.</summary>
    public static bool IsTask(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsTask(array.ElementType),
        INamedTypeSymbol named => named.Name is "Task" or "ValueTask" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable"
            or "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter"
            || named.TypeArguments.Any(IsTask),
        _ => false,
    };

    /// <summary>Whether what the method returns stands for the same as what it is called on, or given.</summary>
    public static bool PassesOn(IMethodSymbol method) =>
        method.ContainingType is { ContainingNamespace: { Name: "Tasks" or "CompilerServices", ContainingNamespace.Name: "Threading" or "Runtime" } }
        && (method.IsStatic
            ? method is { Name: "FromResult", Parameters.Length: 1 } or { IsExtensionMethod: true, Name: "ConfigureAwait" }
            : method.Name is "ConfigureAwait" or "AsTask" or "WaitAsync" or "GetAwaiter" or "GetResult" or "Preserve");

    /// <summary>
    /// Whether the task comes from a variable, and not from the call that made it; <c>await t.ConfigureAwait(false)</c> as well.
    /// </summary>
    public static bool IsStored(IOperation task) => task switch
    {
        IInvocationOperation call when PassesOn(call.TargetMethod) =>
            (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } passedOn && IsStored(passedOn),
        IConversionOperation { Operand: var operand } => IsStored(operand),
        ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation => true,
        _ => false,
    };

    /// <summary><c>task.Wait()</c>, or <c>task.GetAwaiter().GetResult()</c>, of a task that comes from a variable.</summary>
    public static bool IsWait(IInvocationOperation call) =>
        call is { TargetMethod: { Name: "Wait" or "GetResult" } method, Instance: { } task }
        && method.ContainingNamespace is { Name: "Tasks" or "CompilerServices" }
        && IsStored(task);

    /// <summary>The type of what a task yields, or a <c>Lazy</c>; any other type is its own.</summary>
    public static ITypeSymbol ResultOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask" or "Lazy", TypeArguments: [var result] } ? result : type;

    /// <summary>The result type of a task or a <c>Lazy</c>.</summary>
    public static bool IsResult(IPropertySymbol property) =>
        property is { Name: "Result",
            ContainingType: { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } } }
            or { Name: "Value",
                ContainingType: { Name: "Lazy", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };
}

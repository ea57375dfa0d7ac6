using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>A task stands for what it yields, and so does whatever is made of it to await it by.</summary>
internal static class Tasks
{
    /// <summary>Whether what the method returns stands for the same as what it is called on, or given.</summary>
    public static bool PassesOn(IMethodSymbol method) =>
        method.ContainingType is { ContainingNamespace: { Name: "Tasks" or "CompilerServices", ContainingNamespace.Name: "Threading" or "Runtime" } }
        && (method.IsStatic
            ? method is { Name: "FromResult", Parameters.Length: 1 } or { IsExtensionMethod: true, Name: "ConfigureAwait" }
            : method.Name is "ConfigureAwait" or "AsTask" or "WaitAsync" or "GetAwaiter" or "GetResult" or "Preserve");

    public static bool IsResult(IPropertySymbol property) =>
        property is { Name: "Result", ContainingType: { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } } };
}

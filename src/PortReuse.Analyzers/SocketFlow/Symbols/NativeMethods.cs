using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.SocketFlow.Symbols;

/// <summary>The system's own functions as a program declares them for itself.</summary>
internal static class NativeMethods
{
    /// <summary><c>setsockopt</c>, by <c>[DllImport]</c> or <c>[LibraryImport]</c>, whatever the program calls it.</summary>
    public static bool IsSetSocketOption(IMethodSymbol method) =>
        method is { IsStatic: true, Parameters.Length: >= 4 } && EntryPointOf(method) == "setsockopt";

    /// <summary>The systems that have the library: elsewhere the call throws, and sets nothing.</summary>
    public static Systems SystemsOf(IMethodSymbol method)
    {
        var library = method.GetDllImportData()?.ModuleName
            ?? method.GetAttributes()
                .FirstOrDefault(attribute => attribute.AttributeClass?.Name == "LibraryImportAttribute")
                ?.FirstText();
        return library?.ToUpperInvariant() is "WS2_32" or "WS2_32.DLL" or "WSOCK32" or "WSOCK32.DLL" ? Systems.Windows : Systems.All;
    }

    private static string? EntryPointOf(IMethodSymbol method)
    {
        if (method.GetDllImportData() is { } import)
        {
            return import.EntryPointName ?? method.Name;
        }

        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "LibraryImportAttribute")
            {
                return AttributeTexts.TextOf(attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "EntryPoint").Value)
                    ?? method.Name;
            }
        }

        return null;
    }
}

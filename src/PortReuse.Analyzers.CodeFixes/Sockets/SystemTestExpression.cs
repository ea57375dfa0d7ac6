using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>A question for the operating system, as code writes it.</summary>
internal static class SystemTestExpression
{
    private const string OperatingSystem = "System.OperatingSystem";
    private const string RuntimeInformation = "System.Runtime.InteropServices.RuntimeInformation";
    private const string OSPlatform = "System.Runtime.InteropServices.OSPlatform";

    private static readonly (Systems System, string Method, string Platform)[] Known =
    [
        (Systems.Linux, "IsLinux", "Linux"),
        (Systems.Windows, "IsWindows", "Windows"),
        (Systems.MacOS, "IsMacOS", "OSX"),
        (Systems.FreeBsd, "IsFreeBSD", "Create(\"FREEBSD\")"),
    ];

    /// <summary>
    /// The condition that is true on these systems: <c>OperatingSystem.IsLinux()</c>, or the older form where one framework of the file has
    /// no such method; null where there is neither.
    /// </summary>
    public static string? Condition(Systems systems, FixPass pass, int position)
    {
        var asked = Known.Where(known => systems.HasFlag(known.System)).ToList();

        if (asked.Count == 0)
        {
            return null;
        }

        if (pass.Compilations.All(compilation => Has(compilation, OperatingSystem, asked.Select(known => known.Method))))
        {
            var type = TypeName.At(OperatingSystem, pass, position);

            return string.Join(" || ", asked.Select(known => $"{type}.{known.Method}()"));
        }

        if (pass.Compilations.All(compilation => Has(compilation, RuntimeInformation, ["IsOSPlatform"])))
        {
            var (type, platform) = (TypeName.At(RuntimeInformation, pass, position), TypeName.At(OSPlatform, pass, position));

            return string.Join(" || ", asked.Select(known => $"{type}.IsOSPlatform({platform}.{known.Platform})"));
        }

        return null;
    }

    /// <summary>Whether the condition asks for the system and for nothing else.</summary>
    public static bool IsTest(ExpressionSyntax condition, SemanticModel model) => Consists(condition, part => IsQuestion(part, model));

    /// <summary>
    /// Whether the condition asks for the system, or for what does nothing when it is asked: it can be left out, or asked earlier.
    /// </summary>
    public static bool IsTestOrFree(ExpressionSyntax condition, SemanticModel model) =>
        Consists(condition, part => IsQuestion(part, model) || SideEffects.CanDrop(part, model));

    private static bool Consists(ExpressionSyntax condition, Func<ExpressionSyntax, bool> isPart) => condition switch
    {
        ParenthesizedExpressionSyntax parenthesized => Consists(parenthesized.Expression, isPart),
        PrefixUnaryExpressionSyntax not when not.IsKind(SyntaxKind.LogicalNotExpression) => Consists(not.Operand, isPart),
        BinaryExpressionSyntax binary => Consists(binary.Left, isPart) && Consists(binary.Right, isPart),
        _ => isPart(condition),
    };

    private static bool IsQuestion(ExpressionSyntax part, SemanticModel model) =>
        part is InvocationExpressionSyntax call
            && model.GetSymbolInfo(call).Symbol is IMethodSymbol
            {
                IsStatic: true,
                Name: var name,
                ContainingType.Name: "OperatingSystem" or "RuntimeInformation",
            }
            && name.StartsWith("Is", StringComparison.Ordinal);

    private static bool Has(Compilation compilation, string type, IEnumerable<string> methods) =>
        compilation.TypeNamed(type) is { } found && methods.All(method => !found.GetMembers(method).IsEmpty);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Settings;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>Calls that the compiler leaves out: of methods with <c>[Conditional]</c>, where the symbol is not defined.</summary>
internal static class ConditionalCalls
{
    public static bool IsLeftOut(IInvocationOperation call)
    {
        var symbols = call.TargetMethod.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Name == "ConditionalAttribute")
            .Select(attribute => attribute.FirstText())
            .ToList();
        return symbols.Count > 0 && !symbols.Any(symbol => symbol is not null && IsDefined(symbol, call.Syntax.SyntaxTree));
    }

    private static bool IsDefined(string symbol, SyntaxTree tree) =>
        tree.Options.PreprocessorSymbolNames.Contains(symbol)
        || tree.GetRoot().GetLeadingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.DefineDirectiveTrivia) && trivia.ToString().Contains(symbol));
}

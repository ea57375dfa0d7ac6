using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

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

    /// <summary>By the project, or by the directives at the head of the file: of several the last one counts.</summary>
    private static bool IsDefined(string symbol, SyntaxTree tree)
    {
        var isDefined = tree.Options.PreprocessorSymbolNames.Contains(symbol);
        foreach (var trivia in tree.GetRoot().GetLeadingTrivia())
        {
            switch (trivia.GetStructure())
            {
                case DefineDirectiveTriviaSyntax { IsActive: true, Name.ValueText: var defined } when defined == symbol:
                    isDefined = true;
                    break;
                case UndefDirectiveTriviaSyntax { IsActive: true, Name.ValueText: var undefined } when undefined == symbol:
                    isDefined = false;
                    break;
            }
        }

        return isDefined;
    }
}

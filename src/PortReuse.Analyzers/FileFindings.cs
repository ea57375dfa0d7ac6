using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow;

namespace PortReuse.Analyzers;

/// <summary>What the analyzer would find in the types that are declared in one file: a fix asks it of what it has made.</summary>
internal static class FileFindings
{
    public static IEnumerable<Diagnostic> In(SemanticModel model)
    {
        var root = model.SyntaxTree.GetRoot();
        var findings = new SocketFindings(model.Compilation, ProjectOptions.None, SocketAnalyzer.Rules, followsReferences: false, enter: null);
        var types = root.DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Select(declaration => model.GetDeclaredSymbol(declaration))
            .Append(root is CompilationUnitSyntax unit ? model.GetDeclaredSymbol(unit)?.ContainingType : null);

        return types
            .OfType<INamedTypeSymbol>()
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .SelectMany(type => findings.In(type, CancellationToken.None));
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>The declarations of a type, in all its parts.</summary>
internal static class TypeDeclarations
{
    /// <summary>
    /// The types that are declared in a file, in whole or in part, and of which one of the parts is wanted. They are bound only then.
    /// </summary>
    public static IEnumerable<INamedTypeSymbol> In(
        SemanticModel file, Func<IEnumerable<SyntaxReference>, CancellationToken, bool> areWanted, CancellationToken cancellation)
    {
        var root = file.SyntaxTree.GetRoot(cancellation);
        foreach (var declaration in root.DescendantNodesAndSelf(MayHaveTypes).Where(IsType))
        {
            if (MayHaveOtherParts(declaration) || areWanted([declaration.GetReference()], cancellation))
            {
                var type = declaration is CompilationUnitSyntax program
                    ? file.GetDeclaredSymbol(program, cancellation)?.ContainingType
                    : file.GetDeclaredSymbol(declaration, cancellation) as INamedTypeSymbol;
                if (type is not null && areWanted(type.DeclaringSyntaxReferences, cancellation))
                {
                    yield return type;
                }
            }
        }
    }

    private static bool MayHaveTypes(SyntaxNode node) =>
        node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax;

    private static bool IsType(SyntaxNode node) => node is TypeDeclarationSyntax || IsProgram(node);

    /// <summary>The statements of a program make a type too.</summary>
    public static bool IsProgram(SyntaxNode node) =>
        node is CompilationUnitSyntax { Members: var members } && members.Any(SyntaxKind.GlobalStatement);

    private static bool MayHaveOtherParts(SyntaxNode declaration) =>
        declaration is not TypeDeclarationSyntax { Modifiers: var modifiers } || modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>Whether the code stands in the type's own declaration, or in that of a type nested in it.</summary>
    public static bool Declares(this INamedTypeSymbol type, SyntaxNode code) => type.Declares(code.GetLocation());

    public static bool Declares(this INamedTypeSymbol type, Location place) =>
        type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == place.SourceTree && part.Span.Contains(place.SourceSpan));

    /// <summary>Whether the type is none of the program's, nor of a library's, but comes with .NET.</summary>
    public static bool IsOfFramework(this INamedTypeSymbol? type)
    {
        if (type is null || type.DeclaringSyntaxReferences.Length > 0)
        {
            return false;
        }

        var outermost = type.ContainingNamespace;
        while (outermost is { ContainingNamespace: { IsGlobalNamespace: false } containing })
        {
            outermost = containing;
        }

        return outermost?.Name is "System" or "Microsoft";
    }
}

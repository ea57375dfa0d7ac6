using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow.Language;

internal enum ConstructorInitializer
{
    None,
    This,
    Base,
}

/// <summary>Which constructor a constructor says that it calls first.</summary>
internal static class ConstructorSyntax
{
    public static ConstructorInitializer InitializerOf(IMethodSymbol constructor, CancellationToken cancellation) =>
        constructor.DeclaringSyntaxReferences is [var reference]
        && reference.GetSyntax(cancellation) is ConstructorDeclarationSyntax { Initializer: { } initializer }
            ? initializer.IsKind(SyntaxKind.ThisConstructorInitializer) ? ConstructorInitializer.This : ConstructorInitializer.Base
            : ConstructorInitializer.None;

    /// <summary>
    /// Whether the base type's constructor is given what this parameter of one of the program's own is; true for the framework's.
    /// </summary>
    public static bool IsPassedOn(IParameterSymbol parameter) =>
        parameter.ContainingSymbol.DeclaringSyntaxReferences is not [var reference]
        || ArgumentsOf(reference.GetSyntax())?.Arguments is [{ Expression: IdentifierNameSyntax { Identifier.ValueText: var passed } }]
        && passed == parameter.Name;

    /// <summary>The parameters of all constructors of a declaration.</summary>
    public static IEnumerable<ParameterSyntax> ParametersOf(TypeDeclarationSyntax type) => type.Members
        .OfType<ConstructorDeclarationSyntax>()
        .SelectMany(constructor => constructor.ParameterList.Parameters)
        .Concat(type.ParameterList?.Parameters ?? default);

    private static ArgumentListSyntax? ArgumentsOf(SyntaxNode constructor) => constructor switch
    {
        ConstructorDeclarationSyntax { Initializer: { } initializer } => initializer.ArgumentList,
        TypeDeclarationSyntax { BaseList.Types: [PrimaryConstructorBaseTypeSyntax primary, ..] } => primary.ArgumentList,
        _ => null,
    };
}

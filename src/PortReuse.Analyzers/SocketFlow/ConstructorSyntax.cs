using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow;

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
}

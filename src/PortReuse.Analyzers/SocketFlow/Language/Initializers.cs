using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>The fields and properties of a type that are declared with a value, in the order of the code.</summary>
internal static class Initializers
{
    public static IEnumerable<ISymbol> Of(INamedTypeSymbol type, bool isStatic) => type.GetMembers()
        .Where(member => member.IsStatic == isStatic
            && member is IFieldSymbol { IsConst: false } or IPropertySymbol
            && member.DeclaringSyntaxReferences.Any(reference => HasInitializer(reference.GetSyntax())));

    public static ITypeSymbol? TypeOf(ISymbol member) => (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;

    private static bool HasInitializer(SyntaxNode declaration) =>
        declaration is VariableDeclaratorSyntax { Initializer: not null } or PropertyDeclarationSyntax { Initializer: not null };
}

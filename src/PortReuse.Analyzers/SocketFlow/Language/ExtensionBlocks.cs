using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>
/// The extension blocks of C# 14, <c>extension(Socket socket) { … }</c>. The compiler that this is built on has no words for them. A later
/// one shows a block as a type without a name: the members have the receiver for their instance, and use it as a parameter that is the
/// type's. Beside each member the static class has a method without a declaration of its own, which is called as the classic form would be.
/// </summary>
internal static class ExtensionBlocks
{
    private const TypeKind Block = (TypeKind)14;

    public static bool IsBlock(INamedTypeSymbol? type) => type is { TypeKind: Block };

    public static bool IsBlock(SyntaxNode? declaration) => declaration is TypeDeclarationSyntax { Keyword.Text: "extension" };

    /// <summary>The receiver parameter of an extension block; null for any other declaration.</summary>
    public static ParameterSyntax? ReceiverOf(SyntaxNode? declaration) =>
        IsBlock(declaration) && declaration is TypeDeclarationSyntax { ParameterList.Parameters: [var receiver, ..] } ? receiver : null;

    /// <summary>Whether the method is a member of a block that has a receiver.</summary>
    public static bool HasReceiver(IMethodSymbol? method) =>
        method is { IsStatic: false, MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet }
            && IsBlock(method.ContainingType);

    /// <summary>
    /// The receiver as the parameter of one member, and of no other: one may call another on a receiver of its own. Null where there is
    /// none.
    /// </summary>
    public static IParameterSymbol? ReceiverOf(IMethodSymbol? member) =>
        HasReceiver(member) && StaticFormOf(member!.OriginalDefinition) is { Parameters: [var receiver, ..] } ? receiver : null;

    /// <summary>The receiver that is meant in the code of a member, or in that of a lambda in it.</summary>
    public static IParameterSymbol? ReceiverIn(IMethodSymbol? code) => ReceiverOf(MemberAround(code));

    /// <summary>The member that the code is, or is in.</summary>
    public static IMethodSymbol? MemberAround(ISymbol? code)
    {
        while (code is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            code = code.ContainingSymbol;
        }

        return code as IMethodSymbol;
    }

    /// <summary>The member of a block that <c>Extensions.Bind(socket, ip)</c> calls; null for any other method.</summary>
    public static IMethodSymbol? MemberOf(IMethodSymbol method) =>
        method is { IsStatic: true, IsImplicitlyDeclared: true }
            ? method.ContainingType.GetTypeMembers()
                .Where(IsBlock)
                .SelectMany(block => block.GetMembers(method.Name))
                .OfType<IMethodSymbol>()
                .FirstOrDefault(member => AreDeclaredTogether(member, method.OriginalDefinition))
            : null;

    private static IMethodSymbol? StaticFormOf(IMethodSymbol member) =>
        member.ContainingType.ContainingType?.GetMembers(member.Name)
            .OfType<IMethodSymbol>()
            .FirstOrDefault(method => AreDeclaredTogether(member, method));

    private static bool AreDeclaredTogether(IMethodSymbol one, IMethodSymbol other) =>
        one.DeclaringSyntaxReferences is [var first]
        && other.DeclaringSyntaxReferences is [var second]
        && first.SyntaxTree == second.SyntaxTree
        && first.Span == second.Span;
}

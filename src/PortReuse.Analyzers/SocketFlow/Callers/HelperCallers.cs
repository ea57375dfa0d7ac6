using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Callers;

/// <summary>
/// The types whose code uses a helper. Files without the names that it takes to do so are passed over, and what is left is bound: only what
/// means the helper counts, however many others have its name.
/// </summary>
internal static class HelperCallers
{
    /// <summary>The scope, in no order that means anything.</summary>
    /// <param name="helper">A member of the compilation.</param>
    /// <param name="scope">The compilation.</param>
    /// <param name="isKnown">A type that need not be looked at again.</param>
    /// <param name="cancellation">Where the answer is not wanted any more.</param>
    public static IEnumerable<INamedTypeSymbol> Of(
        ISymbol helper, CompilationScope scope, Func<INamedTypeSymbol, bool> isKnown, CancellationToken cancellation)
    {
        var all = scope.Compilation.SyntaxTrees;
        var users = new HelperScope(helper);
        var owner = HasReceiverAnywhere(helper) ? null : LeadingNames.To(helper.ContainingType.Name, IsOfObject(helper), all, cancellation);
        var references = HelperReferences.To(helper, LeadingNames.To(helper.ContainingType.Name, throughMembers: false, all, cancellation));
        foreach (var tree in users.FilesOf(all))
        {
            if (owner is not null && !owner.MayBeIn(tree, cancellation) || scope.Models.Of(tree) is not { } model)
            {
                continue;
            }

            foreach (var places in references.In(tree, cancellation).ToLookup(TypeAround))
            {
                if (DeclaredBy(places.Key ?? tree.GetRoot(cancellation), model, cancellation) is { } user
                    && !isKnown(user)
                    && users.Includes(user)
                    && places.Any(place => references.IsUsedAt(place, model, cancellation)))
                {
                    yield return user;
                }
            }
        }
    }

    /// <summary>An extension is called on what knows nothing of the type that declares it.</summary>
    private static bool HasReceiverAnywhere(ISymbol helper) =>
        helper is IMethodSymbol { IsExtensionMethod: true } || ExtensionBlocks.IsBlock(helper.ContainingType);

    /// <summary>It takes an object to use it, or makes one, be it by <c>new()</c>.</summary>
    private static bool IsOfObject(ISymbol helper) => !helper.IsStatic;

    private static TypeDeclarationSyntax? TypeAround(SyntaxNode place) => place.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private static INamedTypeSymbol? DeclaredBy(SyntaxNode code, SemanticModel model, CancellationToken cancellation) => code switch
    {
        TypeDeclarationSyntax type => model.GetDeclaredSymbol(type, cancellation) as INamedTypeSymbol,
        CompilationUnitSyntax program => model.GetDeclaredSymbol(program, cancellation)?.ContainingType,
        _ => null,
    };
}

using System.Globalization;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>
/// Locals, private members and types by other names. What the names mean is compared, for one may hide another without a word.
/// </summary>
internal abstract class Renamed : Edits
{
    public sealed override bool IsSame(CSharpCompilation before, CSharpCompilation after) =>
        MeaningsIn(before).SequenceEqual(MeaningsIn(after));

    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random)
    {
        var tokens = NamesIn(compilation).ToLookup<(ISymbol Symbol, SyntaxToken Token),
            ISymbol>(name => name.Symbol, SymbolEqualityComparer.Default);
        foreach (var (symbol, name) in Rename(tokens.Select(names => names.Key).Where(IsRenamed), random))
        {
            yield return new Edit([.. tokens[symbol].Select(found => (found.Token.SyntaxTree!, new TextChange(found.Token.Span, name)))]);
        }
    }

    /// <summary>The new names of some of the symbols.</summary>
    protected abstract IEnumerable<(ISymbol Symbol, string Name)> Rename(IEnumerable<ISymbol> symbols, PCG random);

    private static bool IsRenamed(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Length > 0
        && symbol is { CanBeReferencedByName: true, IsImplicitlyDeclared: false, Name: not "_" }
        && symbol switch
        {
            ILocalSymbol => true,
            IParameterSymbol { ContainingSymbol: IMethodSymbol method } =>
                method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction
                || (method.DeclaredAccessibility == Accessibility.Private && method.PartialDefinitionPart is null
                && method.PartialImplementationPart is null),
            IMethodSymbol { MethodKind: MethodKind.LocalFunction } => true,
            IMethodSymbol { IsExtern: false, MethodKind: MethodKind.Ordinary, Name: not "Main" } method =>
                method.DeclaredAccessibility == Accessibility.Private && method.GetAttributes().IsEmpty,
            IFieldSymbol { ContainingType.TypeKind: not TypeKind.Enum } or IPropertySymbol { IsIndexer: false } =>
                symbol.DeclaredAccessibility == Accessibility.Private,

            // An exception: the companion, and the attributes that say what a method does to a socket, are known by their public names.
            INamedTypeSymbol type => type.BaseType?.Name != nameof(Attribute) && type.ContainingNamespace.Name != nameof(PortReuse),
            _ => false,
        };

    private static IEnumerable<(ISymbol Symbol, SyntaxToken Token)> NamesIn(CSharpCompilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                var (symbol, token) = node switch
                {
                    SimpleNameSyntax name => (model.GetAliasInfo(name) is null ? model.GetSymbolInfo(name).Symbol : null, name.Identifier),
                    ConstructorDeclarationSyntax constructor =>
                        (model.GetDeclaredSymbol(constructor)?.ContainingType, constructor.Identifier),
                    DestructorDeclarationSyntax destructor => (model.GetDeclaredSymbol(destructor)?.ContainingType, destructor.Identifier),
                    _ => (model.GetDeclaredSymbol(node), DeclaredIn(node)),
                };
                symbol = symbol switch
                {
                    // An attribute, or the type that is created.
                    IMethodSymbol { MethodKind: MethodKind.Constructor } when node is SimpleNameSyntax => null,
                    IMethodSymbol method => (method.ReducedFrom ?? method).OriginalDefinition is var original
                        ? original.PartialDefinitionPart ?? original : null,
                    _ => symbol?.OriginalDefinition,
                };
                if (symbol is not null && token.Text == symbol.Name)
                {
                    yield return (symbol, token);
                }
            }
        }
    }

    private static SyntaxToken DeclaredIn(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier,
        SingleVariableDesignationSyntax variable => variable.Identifier,
        ParameterSyntax parameter => parameter.Identifier,
        ForEachStatementSyntax loop => loop.Identifier,
        CatchDeclarationSyntax handler => handler.Identifier,
        MethodDeclarationSyntax method => method.Identifier,
        LocalFunctionStatementSyntax function => function.Identifier,
        PropertyDeclarationSyntax property => property.Identifier,
        BaseTypeDeclarationSyntax type => type.Identifier,
        _ => default,
    };

    /// <summary>What each name means, by where it is declared or by what it is called in a library.</summary>
    private static IEnumerable<string> MeaningsIn(CSharpCompilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            var numbers = tree.GetRoot().DescendantTokens().Select((token, index) => (token.SpanStart, index))
                .ToLookup(token => token.SpanStart, token => token.index);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                var symbol = model.GetSymbolInfo(name).Symbol;
                yield return symbol?.Locations.FirstOrDefault(place => place.SourceTree == tree) is { } place
                    ? numbers[place.SourceSpan.Start].FirstOrDefault().ToString(CultureInfo.InvariantCulture)
                    : symbol?.OriginalDefinition is { DeclaringSyntaxReferences.IsEmpty: true, IsImplicitlyDeclared: false } known
                        ? known.Name : "";
            }
        }
    }
}

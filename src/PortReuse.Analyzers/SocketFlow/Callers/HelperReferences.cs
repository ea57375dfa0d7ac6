using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Analyzers.SocketFlow.Callers;

/// <summary>The places where a file may use a helper, by its syntax; and whether it does, by its meaning.</summary>
internal abstract class HelperReferences(ISymbol helper)
{
    protected ISymbol Helper { get; } = helper;

    public static HelperReferences To(ISymbol helper, LeadingNames types) => helper switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => new Creations(helper, types),
        IPropertySymbol { IsIndexer: true } => new Accesses(helper),
        _ => new Names(helper, types),
    };

    /// <summary>A possible use of it.</summary>
    public abstract IEnumerable<SyntaxNode> In(SyntaxTree tree, CancellationToken cancellation);

    /// <summary>Whether it is one. Where a call does not compile yet, what it may mean counts.</summary>
    public bool IsUsedAt(SyntaxNode place, SemanticModel model, CancellationToken cancellation)
    {
        var meaning = model.GetSymbolInfo(place, cancellation);
        return meaning.Symbol is { } symbol ? IsMeantBy(symbol) : meaning.CandidateSymbols.Any(IsMeantBy);
    }

    protected virtual bool IsMeantBy(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(Definitions.Of(symbol), Helper);

    /// <summary>By its name: a method, be it called or made a delegate of, a property or a field.</summary>
    private sealed class Names(ISymbol helper, LeadingNames types) : HelperReferences(helper)
    {
        public override IEnumerable<SyntaxNode> In(SyntaxTree tree, CancellationToken cancellation) => TreeNames.Of(tree, cancellation)
            .TokensOf(Helper.Name, cancellation)
            .Select(token => token.Parent)
            .OfType<SimpleNameSyntax>()
            .Where(name => !IsOfAnotherType(name));

        /// <summary><c>Other.Open()</c>, of which the first name is that of no type that has the helper.</summary>
        private bool IsOfAnotherType(SimpleNameSyntax name) =>
            Helper is { IsStatic: true } and not IMethodSymbol { IsExtensionMethod: true }
            && !ExtensionBlocks.IsBlock(Helper.ContainingType)
            && name.Parent is MemberAccessExpressionSyntax access
            && access.Name == name
            && ((access.Expression as MemberAccessExpressionSyntax)?.Name
                ?? access.Expression) is SimpleNameSyntax { Identifier.ValueText: var type }
            && !types.Has(type);
    }

    /// <summary>A constructor, by whatever makes an object of its type, or of one that extends it.</summary>
    private sealed class Creations(ISymbol helper, LeadingNames types) : HelperReferences(helper)
    {
        public override IEnumerable<SyntaxNode> In(SyntaxTree tree, CancellationToken cancellation)
        {
            var names = TreeNames.Of(tree, cancellation);
            return types.All.SelectMany(type => names.TokensOf(type, cancellation)).Select(NamedCreation)
                .Concat(names.TokensOf("new", cancellation)
                    .Select(token => (SyntaxNode?)(token.Parent as BaseObjectCreationExpressionSyntax)))
                .OfType<SyntaxNode>()
                .Distinct();
        }

        protected override bool IsMeantBy(ISymbol symbol) =>
            (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.OriginalDefinition.IsOrExtendsDefinition(Helper.ContainingType) == true;

        /// <summary>A type that extends another runs its constructor.</summary>
        private static SyntaxNode? NamedCreation(SyntaxToken token) =>
            token.Parent is SimpleNameSyntax name
                && name.Ancestors().FirstOrDefault(node => node is not NameSyntax) is BaseTypeSyntax ? name : null;
    }

    /// <summary>An indexer has no name.</summary>
    private sealed class Accesses(ISymbol helper) : HelperReferences(helper)
    {
        public override IEnumerable<SyntaxNode> In(SyntaxTree tree, CancellationToken cancellation) => tree.GetRoot(cancellation)
            .DescendantNodes()
            .Where(node => node is ElementAccessExpressionSyntax or ElementBindingExpressionSyntax);
    }
}

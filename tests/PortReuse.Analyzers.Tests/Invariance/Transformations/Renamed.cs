using System.Globalization;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Locals, private members and types by other names. What the names mean is compared, for one may hide another without a word.</summary>
internal abstract class Renamed : Edits
{
    public sealed override bool IsSame(CSharpCompilation before, CSharpCompilation after) => MeaningsIn(before).SequenceEqual(MeaningsIn(after));

    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random)
    {
        var tokens = NamesIn(compilation).ToLookup<(ISymbol Symbol, SyntaxToken Token), ISymbol>(name => name.Symbol, SymbolEqualityComparer.Default);
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
                || (method.DeclaredAccessibility == Accessibility.Private && method.PartialDefinitionPart is null && method.PartialImplementationPart is null),
            IMethodSymbol { MethodKind: MethodKind.LocalFunction } => true,
            IMethodSymbol { IsExtern: false, MethodKind: MethodKind.Ordinary, Name: not "Main" } method =>
                method.DeclaredAccessibility == Accessibility.Private && method.GetAttributes().IsEmpty,
            IFieldSymbol { ContainingType.TypeKind: not TypeKind.Enum } or IPropertySymbol { IsIndexer: false } => symbol.DeclaredAccessibility == Accessibility.Private,
            INamedTypeSymbol type => type.BaseType?.Name != nameof(Attribute),
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
                    ConstructorDeclarationSyntax constructor => (model.GetDeclaredSymbol(constructor)?.ContainingType, constructor.Identifier),
                    DestructorDeclarationSyntax destructor => (model.GetDeclaredSymbol(destructor)?.ContainingType, destructor.Identifier),
                    _ => (model.GetDeclaredSymbol(node), DeclaredIn(node)),
                };
                symbol = symbol switch
                {
                    // An attribute, or the type that is created.
                    IMethodSymbol { MethodKind: MethodKind.Constructor } when node is SimpleNameSyntax => null,
                    IMethodSymbol method => (method.ReducedFrom ?? method).OriginalDefinition is var original ? original.PartialDefinitionPart ?? original : null,
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
            var numbers = tree.GetRoot().DescendantTokens().Select((token, index) => (token.SpanStart, index)).ToLookup(token => token.SpanStart, token => token.index);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                var symbol = model.GetSymbolInfo(name).Symbol;
                yield return symbol?.Locations.FirstOrDefault(place => place.SourceTree == tree) is { } place
                    ? numbers[place.SourceSpan.Start].FirstOrDefault().ToString(CultureInfo.InvariantCulture)
                    : symbol?.OriginalDefinition is { DeclaringSyntaxReferences.IsEmpty: true, IsImplicitlyDeclared: false } known ? known.Name : "";
            }
        }
    }
}

/// <summary>Names that look as if they said something of sockets, of the system, or of what a call is for.</summary>
internal sealed class RenamedToTempting : Renamed
{
    private static readonly string[] Values =
        ["HasNoPort", "IsLinux", "Bind", "Connect", "Log", "Socket", "Close", "logger", "port", "remote", "ServicePoint", "SetRawSocketOption", "connected", "TcpListener", "Reconnect", "Count"];

    private static readonly string[] Methods =
        ["HasNoPort", "IsLinux", "Bind", "Connect", "Log", "Dispose", "Close", "Reconnect", "LogError", "Throws", "Accept", "Add", "First", "BindForConnect", "setsockopt", "ConnectAsync"];

    private static readonly string[] Types =
        ["Logger", "Bind", "Connect", "Socket1", "ConsoleHelper", "TcpListenerLike", "Log", "NoPort", "SocketError1", "Trace1", "Tasks", "PortException"];

    protected override uint Percent => 25;

    protected override IEnumerable<(ISymbol Symbol, string Name)> Rename(IEnumerable<ISymbol> symbols, PCG random)
    {
        var all = Choices.Shuffle(random, symbols);
        return Zip(all.Where(symbol => symbol is not (INamedTypeSymbol or IMethodSymbol)), Values)
            .Concat(Zip(all.OfType<IMethodSymbol>(), Methods))
            .Concat(Zip(all.OfType<INamedTypeSymbol>(), Types));

        IEnumerable<(ISymbol, string)> Zip(IEnumerable<ISymbol> some, string[] names) => some.Zip(Choices.Shuffle(random, names));
    }
}

/// <summary>Names that say nothing.</summary>
internal sealed class RenamedToNothing : Renamed
{
    protected override uint Percent => 80;

    protected override IEnumerable<(ISymbol Symbol, string Name)> Rename(IEnumerable<ISymbol> symbols, PCG random) =>
        symbols.Select((symbol, index) => (symbol, (symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol ? "x" : "X") + index.ToString(CultureInfo.InvariantCulture)));
}

using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow.Sources;

/// <summary>The references to types in one declaration, outside all bodies: which name leads to which others.</summary>
/// <param name="name">The name of what is declared; null where it needs none, as an indexer, or a <c>global using static</c>.</param>
/// <param name="isType">A type, or another name of one.</param>
/// <param name="mentions">The names in its head.</param>
internal sealed class DeclarationHead(string? name, bool isType, HashSet<string> mentions)
{
    public string? Name { get; } = name;

    public bool IsType { get; } = isType;

    public bool Mentions(string type) => mentions.Contains(type);
}

/// <summary>The heads of the declarations of a file, read once: no body is looked into.</summary>
internal static class DeclarationHeads
{
    private static readonly ConditionalWeakTable<SyntaxTree, DeclarationHead[]> Read = new();

    public static DeclarationHead[] In(SyntaxTree tree, CancellationToken cancellation) =>
        Read.TryGetValue(tree, out var heads) ? heads : Read.GetValue(tree, _ => [.. Find(tree.GetRoot(cancellation))]);

    private static IEnumerable<DeclarationHead> Find(SyntaxNode root) =>
        from declaration in root.DescendantNodes(
            node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        let mentions = NamesIn(HeadOf(declaration))
        where mentions.Count > 0
        from name in NamesOf(declaration)
        select new DeclarationHead(
            name, declaration is UsingDirectiveSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax, mentions);

    private static HashSet<string> NamesIn(IEnumerable<SyntaxNode?> head) =>
    [
        .. head.Where(part => part is not null)
            .SelectMany(part => part!.DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText),
    ];

    private static IEnumerable<SyntaxNode?> HeadOf(SyntaxNode declaration) => declaration switch
    {
        UsingDirectiveSyntax directive when directive.Alias is not null || IsForAllFiles(directive) => [directive],
        TypeDeclarationSyntax type => [type.BaseList, type.ParameterList, .. type.ConstraintClauses],
        DelegateDeclarationSyntax type => [type.ReturnType, type.ParameterList, .. type.ConstraintClauses],
        MemberDeclarationSyntax member when IsOfItsFileAlone(member) => [],
        MethodDeclarationSyntax method => [method.ReturnType, method.ParameterList, .. method.ConstraintClauses],
        BasePropertyDeclarationSyntax property => [property.Type, (property as IndexerDeclarationSyntax)?.ParameterList],
        BaseFieldDeclarationSyntax field => [field.Declaration.Type],
        ConversionOperatorDeclarationSyntax conversion => [conversion.Type, conversion.ParameterList],
        OperatorDeclarationSyntax @operator => [@operator.ReturnType, @operator.ParameterList],
        ConstructorDeclarationSyntax constructor => [constructor.ParameterList],
        _ => [],
    };

    private static IEnumerable<string?> NamesOf(SyntaxNode declaration) => declaration switch
    {
        UsingDirectiveSyntax { Alias.Name.Identifier.ValueText: var alias } => [alias],
        UsingDirectiveSyntax => [null],
        BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
        DelegateDeclarationSyntax type => [type.Identifier.ValueText],

        // A loop, a deconstruction and an await call these without their names.
        MethodDeclarationSyntax { Identifier.ValueText: "GetEnumerator" or "GetAsyncEnumerator" or "Deconstruct" or "GetAwaiter" or "GetResult" } => TypeAround(declaration),
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax { Identifier.ValueText: "Current" } => TypeAround(declaration),
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        EventDeclarationSyntax @event => [@event.Identifier.ValueText],
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        _ => TypeAround(declaration),
    };

    private static IEnumerable<string?> TypeAround(SyntaxNode declaration) =>
        [(declaration.Parent as TypeDeclarationSyntax)?.Identifier is { ValueText.Length: > 0 } name ? name.ValueText : null];

    /// <summary>A private member leads only within its type, which is in this file, and whose name is here.</summary>
    private static bool IsOfItsFileAlone(MemberDeclarationSyntax member) =>
        IsPrivate(member) && !member.Ancestors().OfType<TypeDeclarationSyntax>().Any(type => type.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool IsPrivate(MemberDeclarationSyntax member) =>
        !member.Modifiers.Any(
            modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword)
        && member.Parent is not InterfaceDeclarationSyntax
        && !member.Parent.IsKind(SyntaxKind.EnumDeclaration);

    private static bool IsForAllFiles(UsingDirectiveSyntax directive) =>
        directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) && directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword);
}

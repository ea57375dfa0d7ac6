using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow.Sources;

/// <summary>
/// What passes sockets on, and has no word of <see cref="SocketSources"/> in it: a method that returns what another helper returns, or a
/// type that gets its socket from one. Each may be a helper if one that is known already is named in it, through any number of methods and
/// types; what the names mean is asked later.
/// </summary>
internal static class HelpersOfHelpers
{
    private static readonly ConditionalWeakTable<SyntaxTree, Candidate[]> OfTrees = new();

    /// <summary>Adds the names of those that lead to one of the helpers, until none is left.</summary>
    /// <param name="helpers">The names that are known.</param>
    /// <param name="trees">The files that have to do with sockets.</param>
    /// <param name="cancellation">Where the answer is not wanted any more.</param>
    public static void AddTo(HashSet<string> helpers, IEnumerable<SyntaxTree> trees, CancellationToken cancellation)
    {
        var open = trees.SelectMany(tree => Of(tree, cancellation)).Where(candidate => !helpers.Contains(candidate.Name)).ToList();
        while (open.RemoveAll(candidate => helpers.Contains(candidate.Name)
            || (candidate.NamesOne(helpers) && helpers.Add(candidate.Name))) > 0)
        {
        }
    }

    /// <summary>All that have the name, helpers or not.</summary>
    public static IEnumerable<SyntaxNode> DeclaredAs(string name, IEnumerable<SyntaxTree> trees, CancellationToken cancellation) => trees
        .Where(tree => TreeNames.Of(tree, cancellation).MayHave(name))
        .SelectMany(tree => Of(tree, cancellation))
        .Where(candidate => candidate.Name == name)
        .Select(candidate => candidate.Declaration);

    private static Candidate[] Of(SyntaxTree tree, CancellationToken cancellation) =>
        OfTrees.TryGetValue(tree, out var known) ? known : OfTrees.GetValue(tree, _ => [.. In(tree, cancellation)]);

    private static IEnumerable<Candidate> In(SyntaxTree tree, CancellationToken cancellation) =>
        from declaration in tree.GetRoot(cancellation)
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
        let name = NameOf(declaration)
        where name is { Length: > 0 } && SocketHelpers.IsDeclaredBy([declaration])
        select new Candidate(name, declaration, NamesIn(declaration, tree, cancellation));

    private static string? NameOf(MemberDeclarationSyntax declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        TypeDeclarationSyntax type => type.Identifier.ValueText,
        _ => null,
    };

    private static HashSet<string> NamesIn(SyntaxNode declaration, SyntaxTree tree, CancellationToken cancellation)
    {
        var names = new HashSet<string>(
            declaration.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        names.UnionWith(AliasNames.MeantWithin(tree, names, cancellation).ToList());
        return names;
    }

    private sealed class Candidate(string name, SyntaxNode declaration, HashSet<string> names)
    {
        public string Name { get; } = name;

        public SyntaxNode Declaration { get; } = declaration;

        public bool NamesOne(HashSet<string> helpers) => names.Overlaps(helpers);
    }
}

using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.SocketFlow.Sources;

/// <summary>The other names that <c>using X = Type</c> gives to types, read once for each file, whatever compilations it is in.</summary>
internal static class AliasNames
{
    private static readonly ConditionalWeakTable<SyntaxTree, Alias[]> GlobalAliases = new();
    private static readonly ConditionalWeakTable<SyntaxTree, Alias[]> OwnAliases = new();

    /// <summary>The names that <c>global using</c> gives, in any of the files, to what is called by one of the names.</summary>
    public static IEnumerable<string> ForAllFiles(IEnumerable<SyntaxTree> trees, ISet<string> names, CancellationToken cancellation) =>
        trees.SelectMany(tree => Of(names, GlobalAliases.TryGetValue(tree, out var known)
            ? known
            : GlobalAliases.GetValue(tree, _ => GlobalIn(tree, cancellation))));

    /// <summary>The names that the file gives, for itself alone, to what is called by one of the names.</summary>
    public static IEnumerable<string> Within(SyntaxTree tree, ISet<string> names, CancellationToken cancellation) =>
        Of(names, OwnOf(tree, cancellation));

    /// <summary>The names that stand behind those of the names that the file has given, for itself alone.</summary>
    public static IEnumerable<string> MeantWithin(SyntaxTree tree, ISet<string> names, CancellationToken cancellation) =>
        OwnOf(tree, cancellation).Where(alias => names.Contains(alias.Name)).SelectMany(alias => alias.Mentioned);

    private static Alias[] OwnOf(SyntaxTree tree, CancellationToken cancellation) =>
        OwnAliases.TryGetValue(tree, out var known) ? known : OwnAliases.GetValue(tree, _ => OwnIn(tree, cancellation));

    private static IEnumerable<string> Of(ISet<string> names, Alias[] aliases) =>
        aliases.Where(alias => alias.Mentioned.Any(names.Contains)).Select(alias => alias.Name);

    /// <summary>Nearly no file has one, and its text says so.</summary>
    private static Alias[] GlobalIn(SyntaxTree tree, CancellationToken cancellation) =>
        CodeWords.HasAny(tree, new TextSpan(0, tree.Length), ["global"], cancellation)
            ? Aliases(((CompilationUnitSyntax)tree.GetRoot(cancellation)).Usings.Where(IsGlobal))
            : [];

    private static Alias[] OwnIn(SyntaxTree tree, CancellationToken cancellation) =>
        Aliases(tree.GetRoot(cancellation)
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>()
            .Where(directive => !IsGlobal(directive)));

    private static Alias[] Aliases(IEnumerable<UsingDirectiveSyntax> directives) =>
    [
        .. from directive in directives
           let alias = directive.Alias
           where alias is not null
           let mentioned = directive.DescendantTokens()
               .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
               .Select(token => token.ValueText)
           select new Alias(alias.Name.Identifier.ValueText, [.. mentioned]),
    ];

    private static bool IsGlobal(UsingDirectiveSyntax directive) => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword);

    private sealed class Alias(string name, string[] mentioned)
    {
        public string Name { get; } = name;

        public string[] Mentioned { get; } = mentioned;
    }
}

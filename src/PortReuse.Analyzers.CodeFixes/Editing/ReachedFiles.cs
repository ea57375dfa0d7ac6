using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>
/// The files whose diagnostics a change of some files can bear upon: those that use a type of theirs, directly or through others, for
/// a call is followed into the type; and those whose types they use, for it is a caller that shows what becomes of a socket.
/// </summary>
internal static class ReachedFiles
{
    /// <summary>The analyzer does not follow sockets any further from type to type.</summary>
    private const int MaxSteps = 3;

    private static readonly ConditionalWeakTable<SyntaxTree, string[]> NamesOfTrees = new();

    /// <summary>The changed documents and the reached ones, in the order of the project.</summary>
    public static async Task<IReadOnlyList<DocumentId>> FromAsync(
        Solution solution, IReadOnlyCollection<DocumentId> changed, CancellationToken cancellationToken)
    {
        var project = solution.GetProject(changed.First().ProjectId)!;
        var trees = new Dictionary<SyntaxTree, DocumentId>();

        foreach (var document in project.Documents)
        {
            if (await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) is { } tree
                && (changed.Contains(document.Id) || SocketSources.HasHint(tree, cancellationToken)))
            {
                trees.Add(tree, document.Id);
            }
        }

        HashSet<SyntaxTree> start = [.. trees.Where(tree => changed.Contains(tree.Value)).Select(tree => tree.Key)];
        HashSet<SyntaxTree> reached = [.. Closure(start, UsersOf), .. Closure(start, UsedBy)];

        return [.. trees.Where(tree => reached.Contains(tree.Key)).Select(tree => tree.Value)];

        IEnumerable<SyntaxTree> UsersOf(HashSet<SyntaxTree> used)
        {
            string[] names = [.. used.SelectMany(tree => NamesIn(tree, cancellationToken)).Distinct()];

            return trees.Keys.Where(tree => Mentions(tree, names, cancellationToken));
        }

        IEnumerable<SyntaxTree> UsedBy(HashSet<SyntaxTree> users)
            => trees.Keys.Where(tree => users.Any(user => Mentions(user, NamesIn(tree, cancellationToken), cancellationToken)));
    }

    private static HashSet<SyntaxTree> Closure(HashSet<SyntaxTree> start, Func<HashSet<SyntaxTree>, IEnumerable<SyntaxTree>> next)
    {
        HashSet<SyntaxTree> reached = [.. start];
        var last = start;

        for (var step = 0; step < MaxSteps && last.Count > 0; step++)
        {
            last = [.. next(last).Where(reached.Add)];
        }

        return reached;
    }

    private static bool Mentions(SyntaxTree tree, string[] names, CancellationToken cancellationToken)
        => SourceChars.Of(tree.GetText(cancellationToken)).Find(names).Length > 0;

    /// <summary>What other files call the types, and the extension methods, that are declared in one.</summary>
    private static string[] NamesIn(SyntaxTree tree, CancellationToken cancellationToken)
        => NamesOfTrees.GetValue(tree, _ =>
        [
            .. tree.GetRoot(cancellationToken)
                .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                .Select(NameOf).OfType<string>().Distinct(),
        ]);

    private static string? NameOf(SyntaxNode declaration) => declaration switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        MethodDeclarationSyntax { ParameterList.Parameters: [{ Modifiers: var modifiers }, ..] } method when modifiers.Any(SyntaxKind.ThisKeyword)
            => method.Identifier.ValueText,
        _ => null,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Analyzers.CodeFixes.Applying;

/// <summary>
/// The files whose diagnostics a change of some files can bear upon: those that use a type of theirs, directly or through others, for
/// a call is followed into the type; and those whose types they use, for it is a caller that shows what becomes of a socket.
/// </summary>
internal static class ReachedFiles
{
    /// <summary>The analyzer does not follow sockets any further from type to type.</summary>
    private const int MaxSteps = 3;

    /// <summary>The changed documents and the reached ones, in the order of the project.</summary>
    public static async Task<IReadOnlyList<DocumentId>> FromAsync(
        Solution solution, IReadOnlyCollection<DocumentId> changed, CancellationToken cancellationToken)
    {
        var project = solution.GetProject(changed.First().ProjectId)!;
        var trees = new Dictionary<SyntaxTree, DocumentId>();
        var directives = new List<UsingDirectiveSyntax>();

        foreach (var document in project.Documents)
        {
            if (await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) is not { } tree)
            {
                continue;
            }

            // A directive for all files can be in one that is about nothing else.
            directives.AddRange(((CompilationUnitSyntax)await tree.GetRootAsync(cancellationToken).ConfigureAwait(false)).Usings
                .Where(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) && CallableNames.NamesType(directive)));

            if (changed.Contains(document.Id) || SocketSources.HasHint(tree, cancellationToken))
            {
                trees.Add(tree, document.Id);
            }
        }

        HashSet<SyntaxTree> start = [.. trees.Where(tree => changed.Contains(tree.Value)).Select(tree => tree.Key)];
        HashSet<SyntaxTree> reached = [.. Closure(start, UsersOf), .. Closure(start, UsedBy)];

        return [.. trees.Where(tree => reached.Contains(tree.Key)).Select(tree => tree.Value)];

        IEnumerable<SyntaxTree> UsersOf(HashSet<SyntaxTree> used)
        {
            var names = used.Select(NamesIn).Aggregate((all, more) => all.And(more));

            return trees.Keys.Where(tree => names.AreMentionedIn(tree, cancellationToken));
        }

        IEnumerable<SyntaxTree> UsedBy(HashSet<SyntaxTree> users) =>
            trees.Keys.Where(tree => NamesIn(tree) is var names && users.Any(user => names.AreMentionedIn(user, cancellationToken)));

        CallableNames NamesIn(SyntaxTree tree) => CallableNames.In(tree, cancellationToken).By(directives);
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
}

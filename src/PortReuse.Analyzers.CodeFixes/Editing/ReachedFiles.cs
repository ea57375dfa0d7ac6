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

    private static readonly ConditionalWeakTable<SyntaxTree, Names> NamesOfTrees = new();

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
            var names = used.Select(tree => NamesIn(tree, cancellationToken)).Aggregate((all, more) => all.And(more));

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

    private static bool Mentions(SyntaxTree tree, Names names, CancellationToken cancellationToken)
    {
        // The last word of `using System.Net.Sockets` is no type of that name.
        var start = tree.GetRoot(cancellationToken) is CompilationUnitSyntax { Usings: [.., var last] } ? last.Span.End : 0;
        var text = SourceChars.Of(tree.GetText(cancellationToken)).Slice(start);

        if (text.Find(names.OfTypes).Length > 0)
        {
            return true;
        }

        foreach (var position in text.Find(names.OfExtensions))
        {
            if (position > 0 && text[position - 1] == '.')
            {
                return true;
            }
        }

        return false;
    }

    private static Names NamesIn(SyntaxTree tree, CancellationToken cancellationToken) => NamesOfTrees.GetValue(tree, _ =>
    {
        var declarations = tree.GetRoot(cancellationToken)
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .ToList();
        var types = declarations.OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.ValueText);
        var extensions = declarations.OfType<MethodDeclarationSyntax>()
            .Where(method => method.ParameterList.Parameters is [var receiver, ..] && receiver.Modifiers.Any(SyntaxKind.ThisKeyword))
            .Select(method => method.Identifier.ValueText);

        return new Names([.. types.Distinct()], [.. extensions.Distinct()]);
    });

    /// <summary>By what others call into a file: the types that are declared there, and the extension methods.</summary>
    private sealed class Names(string[] ofTypes, string[] ofExtensions)
    {
        public string[] OfTypes { get; } = ofTypes;

        public string[] OfExtensions { get; } = ofExtensions;

        public Names And(Names others) => new([.. OfTypes.Union(others.OfTypes)], [.. OfExtensions.Union(others.OfExtensions)]);
    }
}

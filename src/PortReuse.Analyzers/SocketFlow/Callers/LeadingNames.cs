using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Analyzers.SocketFlow.Callers;

/// <summary>
/// The names of which a file has one if its code uses a type: the type's own, those of what extends it or stands for it, and those of the
/// members by which others come by an object of it. To ask a file for a name costs nothing, and to ask what a name in it means binds the
/// code around.
/// </summary>
internal sealed class LeadingNames
{
    /// <summary>With more names than this nearly every file has one of them, and looking for more only costs time.</summary>
    private const int MaxNames = 64;

    private readonly HashSet<string>? _names;

    private LeadingNames(HashSet<string>? names) => _names = names;

    /// <param name="name">The type's name.</param>
    /// <param name="throughMembers">Objects count; otherwise only what names a type does.</param>
    /// <param name="trees">All files of the compilation.</param>
    /// <param name="cancellation">Where the answer is not wanted any more.</param>
    public static LeadingNames To(string name, bool throughMembers, IEnumerable<SyntaxTree> trees, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { name };
        var open = new Queue<string>(names);
        while (open.Count > 0)
        {
            var wanted = open.Dequeue();
            foreach (var head in trees
                .Where(tree => TreeNames.Of(tree, cancellation).MayHave(wanted))
                .SelectMany(tree => DeclarationHeads.In(tree, cancellation))
                .Where(head => (head.IsType || throughMembers) && head.Mentions(wanted)))
            {
                if (head.Name is null || names.Count >= MaxNames)
                {
                    return new(null);
                }

                if (names.Add(head.Name))
                {
                    open.Enqueue(head.Name);
                }
            }
        }

        return new(names);
    }

    /// <summary>Whether the name may lead there.</summary>
    public bool Has(string name) => _names is null || _names.Contains(name);

    /// <summary>The names that are known; none where any may lead there.</summary>
    public IEnumerable<string> All => _names ?? Enumerable.Empty<string>();

    /// <summary>Whether one of them may be in the file.</summary>
    public bool MayBeIn(SyntaxTree tree, CancellationToken cancellation) =>
        _names is null || TreeNames.Of(tree, cancellation) is var words && _names.Any(words.MayHave);
}

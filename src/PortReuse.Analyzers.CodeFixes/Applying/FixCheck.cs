using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.CodeFixes.Applying;

/// <summary>
/// Whether repaired code is what a fix promises: the compiler has nothing new to say of it, in every project that has the file; the
/// diagnostics are gone; and no other rule has more to say than before. What a fix overlooks is found here, before it is offered.
/// </summary>
/// <param name="fix">The fix.</param>
/// <param name="original">The solution as it is.</param>
/// <param name="cancellationToken">Ends it.</param>
internal sealed class FixCheck(DocumentFix fix, Solution original, CancellationToken cancellationToken)
{
    /// <summary>The findings in the last sound solution, for the files in which they can differ from the original's.</summary>
    private readonly Dictionary<DocumentId, IReadOnlyList<Diagnostic>> _findings = [];

    /// <summary>Whether a solution may follow on the last one that was found to be sound, the original one at first.</summary>
    /// <param name="before">That last one.</param>
    /// <param name="after">The one that is asked about.</param>
    /// <param name="repairs">What the two differ in.</param>
    public async Task<bool> IsSoundAsync(Solution before, Solution after, IReadOnlyCollection<Repair> repairs)
    {
        var changed = repairs.SelectMany(repair => repair.Targets).Distinct().ToList();

        foreach (var document in changed)
        {
            if (!await CompilesAsync(before, after, document).ConfigureAwait(false))
            {
                return false;
            }
        }

        var found = new Dictionary<DocumentId, IReadOnlyList<Diagnostic>>();

        foreach (var project in changed.GroupBy(document => document.ProjectId))
        {
            if (!await IsFreeOfAsync(before, after, [.. project], repairs, found).ConfigureAwait(false))
            {
                return false;
            }
        }

        foreach (var document in found)
        {
            _findings[document.Key] = document.Value;
        }

        return true;
    }

    /// <summary>Whether the compiler says nothing of the document that it did not say before.</summary>
    private async Task<bool> CompilesAsync(Solution before, Solution after, DocumentId document)
    {
        var messages = await MessagesAsync(after, document).ConfigureAwait(false);

        if (messages.Count == 0)
        {
            return true;
        }

        foreach (var known in await MessagesAsync(before, document).ConfigureAwait(false))
        {
            messages.Remove(known);
        }

        return messages.Count == 0;
    }

    private async Task<List<string>> MessagesAsync(Solution solution, DocumentId document)
    {
        var model = await solution.GetDocument(document)!.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);

        return
        [
            .. model!.GetDiagnostics(cancellationToken: cancellationToken)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
                .Select(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
                    ? diagnostic.Id + diagnostic.GetMessage()
                    : diagnostic.Id),
        ];
    }

    /// <summary>Whether the project's own diagnostics among the repaired ones are gone, and nothing else has come.</summary>
    private async Task<bool> IsFreeOfAsync(
        Solution before,
        Solution after,
        IReadOnlyCollection<DocumentId> changed,
        IEnumerable<Repair> repairs,
        Dictionary<DocumentId, IReadOnlyList<Diagnostic>> found)
    {
        var allowed = new Dictionary<string, int>();
        var left = new Dictionary<string, int>();

        foreach (var document in await ReachedFiles.FromAsync(before, changed, cancellationToken).ConfigureAwait(false))
        {
            var known = _findings.TryGetValue(document, out var last)
                ? last
                : await FindingsAsync(original, document).ConfigureAwait(false);

            Count(allowed, known.Select(fix.KindOf), 1);
            found[document] = await FindingsAsync(after, document).ConfigureAwait(false);
            Count(left, found[document].Select(fix.KindOf), 1);
        }

        var project = changed.First().ProjectId;
        Count(allowed, repairs.Where(repair => repair.Document.Project.Id == project).Select(repair => fix.KindOf(repair.Diagnostic)), -1);

        return allowed.Keys.Union(left.Keys).All(kind => CountOf(left, kind) <= CountOf(allowed, kind));
    }

    private async Task<IReadOnlyList<Diagnostic>> FindingsAsync(Solution solution, DocumentId id)
    {
        var document = solution.GetDocument(id)!;
        var tree = await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
        var compilation = await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);

        return KnownFindings.Of(compilation!, document.Project.AnalyzerOptions).In(tree!, cancellationToken);
    }

    private static void Count(Dictionary<string, int> counts, IEnumerable<string> kinds, int by)
    {
        foreach (var kind in kinds)
        {
            counts[kind] = CountOf(counts, kind) + by;
        }
    }

    private static int CountOf(Dictionary<string, int> counts, string kind) => counts.TryGetValue(kind, out var count) ? count : 0;
}

using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>
/// Whether repaired code is what a fix promises: the compiler has nothing new to say of it, in every project that has the file; the
/// diagnostics are gone; and no other rule has more to say than before. What a fix overlooks is found here, before it is offered.
/// </summary>
internal sealed class FixCheck(DocumentFix fix, CancellationToken cancellationToken)
{
    /// <param name="before">The solution without the repairs.</param>
    /// <param name="after">The solution with them.</param>
    /// <param name="repairs">The repairs that the two differ in.</param>
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

        foreach (var project in changed.GroupBy(document => document.ProjectId))
        {
            if (!await IsFreeOfAsync(before, after, [.. project], repairs).ConfigureAwait(false))
            {
                return false;
            }
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
                .Select(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error ? diagnostic.Id + diagnostic.GetMessage() : diagnostic.Id),
        ];
    }

    /// <summary>Whether the project's own diagnostics among the repaired ones are gone, and nothing else has come.</summary>
    private async Task<bool> IsFreeOfAsync(Solution before, Solution after, IReadOnlyCollection<DocumentId> changed, IEnumerable<Repair> repairs)
    {
        var project = changed.First().ProjectId;
        var reached = await ReachedFiles.FromAsync(before, changed, cancellationToken).ConfigureAwait(false);
        var allowed = await FindingsAsync(before, reached).ConfigureAwait(false);

        foreach (var repair in repairs.Where(repair => repair.Document.Project.Id == project))
        {
            var kind = fix.KindOf(repair.Diagnostic);
            allowed[kind] = (allowed.TryGetValue(kind, out var count) ? count : 0) - 1;
        }

        var findings = await FindingsAsync(after, reached).ConfigureAwait(false);

        return allowed.Keys.Union(findings.Keys).All(kind =>
            (findings.TryGetValue(kind, out var count) ? count : 0) <= (allowed.TryGetValue(kind, out var most) ? most : 0));
    }

    /// <summary>How many diagnostics of each kind there are in the documents, which are of one project.</summary>
    private async Task<Dictionary<string, int>> FindingsAsync(Solution solution, IReadOnlyCollection<DocumentId> documents)
    {
        var counts = new Dictionary<string, int>();
        var project = solution.GetProject(documents.First().ProjectId)!;
        var known = KnownFindings.Of((await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!, project.AnalyzerOptions);

        foreach (var document in documents)
        {
            var tree = await solution.GetDocument(document)!.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);

            foreach (var finding in known.In(tree!, cancellationToken))
            {
                var kind = fix.KindOf(finding);
                counts[kind] = (counts.TryGetValue(kind, out var count) ? count : 0) + 1;
            }
        }

        return counts;
    }
}

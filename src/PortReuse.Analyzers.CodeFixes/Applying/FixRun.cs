using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Applying;

/// <summary>One run of a fix over some diagnostics of a solution: as many of them are repaired as can be at once.</summary>
internal sealed class FixRun
{
    private readonly FixCheck _check;
    private readonly CancellationToken _cancellationToken;
    private readonly List<Repair> _accepted = [];

    private Solution _solution;

    private FixRun(DocumentFix fix, Solution solution, CancellationToken cancellationToken)
    {
        _check = new FixCheck(fix, solution, cancellationToken);
        _solution = solution;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The solution with the diagnostics repaired; null if none could be.</summary>
    public static async Task<Solution?> ApplyAsync(
        DocumentFix fix, IReadOnlyCollection<(Document Document, Diagnostic Diagnostic)> diagnostics, CancellationToken cancellationToken)
    {
        if (diagnostics.Count == 0)
        {
            return null;
        }

        var run = new FixRun(fix, diagnostics.First().Document.Project.Solution, cancellationToken);
        await run.AddAsync(await RepairsAsync(fix, diagnostics, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

        return run._accepted.Count > 0 ? run._solution : null;
    }

    public static Document? DocumentAt(Location location, Project project) =>
        location.SourceTree is not { } tree ? null
            : project.GetDocument(tree)
            ?? project.Documents.FirstOrDefault(document => document.FilePath == tree.FilePath && tree.FilePath.Length > 0);

    private static async Task<List<Repair>> RepairsAsync(
        DocumentFix fix, IEnumerable<(Document Document, Diagnostic Diagnostic)> diagnostics, CancellationToken cancellationToken)
    {
        var passes = new Dictionary<DocumentId, FixPass>();
        var repairs = new List<Repair>();
        var seen = new HashSet<(DocumentId, string, TextSpan)>();

        foreach (var (document, diagnostic) in diagnostics.OrderBy(each => each.Document.FilePath)
            .ThenBy(each => each.Diagnostic.Location.SourceSpan.Start))
        {
            var place = fix.PlaceOf(diagnostic);
            var target = place == diagnostic.Location ? document : DocumentAt(place, document.Project);

            if (target is null || !seen.Add((document.Id, diagnostic.Id, diagnostic.Location.SourceSpan)))
            {
                continue;
            }

            if (!passes.TryGetValue(target.Id, out var pass))
            {
                passes.Add(target.Id, pass = await FixPass.CreateAsync(target, cancellationToken).ConfigureAwait(false));
            }

            if (fix.GetWays(pass, diagnostic).Where(edits => edits.Count > 0).ToList() is { Count: > 0 } ways)
            {
                repairs.Add(new Repair(document, diagnostic, target, pass.Text, ways));
            }
        }

        return repairs;
    }

    /// <summary>Takes them all if the result is sound, or else looks for those in it that make it so.</summary>
    /// <remarks>
    /// A file by itself is far less to look at than all of them, so that one bad repair costs little more than a good one.
    /// </remarks>
    private async Task AddAsync(List<Repair> candidates)
    {
        _cancellationToken.ThrowIfCancellationRequested();

        if (candidates.Count == 0 || await TryAddAsync(candidates).ConfigureAwait(false))
        {
            return;
        }

        if (candidates.GroupBy(repair => repair.Targets[0]).ToList() is { Count: > 1 } files)
        {
            foreach (var file in files)
            {
                await AddAsync([.. file]).ConfigureAwait(false);
            }
        }
        else if (candidates.Count > 1)
        {
            var half = candidates.Count / 2;
            await AddAsync([.. candidates.Take(half)]).ConfigureAwait(false);
            await AddAsync([.. candidates.Skip(half)]).ConfigureAwait(false);
        }
        else if (candidates[0].Otherwise() is { } otherwise)
        {
            await AddAsync([otherwise]).ConfigureAwait(false);
        }
    }

    /// <summary>Whether there is nothing more to try: they are taken, or another that is stands in their way.</summary>
    private async Task<bool> TryAddAsync(List<Repair> candidates)
    {
        var solution = _solution;
        var taken = new List<Repair>();

        // Documents that are one file are changed together: what one target framework has to have changed, the others get too.
        foreach (var file in candidates.GroupBy(repair => repair.Targets[0]))
        {
            var edits = new EditList();

            foreach (var accepted in _accepted.Where(repair => repair.Targets[0] == file.Key))
            {
                edits.TryAdd(accepted.Edits);
            }

            if (file.Where(repair => edits.TryAdd(repair.Edits)).ToList() is { Count: > 0 } added)
            {
                taken.AddRange(added);
                var text = edits.Apply(added[0].Text);
                solution = added[0].Targets.Aggregate(solution, (changed, document) => changed.WithDocumentText(document, text));
            }
        }

        if (taken.Count == 0)
        {
            return true;
        }

        if (!await _check.IsSoundAsync(_solution, solution, taken).ConfigureAwait(false))
        {
            return false;
        }

        _accepted.AddRange(taken);
        _solution = solution;

        return true;
    }
}

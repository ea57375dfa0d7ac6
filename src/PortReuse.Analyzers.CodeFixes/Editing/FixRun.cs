using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>One run of a fix over some diagnostics of a solution: as many of them are repaired as can be at once.</summary>
internal sealed class FixRun
{
    private readonly FixCheck _check;
    private readonly CancellationToken _cancellationToken;

    private List<Repair> _accepted = [];
    private Solution? _repaired;

    private FixRun(FixCheck check, CancellationToken cancellationToken)
    {
        _check = check;
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

        var solution = diagnostics.First().Document.Project.Solution;
        var passes = new Dictionary<DocumentId, FixPass>();
        var repairs = new List<Repair>();
        var seen = new HashSet<(DocumentId, string, TextSpan)>();

        foreach (var (document, diagnostic) in diagnostics.OrderBy(each => each.Document.FilePath).ThenBy(each => each.Diagnostic.Location.SourceSpan.Start))
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

            if (fix.GetEdits(pass, diagnostic) is { Count: > 0 } edits)
            {
                repairs.Add(new Repair(document, diagnostic, target, pass.Text, edits));
            }
        }

        var run = new FixRun(new FixCheck(fix, solution), cancellationToken);
        await run.AddAsync(repairs).ConfigureAwait(false);

        return run._repaired;
    }

    public static Document? DocumentAt(Location location, Project project)
        => location.SourceTree is not { } tree ? null
            : project.GetDocument(tree) ?? project.Documents.FirstOrDefault(document => document.FilePath == tree.FilePath && tree.FilePath.Length > 0);

    /// <summary>Takes them all if the result is sound, or else looks for those in it that make it so.</summary>
    private async Task AddAsync(List<Repair> candidates)
    {
        if (candidates.Count == 0)
        {
            return;
        }

        var (solution, taken) = Repaired([.. _accepted, .. candidates]);

        if (taken.Count > _accepted.Count && await _check.IsSoundAsync(solution, taken, _cancellationToken).ConfigureAwait(false))
        {
            (_repaired, _accepted) = (solution, taken);
        }
        else if (candidates.Count > 1)
        {
            var half = candidates.Count / 2;
            await AddAsync([.. candidates.Take(half)]).ConfigureAwait(false);
            await AddAsync([.. candidates.Skip(half)]).ConfigureAwait(false);
        }
    }

    /// <summary>The solution with the repairs that do not stand in each other's way.</summary>
    private (Solution Solution, List<Repair> Taken) Repaired(List<Repair> repairs)
    {
        var solution = _check.Before;
        var taken = new List<Repair>();

        // Documents that are one file are changed together: what one target framework has to have changed, the others get too.
        foreach (var file in repairs.GroupBy(repair => LinkedTo(repair.Target)[0]))
        {
            var edits = new EditList();
            taken.AddRange(file.Where(repair => edits.TryAdd(repair.Edits)));

            if (!edits.IsEmpty)
            {
                var text = edits.Apply(file.First().Text);
                solution = LinkedTo(file.First().Target).Aggregate(solution, (changed, document) => changed.WithDocumentText(document, text));
            }
        }

        return (solution, taken);
    }

    private static List<DocumentId> LinkedTo(Document document) => [.. document.GetLinkedDocumentIds().Append(document.Id).OrderBy(id => id.Id)];
}

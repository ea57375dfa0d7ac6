using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>
/// Whether repaired code is what a fix promises: it compiles, in every project that has the file; the diagnostics are gone; and no
/// other rule has more to say than before. What a fix overlooks is found here, before it is offered.
/// </summary>
internal sealed class FixCheck(DocumentFix fix, Solution before)
{
    /// <summary>A host asks for the fixes of one diagnostic after another, and the code is the same meanwhile.</summary>
    private static readonly ConditionalWeakTable<Compilation, Diagnostic[]> Known = new();

    public Solution Before { get; } = before;

    public async Task<bool> IsSoundAsync(Solution after, IReadOnlyCollection<Repair> repairs, CancellationToken cancellationToken)
    {
        var changed = repairs
            .SelectMany(repair => repair.Target.GetLinkedDocumentIds().Append(repair.Target.Id))
            .Distinct()
            .ToList();

        foreach (var document in changed)
        {
            if (!await CompilesAsync(after, document, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        foreach (var project in changed.Select(document => document.ProjectId).Distinct())
        {
            if (!await IsFreeOfAsync(after, project, repairs, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the document has no error that it did not have before.</summary>
    private async Task<bool> CompilesAsync(Solution after, DocumentId document, CancellationToken cancellationToken)
    {
        var errors = await ErrorsAsync(after, document, cancellationToken).ConfigureAwait(false);

        if (errors.Count == 0)
        {
            return true;
        }

        foreach (var known in await ErrorsAsync(Before, document, cancellationToken).ConfigureAwait(false))
        {
            errors.Remove(known);
        }

        return errors.Count == 0;
    }

    private static async Task<List<string>> ErrorsAsync(Solution solution, DocumentId document, CancellationToken cancellationToken)
    {
        var model = await solution.GetDocument(document)!.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);

        return
        [
            .. model!.GetDiagnostics(cancellationToken: cancellationToken)
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !diagnostic.IsSuppressed)
                .Select(error => error.Id + error.GetMessage()),
        ];
    }

    /// <summary>Whether the project's own diagnostics among the repaired ones are gone, and nothing else has come.</summary>
    private async Task<bool> IsFreeOfAsync(Solution after, ProjectId project, IEnumerable<Repair> repairs, CancellationToken cancellationToken)
    {
        var allowed = await FindingsAsync(Before, project, cancellationToken).ConfigureAwait(false);

        foreach (var repair in repairs.Where(repair => repair.Document.Project.Id == project))
        {
            var kind = fix.KindOf(repair.Diagnostic);
            allowed[kind] = (allowed.TryGetValue(kind, out var count) ? count : 0) - 1;
        }

        var findings = await FindingsAsync(after, project, cancellationToken).ConfigureAwait(false);

        return allowed.Keys.Union(findings.Keys).All(kind =>
            (findings.TryGetValue(kind, out var count) ? count : 0) <= (allowed.TryGetValue(kind, out var most) ? most : 0));
    }

    private async Task<Dictionary<string, int>> FindingsAsync(Solution solution, ProjectId project, CancellationToken cancellationToken)
    {
        var analyzed = solution.GetProject(project)!;
        var compilation = await analyzed.GetCompilationAsync(cancellationToken).ConfigureAwait(false);

        return Known.GetValue(compilation!, _ => [.. SocketAnalyzer.FindingsIn(compilation!, analyzed.AnalyzerOptions, cancellationToken)])
            .GroupBy(fix.KindOf)
            .ToDictionary(kind => kind.Key, kind => kind.Count());
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PortReuse.Analyzers.CodeFixes.Applying;

/// <summary>Fix All for a document, a project or the solution.</summary>
/// <remarks>
/// Not the batch fixer, which makes each fix on its own and merges the texts: it drops a fix whose lines touch another's,
/// as two binds in one block do, and cannot tell that both want the same using directive. Nor the one that goes document by
/// document: a fix may have to write into another file than the diagnostic is in.
/// </remarks>
internal sealed class DocumentFixAllProvider(Func<string?, DocumentFix> fixFor) : FixAllProvider
{
    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var fix = fixFor(context.CodeActionEquivalenceKey);
        var diagnostics = await DiagnosticsAsync(context).ConfigureAwait(false);

        return await FixRun.ApplyAsync(fix, diagnostics, context.CancellationToken).ConfigureAwait(false) is { } repaired
            ? CodeAction.Create(
                fix.Title(diagnostics[0].Diagnostic), createChangedSolution: _ => Task.FromResult(repaired), fix.EquivalenceKey)
            : null;
    }

    private static async Task<List<(Document Document, Diagnostic Diagnostic)>> DiagnosticsAsync(FixAllContext context)
    {
        var found = new List<(Document, Diagnostic)>();

        if (context is { Scope: FixAllScope.Document, Document: { } document })
        {
            found.AddRange((await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)).Select(each => (document, each)));
            return found;
        }

        var projects = context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project];

        foreach (var project in projects.Where(project => project.Language == LanguageNames.CSharp))
        {
            foreach (var diagnostic in await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false))
            {
                if (FixRun.DocumentAt(diagnostic.Location, project) is { } place)
                {
                    found.Add((place, diagnostic));
                }
            }
        }

        return found;
    }
}

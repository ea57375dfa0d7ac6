using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PortReuse.Analyzers.CodeFixes.Applying;

/// <summary>Offers a list of fixes one by one, and each of them for a whole document, project or solution.</summary>
public abstract class DocumentFixProvider : CodeFixProvider
{
    /// <summary>The first one is what an editor, and <c>dotnet format</c>, take by default.</summary>
    private protected abstract ImmutableArray<DocumentFix> Fixes { get; }

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var fix in Fixes)
            {
                // The edits are made here and not when the fix is chosen: that is the only sure way to know that there are any.
                var repaired = await FixRun.ApplyAsync(fix, [(context.Document, diagnostic)], context.CancellationToken)
                    .ConfigureAwait(false);

                if (repaired is not null)
                {
                    context.RegisterCodeFix(
                        CodeAction.Create(fix.Title(diagnostic), createChangedSolution: _ => Task.FromResult(repaired), fix.EquivalenceKey),
                        diagnostic);
                }
            }
        }
    }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new DocumentFixAllProvider(FixFor);

    // `dotnet format` takes the key from what is offered for the first diagnostic of all, and has none where that one has no fix.
    private DocumentFix FixFor(string? equivalenceKey) => Fixes.FirstOrDefault(fix => fix.EquivalenceKey == equivalenceKey) ?? Fixes[0];
}

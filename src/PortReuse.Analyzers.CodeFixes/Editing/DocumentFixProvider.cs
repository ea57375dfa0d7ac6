using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>Offers a list of fixes one by one, and each of them for a whole document, project or solution.</summary>
public abstract class DocumentFixProvider : CodeFixProvider
{
    private protected abstract ImmutableArray<DocumentFix> Fixes { get; }

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var fix in Fixes)
            {
                // The edits are made here and not when the fix is chosen: that is the only sure way to know that there are any.
                var repaired = await ApplyAsync(context.Document, fix, ImmutableArray.Create(diagnostic), context.CancellationToken)
                    .ConfigureAwait(false);

                if (repaired is not null)
                {
                    context.RegisterCodeFix(
                        CodeAction.Create(fix.Title(diagnostic), createChangedDocument: _ => Task.FromResult(repaired), fix.EquivalenceKey),
                        diagnostic);
                }
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Not the batch fixer, which makes each fix on its own and merges the texts: it drops a fix whose lines touch another's,
    /// as two binds in one block do, and cannot tell that both want the same using directive.
    /// </remarks>
    public sealed override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create((context, document, diagnostics) =>
            ApplyAsync(document, FixFor(context.CodeActionEquivalenceKey), diagnostics, context.CancellationToken));

    // `dotnet format` takes the key from what is offered for the first diagnostic of all, and has none where that one has no fix.
    private DocumentFix FixFor(string? equivalenceKey) => Fixes.FirstOrDefault(fix => fix.EquivalenceKey == equivalenceKey) ?? Fixes[0];

    private static async Task<Document?> ApplyAsync(
        Document document, DocumentFix fix, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var pass = await FixPass.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var edits = new EditList();

        foreach (var diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            edits.TryAdd(fix.GetEdits(pass, diagnostic));
        }

        return edits.IsEmpty ? null : document.WithText(edits.Apply(pass.Text));
    }
}

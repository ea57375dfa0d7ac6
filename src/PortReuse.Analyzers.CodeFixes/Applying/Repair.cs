using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Applying;

/// <summary>The repair of one diagnostic: the changes to the text of one document, which need not be the diagnostic's.</summary>
internal sealed class Repair(
    Document document, Diagnostic diagnostic, Document target, SourceText text, IReadOnlyList<IReadOnlyCollection<TextChange>> ways)
{
    /// <summary>The document that the diagnostic is in.</summary>
    public Document Document { get; } = document;

    public Diagnostic Diagnostic { get; } = diagnostic;

    /// <summary>The document that is changed.</summary>
    public Document Target { get; } = target;

    /// <summary>The text that is changed.</summary>
    public SourceText Text { get; } = text;

    public IReadOnlyCollection<TextChange> Edits => ways[0];

    /// <summary>The documents that are the changed file, one for each target framework; the first of them is the same for all.</summary>
    public IReadOnlyList<DocumentId> Targets { get; } = [.. target.GetLinkedDocumentIds().Append(target.Id).OrderBy(id => id.Id)];

    /// <summary>The same by the next way; null if there is none.</summary>
    public Repair? Otherwise() => ways.Count > 1 ? new Repair(Document, Diagnostic, Target, Text, [.. ways.Skip(1)]) : null;
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>What repairs one diagnostic: the changes to the text of one document, which need not be the diagnostic's.</summary>
internal sealed class Repair(Document document, Diagnostic diagnostic, Document target, SourceText text, IReadOnlyCollection<TextChange> edits)
{
    /// <summary>The document that the diagnostic is in.</summary>
    public Document Document { get; } = document;

    public Diagnostic Diagnostic { get; } = diagnostic;

    /// <summary>The document that is changed.</summary>
    public Document Target { get; } = target;

    /// <summary>The text that is changed.</summary>
    public SourceText Text { get; } = text;

    public IReadOnlyCollection<TextChange> Edits { get; } = edits;
}

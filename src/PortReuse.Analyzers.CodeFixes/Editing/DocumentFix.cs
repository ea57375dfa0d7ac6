using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>One way to repair a diagnostic, the same for a single one and for Fix All.</summary>
/// <remarks>
/// A fix is a set of changes to the text rather than a rewritten tree: whatever it does not mean to change keeps every
/// character, and with it the comments, directives, line ends and layout.
/// </remarks>
internal abstract class DocumentFix
{
    public abstract string EquivalenceKey { get; }

    public abstract string Title(Diagnostic diagnostic);

    /// <summary>The changes that repair the diagnostic; none where the fix cannot be offered.</summary>
    public abstract IReadOnlyCollection<TextChange> GetEdits(FixPass pass, Diagnostic diagnostic);
}

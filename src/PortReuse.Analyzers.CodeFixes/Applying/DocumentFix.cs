using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Applying;

/// <summary>One way to repair a diagnostic, the same for a single one and for Fix All.</summary>
/// <remarks>
/// A fix is a set of changes to the text rather than a rewritten tree: whatever it does not mean to change keeps every
/// character, and with it the comments, directives, line ends and layout. Whether the result compiles, is free of the
/// diagnostic and has no new one is seen to by <see cref="FixCheck"/>, for every fix; one that fails there is not offered.
/// </remarks>
internal abstract class DocumentFix
{
    public abstract string EquivalenceKey { get; }

    public abstract string Title(Diagnostic diagnostic);

    /// <summary>A place in the document that the fix changes, where that may be another than the diagnostic is in.</summary>
    public virtual Location PlaceOf(Diagnostic diagnostic) => diagnostic.Location;

    /// <summary>The ways to repair the diagnostic, the best first; none, or one without changes, where the fix cannot be offered.</summary>
    /// <remarks>Of several ways the first that is sound is taken: the code around decides which one that is.</remarks>
    /// <param name="pass">The document that <see cref="PlaceOf"/> is in.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    public abstract IEnumerable<IReadOnlyCollection<TextChange>> GetWays(FixPass pass, Diagnostic diagnostic);

    /// <summary>
    /// What stands for the diagnostic when those before and after the fix are compared. A diagnostic that the repaired code
    /// may have in its place, and that was only hidden behind it, is told by the same name.
    /// </summary>
    public virtual string KindOf(Diagnostic diagnostic) => diagnostic.Id is "PORT0001" ? "PORT0002" : diagnostic.Id;
}

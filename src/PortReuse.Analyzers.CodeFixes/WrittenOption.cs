using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes;

/// <summary>An option of a socket as a fix writes it.</summary>
internal abstract class WrittenOption
{
    /// <summary>The statement that sets it on the socket whose members are written after <paramref name="callPrefix"/>.</summary>
    /// <param name="callPrefix">What to write before the name of a member.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="position">Where the statement will stand.</param>
    /// <param name="condition">When to set it, if not always.</param>
    public abstract NewStatement Set(string callPrefix, FixPass pass, int position, string? condition = null);

    /// <summary>The using directives that the statement needs.</summary>
    public virtual IEnumerable<TextChange> Imports(FixPass pass, int position) => [];
}

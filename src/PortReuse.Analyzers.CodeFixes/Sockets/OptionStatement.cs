using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>An option of a socket as a fix writes it.</summary>
internal abstract class OptionStatement
{
    /// <summary>The statement that sets it on the socket whose members are written after <paramref name="callPrefix"/>.</summary>
    /// <param name="callPrefix">What to write before the name of a member.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="position">Where the statement will stand.</param>
    /// <param name="condition">When to set it, if not always.</param>
    public abstract NewStatement Set(string callPrefix, FixPass pass, int position, string? condition = null);

    /// <summary>The statements that set it and bind the socket.</summary>
    /// <param name="callPrefix">What to write before the name of a member.</param>
    /// <param name="endPoint">What the socket is bound to.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="position">Where the statements will stand.</param>
    public virtual IReadOnlyList<NewStatement> SetAndBind(string callPrefix, string endPoint, FixPass pass, int position) =>
        [Set(callPrefix, pass, position), new NewStatement($"{callPrefix}Bind({endPoint});")];

    /// <summary>The using directives that the statements need.</summary>
    public virtual IEnumerable<TextChange> Imports(FixPass pass, int position) => [];
}

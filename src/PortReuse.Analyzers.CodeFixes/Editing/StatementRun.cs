using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>Statements that follow one another in a block, or at the top of a program.</summary>
internal static class StatementRun
{
    /// <summary>From the first to the last, both included; null where they do not stand in the same block.</summary>
    public static IReadOnlyList<StatementSyntax>? Between(StatementSyntax first, StatementSyntax last)
    {
        var siblings = SiblingsOf(first);
        var from = siblings.IndexOf(first);
        var to = siblings.IndexOf(last);

        return from >= 0 && to > from ? siblings.GetRange(from, to - from + 1) : null;
    }

    public static IReadOnlyList<StatementSyntax> After(StatementSyntax statement)
    {
        var siblings = SiblingsOf(statement);

        return siblings.GetRange(siblings.IndexOf(statement) + 1, siblings.Count - siblings.IndexOf(statement) - 1);
    }

    // A section of a switch is no run to work on: what is declared in it is known in the other sections too.
    private static List<StatementSyntax> SiblingsOf(StatementSyntax statement) =>
        statement.Parent is SwitchSectionSyntax ? [statement] : [.. StatementList.Around(statement)];
}

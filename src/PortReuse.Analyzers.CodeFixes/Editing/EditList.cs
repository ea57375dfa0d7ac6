using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>The changes of many fixes to one text. A fix is taken whole or not at all.</summary>
internal sealed class EditList
{
    private readonly List<TextChange> _edits = [];

    /// <summary>Adds the edits of one fix, or leaves it for another run if it would replace what another fix has replaced.</summary>
    public bool TryAdd(IReadOnlyCollection<TextChange> edits)
    {
        // Two fixes that ask for the same change share it: a using directive, or the braces around one statement.
        var unshared = edits.Except(_edits).ToList();

        if (unshared.Any(edit => _edits.Any(other => AreInConflict(edit.Span, other.Span))))
        {
            return false;
        }

        _edits.AddRange(unshared);

        return true;
    }

    // The sort is stable: insertions at one position stay in the order in which they were made.
    public SourceText Apply(SourceText text) => text.WithChanges(_edits.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.End));

    // Neither may reach into the other; an insertion has no length, and may still stand inside what is replaced.
    private static bool AreInConflict(TextSpan one, TextSpan other) => one.Start < other.End && other.Start < one.End;
}

using PortReuse.Rulebook;

namespace PortReuse.Analyzers.Tests.Pages;

/// <summary>What a rule was begun with, and nobody has written yet.</summary>
internal static class LeftToDo
{
    /// <summary>Each line that a template marks to be replaced, as <c>path:line: text</c>.</summary>
    public static IReadOnlyList<string> In(string root, string id) =>
    [
        .. from path in NewRule.FilesOf(id)
           where File.Exists(Path.Combine(root, path)) // The proofs of two rules may be in one file, which no template is for.
           from line in File.ReadLines(Path.Combine(root, path)).Index()
           where line.Item.Contains("TODO", StringComparison.Ordinal)
           select $"{path}:{line.Index + 1}: {line.Item.Trim()}",
    ];
}

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>A statement to be written, on one line or on several, as the place allows.</summary>
internal sealed class NewStatement(string onOneLine, IReadOnlyList<string> lines)
{
    public NewStatement(string text)
        : this(text, [text])
    {
    }

    public string OnOneLine { get; } = onOneLine;

    /// <summary>The lines, with a tab for each level of their own indentation.</summary>
    public IEnumerable<string> Lines(string unit) => lines.Select(line => Indentation.Expand(line, unit));
}

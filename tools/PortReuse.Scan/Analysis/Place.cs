using Microsoft.CodeAnalysis;

namespace PortReuse.Scan.Analysis;

/// <summary>A span of a file; lines and columns count from 1, and the end is the column behind the last one.</summary>
/// <param name="Path">The full path of the file.</param>
/// <param name="Line">The line that it begins in.</param>
/// <param name="Column">The column that it begins at.</param>
/// <param name="EndLine">The line that it ends in.</param>
/// <param name="EndColumn">The column behind its end.</param>
/// <param name="Source">The whole of the line that it begins in.</param>
internal sealed record Place(string Path, int Line, int Column, int EndLine, int EndColumn, string Source)
{
    public static Place Of(Location location)
    {
        var span = location.GetLineSpan();
        var line = location.SourceTree!.GetText().Lines[span.StartLinePosition.Line].ToString();
        return new(
            span.Path,
            span.StartLinePosition.Line + 1,
            span.StartLinePosition.Character + 1,
            span.EndLinePosition.Line + 1,
            span.EndLinePosition.Character + 1,
            line);
    }

    /// <summary>How many characters of the line that it begins in belong to it; one at the least.</summary>
    public int Length => Math.Max(1, (EndLine == Line ? EndColumn : Source.TrimEnd().Length + 1) - Column);
}

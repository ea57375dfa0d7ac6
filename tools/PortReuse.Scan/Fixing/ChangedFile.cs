using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Scan.Fixing;

/// <summary>A file that the fixes change.</summary>
internal sealed record ChangedFile(string Path, SourceText Before, SourceText After)
{
    /// <summary>Each once, however many projects and frameworks compile it.</summary>
    public static async Task<IReadOnlyList<ChangedFile>> BetweenAsync(Solution before, Solution after, CancellationToken cancellation)
    {
        var changed = new SortedDictionary<string, ChangedFile>(StringComparer.Ordinal);
        foreach (var id in after.GetChanges(before).GetProjectChanges().SelectMany(project => project.GetChangedDocuments()))
        {
            var document = after.GetDocument(id)!;
            if (document.FilePath is { } path && !changed.ContainsKey(path))
            {
                var file = new ChangedFile(
                    path, await before.GetDocument(id)!.GetTextAsync(cancellation), await document.GetTextAsync(cancellation));
                if (!file.Before.ContentEquals(file.After))
                {
                    changed.Add(path, file);
                }
            }
        }

        return [.. changed.Values];
    }

    /// <summary>Writes it as it was written before: in its encoding, and with the mark at its start or without.</summary>
    public void Write()
    {
        var encoding = Before.Encoding ?? Encoding.UTF8;
        var mark = encoding.GetPreamble();
        var hasMark = mark.Length > 0 && File.ReadAllBytes(Path).AsSpan().StartsWith(mark);
        File.WriteAllBytes(Path, [.. hasMark ? mark : [], .. encoding.GetBytes(After.ToString())]);
    }
}

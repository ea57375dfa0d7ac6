using System.Text;
using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Model;

namespace PortReuse.Scan.Fixing;

/// <summary>A change as <c>git apply</c> and <c>patch</c> take it.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <param name="before">The old text.</param>
    /// <param name="after">The new text.</param>
    /// <param name="name">The file's name, with slashes.</param>
    public static string Of(string before, string after, string name)
    {
        var diff = Differ.Instance.CreateDiffs(
            before, after, ignoreWhiteSpace: false, ignoreCase: false, LineEndingsPreservingChunker.Instance);
        if (diff.DiffBlocks.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder($"--- a/{name}\n+++ b/{name}\n");
        for (var first = 0; first < diff.DiffBlocks.Count;)
        {
            // Changes whose contexts touch are one hunk.
            var last = first;
            while (last + 1 < diff.DiffBlocks.Count && diff.DiffBlocks[last + 1].DeleteStartA - EndOf(diff.DiffBlocks[last]) <= 2 * Context)
            {
                last++;
            }

            AppendHunk(text, diff, first, last);
            first = last + 1;
        }

        return text.ToString();
    }

    private static void AppendHunk(StringBuilder text, DiffResult diff, int first, int last)
    {
        var start = Math.Max(0, diff.DiffBlocks[first].DeleteStartA - Context);
        var end = Math.Min(diff.PiecesOld.Count, EndOf(diff.DiffBlocks[last]) + Context);
        var startOfNew = diff.DiffBlocks[first].InsertStartB - (diff.DiffBlocks[first].DeleteStartA - start);
        var lines = new StringBuilder();
        var (old, fresh) = (0, 0);
        var at = start;
        for (var block = first; block <= last; block++)
        {
            var change = diff.DiffBlocks[block];
            AppendUnchanged(change.DeleteStartA);
            for (var i = 0; i < change.DeleteCountA; i++, old++)
            {
                AppendLine(lines, '-', diff.PiecesOld[change.DeleteStartA + i]);
            }

            for (var i = 0; i < change.InsertCountB; i++, fresh++)
            {
                AppendLine(lines, '+', diff.PiecesNew[change.InsertStartB + i]);
            }

            at = EndOf(change);
        }

        AppendUnchanged(end);
        text.Append($"@@ -{Range(start, old)} +{Range(startOfNew, fresh)} @@\n").Append(lines);

        void AppendUnchanged(int until)
        {
            for (; at < until; at++, old++, fresh++)
            {
                AppendLine(lines, ' ', diff.PiecesOld[at]);
            }
        }
    }

    private static int EndOf(DiffBlock block) => block.DeleteStartA + block.DeleteCountA;

    // An empty side is named by the line before it.
    private static string Range(int start, int count) => $"{(count == 0 ? start : start + 1)},{count}";

    private static void AppendLine(StringBuilder text, char sign, string line)
    {
        text.Append(sign).Append(line);
        if (!line.EndsWith('\n'))
        {
            text.Append("\n\\ No newline at end of file\n");
        }
    }
}

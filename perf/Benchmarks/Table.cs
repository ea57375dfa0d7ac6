using System.Text;

namespace PortReuse.Benchmarks;

/// <summary>Results by row, as Markdown for a page and as CSV for a picture.</summary>
internal sealed class Table(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>What the numbers must keep to and do not; none where all is well.</summary>
    public List<string> Violations { get; } = [];

    public void Add(params object[] cells)
    {
        if (cells.Length != columns.Length)
        {
            throw new ArgumentException($"{cells.Length} cells for {columns.Length} columns.", nameof(cells));
        }

        _rows.Add([.. cells.Select(cell => FormattableString.Invariant($"{cell}"))]);
    }

    public void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            Violations.Add(otherwise);
        }
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        AppendRow(text, columns);
        AppendRow(text, [.. columns.Select(_ => "---")]);
        foreach (var row in _rows)
        {
            AppendRow(text, row);
        }

        return text.ToString();
    }

    public string ToCsv() =>
        string.Concat(_rows.Prepend(columns).Select(row => string.Join(',', row.Select(Quoted)) + "\n"));

    private static void AppendRow(StringBuilder text, string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

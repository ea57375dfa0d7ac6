using PortReuse.Scan.Analysis;

namespace PortReuse.Scan.Reporting;

/// <summary>What a line of an excerpt is there for.</summary>
internal enum ExcerptKind
{
    /// <summary>The name of another file.</summary>
    File,

    Source,

    /// <summary>Carets below the finding.</summary>
    Mark,

    /// <summary>Dashes below what has to do with it, and what that is.</summary>
    RelatedMark,
}

/// <param name="Gutter">The number of the line, or as many spaces.</param>
/// <param name="Text">What stands there.</param>
/// <param name="Kind">What for.</param>
internal sealed record ExcerptLine(string Gutter, string Text, ExcerptKind Kind);

/// <summary>The source lines of a finding and of the places that have to do with it.</summary>
internal static class Excerpt
{
    private const string Tab = "    ";
    private const string Cut = "…";

    /// <param name="finding">The finding.</param>
    /// <param name="width">The most characters of a text.</param>
    /// <param name="nameOf">How a file is called.</param>
    public static IReadOnlyList<ExcerptLine> Of(Finding finding, int width, Func<string, string> nameOf)
    {
        // What is marked already is not marked again, and what is in another file comes after the finding's own.
        (string Label, Place Place)[] places =
        [
            .. finding.Related.Prepend(("", finding.Place))
                .DistinctBy(place => (place.Item2.Path, place.Item2.Line, place.Item2.Column))
                .OrderBy(place => place.Item2.Path != finding.Place.Path).ThenBy(place => place.Item2.Path, StringComparer.Ordinal)
                .ThenBy(place => place.Item2.Line).ThenBy(place => place.Item2.Column),
        ];
        var gutter = places.Max(place => place.Place.Line).ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        var indentation = places.Min(place => IndentationOf(place.Place.Source));
        var lines = new List<ExcerptLine>();
        var (path, line) = (finding.Place.Path, 0);
        foreach (var (label, place) in places)
        {
            if (place.Path != path)
            {
                (path, line) = (place.Path, 0);
                lines.Add(new(new(' ', gutter), nameOf(path), ExcerptKind.File));
            }

            if (place.Line != line)
            {
                line = place.Line;
                lines.Add(new(line.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    .PadLeft(gutter), Shown(place.Source, indentation, width), ExcerptKind.Source));
            }

            lines.Add(Mark(place, label, gutter, indentation, width));
        }

        return lines;
    }

    private static ExcerptLine Mark(Place place, string label, int gutter, int indentation, int width)
    {
        var before = Math.Max(0, Expand(place.Source[..Math.Min(place.Column - 1, place.Source.Length)]).Length - indentation);
        var length = Math.Max(1, Math.Min(place.Length, width - before));
        var isFinding = label.Length == 0;
        var text = new string(' ', before) + new string(isFinding ? '^' : '-', length) + (isFinding ? "" : $" {label}");
        return new(new(' ', gutter), text, isFinding ? ExcerptKind.Mark : ExcerptKind.RelatedMark);
    }

    private static string Shown(string source, int indentation, int width)
    {
        var text = Expand(source).TrimEnd()[indentation..];
        return text.Length <= width ? text : text[..(width - Cut.Length)] + Cut;
    }

    private static int IndentationOf(string source)
    {
        var text = Expand(source).TrimEnd();
        return text.Length - text.TrimStart().Length;
    }

    private static string Expand(string source) => source.Replace("\t", Tab, StringComparison.Ordinal);
}

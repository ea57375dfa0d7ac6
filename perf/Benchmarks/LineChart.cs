using System.Globalization;
using System.Text;

namespace PortReuse.Benchmarks;

/// <summary>A picture of a few lines, logarithmic upwards, as SVG that reads on a light page and on a dark one.</summary>
/// <param name="title">What it shows.</param>
/// <param name="xTitle">What is below.</param>
/// <param name="yTitle">What is at the left.</param>
/// <param name="xs">Where there are points.</param>
/// <param name="isXLinear">Whether the points are apart as their numbers are, rather than as the logarithms.</param>
/// <param name="yTicks">Where there are lines across; null for at each value.</param>
internal sealed class LineChart(string title, string xTitle, string yTitle, int[] xs, bool isXLinear = false, int[]? yTicks = null)
{
    private const int Width = 720, Height = 400, Left = 80, Right = 210, Top = 48, Bottom = 56;

    private readonly List<(string Name, int[] Ys, string Color, bool IsLimit)> _lines = [];

    public void Add(string name, int[] ys, string color) => _lines.Add((name, ys, color, IsLimit: false));

    /// <summary>A broad line behind the others.</summary>
    public void AddLimit(string name, int[] ys) => _lines.Insert(0, (name, ys, "#9aa5b1", IsLimit: true));

    public string ToSvg()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="13" role="img" aria-label="{title}">
            <rect width="{Width}" height="{Height}" fill="#ffffff"/>
            <text x="{Left}" y="26" font-size="16" font-weight="bold" fill="#1f2933">{title}</text>

            """);
        foreach (var x in xs)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{X(x):F1}" y="{Height - Bottom + 20}" text-anchor="middle" fill="#52606d">{x}</text>""").Append('\n');
        }

        IEnumerable<int> ticks = yTicks is null ? _lines.SelectMany(line => line.Ys).Distinct().Order() : yTicks;
        foreach (var y in ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{Left}" x2="{Width - Right}" y1="{Y(y):F1}" y2="{Y(y):F1}" stroke="#e4e7eb"/>""").Append('\n');
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left - 8}" y="{Y(y) + 4:F1}" text-anchor="end" fill="#52606d">{y.ToString("N0", CultureInfo.InvariantCulture)}</text>""").Append('\n');
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{(Left + Width - Right) / 2}" y="{Height - 14}" text-anchor="middle" fill="#1f2933">{xTitle}</text>""").Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"""<text transform="translate(18 {(Top + Height - Bottom) / 2}) rotate(-90)" text-anchor="middle" fill="#1f2933">{yTitle}</text>""").Append('\n');
        foreach (var line in _lines)
        {
            Append(svg, line);
        }

        AppendNames(svg);

        return svg.Append("</svg>\n").ToString();
    }

    private void Append(StringBuilder svg, (string Name, int[] Ys, string Color, bool IsLimit) line)
    {
        var points = string.Join(' ', xs.Zip(line.Ys, (x, y) => string.Create(CultureInfo.InvariantCulture, $"{X(x):F1},{Y(y):F1}")));
        svg.Append(CultureInfo.InvariantCulture, $"""<polyline points="{points}" fill="none" stroke="{line.Color}" stroke-width="{(line.IsLimit ? 12 : 2.5)}" stroke-opacity="{(line.IsLimit ? 0.35 : 1)}"/>""").Append('\n');
        if (!line.IsLimit)
        {
            foreach (var (x, y) in xs.Zip(line.Ys))
            {
                svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{X(x):F1}" cy="{Y(y):F1}" r="4" fill="{line.Color}"/>""")
                    .Append('\n');
            }
        }
    }

    // Each beside the end of its line, and below the one before it where they would lie on each other. The limit is named above what lies
    // on it.
    private void AppendNames(StringBuilder svg)
    {
        const double lineHeight = 17;
        double next = 0;
        foreach (var line in _lines.OrderBy(line => Y(line.Ys[^1])).ThenBy(line => !line.IsLimit))
        {
            var y = Math.Max(Y(line.Ys[^1]) + (line.IsLimit ? -12 : 5), next);
            next = y + lineHeight;
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Width - Right + 12}" y="{y:F1}" fill="{(line.IsLimit ? "#52606d" : line.Color)}">{line.Name}</text>""").Append('\n');
        }
    }

    private double X(int x)
    {
        var part = isXLinear ? (x - xs[0]) / (double)(xs[^1] - xs[0]) : Math.Log2(x / (double)xs[0]) / Math.Log2(xs[^1] / (double)xs[0]);
        return Left + (part * (Width - Right - Left));
    }

    private double Y(int y)
    {
        IEnumerable<int> all = _lines.SelectMany(line => line.Ys).Concat(yTicks ?? []);
        double low = Math.Log2(all.Min()) - 0.5, high = Math.Log2(all.Max()) + 0.5;
        return Height - Bottom - ((Math.Log2(y) - low) / (high - low) * (Height - Bottom - Top));
    }
}

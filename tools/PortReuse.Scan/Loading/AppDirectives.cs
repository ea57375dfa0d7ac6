namespace PortReuse.Scan.Loading;

/// <summary>The directives at the head of a file-based app: <c>#:package Name@1.0.0</c>.</summary>
internal sealed record AppDirective(string Kind, string Name, string? Value);

/// <inheritdoc cref="AppDirective"/>
internal static class AppDirectives
{
    /// <summary>Whether the file says by itself that it is a program of its own.</summary>
    public static bool AreIn(string file)
    {
        try
        {
            return File.ReadLines(file).TakeWhile(IsHead).Any(line => IsDirective(line) || line.StartsWith("#!", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static IReadOnlyList<AppDirective> Read(string file) =>
        [.. File.ReadLines(file).TakeWhile(IsHead).Where(IsDirective).Select(line => Parse(line.Trim()[2..].Trim()))];

    internal static AppDirective Parse(string text)
    {
        var (kind, rest) = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
        {
            [var first, var others] => (first, others),
            [var first] => (first, ""),
            _ => ("", ""),
        };
        var separator = rest.IndexOf(kind == "property" ? '=' : '@', StringComparison.Ordinal);
        return separator <= 0 ? new(kind, rest, null) : new(kind, rest[..separator].Trim(), rest[(separator + 1)..].Trim());
    }

    // Comments may stand among them; the first code ends them.
    private static bool IsHead(string line) =>
        string.IsNullOrWhiteSpace(line) || line.StartsWith("#!", StringComparison.Ordinal) || IsDirective(line)
        || line.TrimStart() is ['/', '/', ..] or ['/', '*', ..] or ['*', ..];

    private static bool IsDirective(string line) => line.TrimStart().StartsWith("#:", StringComparison.Ordinal);
}

using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.Tests.Invariance;

/// <summary>What is found in a program, in terms of the original's tokens.</summary>
internal static class TracedFindings
{
    public static async Task<List<string>> In(TracedProgram program) => Of(program, await AllRules.Examine(program.Compile()));

    /// <summary>Each finding by its id and its places.</summary>
    public static List<string> Of(TracedProgram program, IEnumerable<Diagnostic> findings) =>
        [.. findings.Select(finding => $"{finding.Id} at {PlaceOf(program, finding.Location)}{PlacesOf(program, finding)}")
            .Order(StringComparer.Ordinal)];

    /// <summary>
    /// What is in one and not in the other; empty where they are the same. Equal ones are counted: one that is told twice is a mistake.
    /// </summary>
    public static string Difference(List<string> before, List<string> after) => string.Join(
        '\n', [.. Without(before, after).Select(lost => "  lost: " + lost), .. Without(after, before).Select(added => "  new:  " + added)]);

    private static List<string> Without(List<string> all, List<string> others)
    {
        var left = all.ToList();
        foreach (var other in others)
        {
            left.Remove(other);
        }

        return left;
    }

    private static string PlacesOf(TracedProgram program, Diagnostic finding) =>
        string.Concat(finding.AdditionalLocations.Select(place => "\n        and " + PlaceOf(program, place))
            .Order(StringComparer.Ordinal));

    private static string PlaceOf(TracedProgram program, Location location)
    {
        var file = program.Files.Single(file => file.Path == location.SourceTree?.FilePath);
        var (first, last) = file.OriginsIn(location.SourceSpan);
        return first == TracedFile.None
            ? $"what was added: {file.Text.Substring(location.SourceSpan.Start, location.SourceSpan.Length)}"
            : $"{program.Places[first]} (token {first} to {last})";
    }
}

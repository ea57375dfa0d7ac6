using System.Text.RegularExpressions;

namespace PortReuse.Packaging.Tests;

/// <summary>A diagnostic at a line of a file, as the marks in a source expect it or as a build printed it.</summary>
internal sealed partial record Finding(string Framework, string Source, int Line, string Id)
{
    /// <summary>
    /// The marks <c>// expect: PORT0001</c> of all sources in the folder, at their lines, once for each framework. A mark that
    /// ends with <c>, no fix</c> is still expected when the sources were fixed.
    /// </summary>
    public static IReadOnlyList<Finding> Expected(string folder, IEnumerable<string> frameworks, bool whenFixed)
    {
        var marks =
            from path in Directory.EnumerateFiles(folder, "*.cs")
            from line in File.ReadAllLines(path).Index()
            let mark = Mark().Match(line.Item)
            where mark.Success && (!whenFixed || mark.Groups["unfixable"].Success)
            select (Source: Path.GetFileName(path), Line: line.Index + 1, Id: mark.Groups["id"].Value);

        return InOrder(
            from mark in marks
            from framework in frameworks
            select new Finding(framework, mark.Source, mark.Line, mark.Id));
    }

    /// <summary>Every warning and error that a build printed, whoever raised it; of one project, where it is named.</summary>
    public static IReadOnlyList<Finding> Printed(string buildOutput, string? project = null) => InOrder(
        from message in BuildMessage.PrintedIn(buildOutput)
        where project is null || message.Project == project
        select new Finding(message.Framework, message.Source, message.Line, message.Id));

    public override string ToString() => $"{Source}({Line}): {Id} in {Framework}";

    private static Finding[] InOrder(IEnumerable<Finding> findings) =>
        [.. findings.Distinct().OrderBy(finding => finding.ToString(), StringComparer.Ordinal)];

    [GeneratedRegex(@"// expect: (?<id>[A-Z]+\d+)(?<unfixable>, no fix)?\s*$")]
    private static partial Regex Mark();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace PortReuse.Packaging.Tests;

/// <summary>A warning or an error that a build printed, whoever raised it. The line is 0, and a text empty, where none is named.</summary>
internal sealed partial record BuildMessage(
    string Project, string Framework, string Severity, string Id, string Source, int Line, string Text)
{
    public static IReadOnlyList<BuildMessage> PrintedIn(string buildOutput) =>
    [
        .. (from Match match in Message().Matches(buildOutput)
            select new BuildMessage(
                Path.GetFileNameWithoutExtension(match.Groups["project"].Value),
                match.Groups["framework"].Value,
                match.Groups["severity"].Value,
                match.Groups["id"].Value,
                Path.GetFileName(match.Groups["file"].Value),
                match.Groups["line"] is { Success: true, Value: var line } ? int.Parse(line, CultureInfo.InvariantCulture) : 0,
                match.Groups["text"].Value.Trim())).Distinct(),
    ];

    [GeneratedRegex(
        @"^\s*(?<file>.*?)(\((?<line>\d+)(,\d+)*\))?\s*: (?<severity>warning|error)( (?<id>[A-Z]+\d+))?\s*:(?<text>.*?)(\[(?<project>[^\[]*?)(::TargetFramework=(?<framework>[^\]]+))?\])?\r?$",
        RegexOptions.Multiline)]
    private static partial Regex Message();
}

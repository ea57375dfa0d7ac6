using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.Reporting;

namespace PortReuse.Analyzers.Tests.Corpus;

/// <summary>
/// All that is reported of a file of the corpus, as text: each finding's message, its span, and its additional places with their names. The
/// expected text is in <c>Corpus/Findings</c>, a file for each.
/// </summary>
internal static class CorpusFindings
{
    /// <summary>With this variable the expected texts are written anew; the change says what is reported otherwise.</summary>
    public const string WriteVariable = "PORTREUSE_WRITE_FINDINGS";

    private static string Folder => Path.Combine(RepositoryFolder.Root, "tests", "PortReuse.Analyzers.Tests", "Corpus");

    public static bool AreWritten => Environment.GetEnvironmentVariable(WriteVariable) == "true";

    /// <summary><c>MustFire/Name.cs</c> has its findings in <c>Findings/Name.txt</c>.</summary>
    public static string PathOf(string name) =>
        Path.Combine(Folder, "Findings", Path.ChangeExtension(name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..], ".txt"));

    public static async Task<string> Of(CorpusFile file)
    {
        var text = new StringBuilder();
        foreach (var finding in (await AllRules.Examine(await file.Compile()))
            .OrderBy(finding => finding.Location.SourceSpan.Start)
            .ThenBy(finding => finding.Id, StringComparer.Ordinal))
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }

            text.Append(CultureInfo.InvariantCulture, $"{finding.Id}: {finding.GetMessage(CultureInfo.InvariantCulture)}\n");
            Add(text, finding.Location);
            foreach (var (name, location) in NamesOf(finding).Zip(finding.AdditionalLocations))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {name}\n");
                Add(text, location);
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> NamesOf(Diagnostic finding) =>
        finding.Properties.TryGetValue(DiagnosticProperties.Places, out var names) && names is { Length: > 0 }
            ? names.Split(',')
            : finding.AdditionalLocations.Select(_ => "related");

    /// <summary>The line, with the span marked beneath it; of a span over several lines, each.</summary>
    private static void Add(StringBuilder text, Location location)
    {
        var source = location.SourceTree!.GetText();
        for (var number = LineOf(source, location.SourceSpan.Start); number <= LineOf(source, location.SourceSpan.End); number++)
        {
            var line = source.Lines[number];
            var code = line.ToString();
            var indent = code.Length - code.TrimStart().Length;
            var marked = line.Span.Intersection(location.SourceSpan) ?? new TextSpan(line.Start, 0);
            var start = Math.Max(marked.Start - line.Start, indent);
            var length = Math.Max(marked.End - line.Start - start, 0);
            text.Append(CultureInfo.InvariantCulture, $"    {number + 1,4}  {code.Trim()}\n");
            text.Append(CultureInfo.InvariantCulture, $"          {new string(' ', start - indent)}{new string('^', length)}\n");
        }
    }

    private static int LineOf(SourceText source, int position) => source.Lines.GetLineFromPosition(position).LineNumber;
}

using System.Text.RegularExpressions;

namespace PortReuse.Packaging.Tests;

/// <summary>The samples of the rules' pages, each as a source file of its own.</summary>
internal static partial class PageSamples
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Root, "src", "PortReuse.Analyzers", "docs");

    public static IEnumerable<string> Ids => Directory.EnumerateFiles(Folder, "PORT*.md").Select(Path.GetFileNameWithoutExtension).Order()!;

    /// <summary>The first bad sample of each page.</summary>
    public static IEnumerable<(string Id, string Source)> Bad() => Ids.Select(id =>
    {
        var page = File.ReadAllText(Path.Combine(Folder, $"{id}.md"));
        var code = Sample().Match(page, page.IndexOf("\n## Bad\n", StringComparison.Ordinal)).Groups["code"].Value;

        // A sample is its using directives and a static local function, which will be a member here.
        var body = code.IndexOf("static ", StringComparison.Ordinal);
        return (id, $"{code[..body]}internal static class Bad{id}\n{{\ninternal {code[body..]}}}\n");
    });

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Sample();
}

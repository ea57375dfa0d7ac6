using System.Text.RegularExpressions;

namespace PortReuse.Packaging.Tests;

/// <summary>
/// All of the corpus that must fire, as a solution of a user's that installs the packages: <c>dotnet format</c> repairs what has a fix, and
/// the build has nothing new to say.
/// </summary>
[Collection(PackedPackages.Collection)]
public sealed partial class CorpusRepairTests(PackedPackages packages)
{
    /// <summary>A fix of one rule may make way for one of another.</summary>
    private const int MaxRuns = 3;

    private static readonly string Corpus = Path.Combine(Repository.Root, "tests", "PortReuse.Analyzers.Tests", "Corpus", "MustFire");

    private static readonly string[] Ids = [.. Enumerable.Range(1, 10).Select(number => $"PORT{number:0000}")];

    [Fact]
    public async Task Format_repairs_the_corpus_and_what_is_left_has_no_fix()
    {
        var solution = new ScratchSolution(packages, "Corpus");
        solution.AddProject("Programs", "net10.0", "<OutputType>Exe</OutputType><AllowUnsafeBlocks>true</AllowUnsafeBlocks>", withCompanion: true);
        solution.AddProject("Service", "net10.0");
        solution.Write("Service/Platform.cs", "[assembly: System.Runtime.Versioning.SupportedOSPlatform(\"windows\")]\n");

        var files = Directory.EnumerateFiles(Corpus, "*.cs").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        var paths = files.Select(file => $"{(IsForWindows(file!) ? "Service" : "Programs")}/{file}").ToArray();
        foreach (var (file, path) in files.Zip(paths))
            solution.Write(path, File.ReadAllText(Path.Combine(Corpus, file!)));

        var before = await solution.BuildAsync();
        var found = Findings(before);
        Assert.Equal(paths.SelectMany(path => Marks(solution.Read(path))).Order(StringComparer.Ordinal), found.Select(finding => finding.Id).Order(StringComparer.Ordinal));

        var format = "";
        for (var run = 0; ; run++)
        {
            var sources = paths.Select(solution.Read).ToArray();
            format += await solution.FormatAsync(Ids);
            if (sources.SequenceEqual(paths.Select(solution.Read)))
                break;
            Assert.True(run < MaxRuns, format);
        }

        // No file has more of a rule than it had, and no compiler warning has come.
        var build = await solution.BuildAsync();
        var left = Findings(build);
        var known = found.CountBy(finding => (finding.Source, Kind(finding.Id))).ToDictionary();
        Assert.All(left.CountBy(finding => (finding.Source, Kind(finding.Id))), each => Assert.InRange(each.Value, 0, known.GetValueOrDefault(each.Key)));
        Assert.InRange(left.Length, 0, found.Length / 2);
        Assert.Empty(Others(build).Except(Others(before)));
    }

    private static bool IsForWindows(string file) =>
        File.ReadLines(Path.Combine(Corpus, file)).First().StartsWith("// references: net472", StringComparison.Ordinal);

    /// <summary>The two are one mistake: a reuse option that comes to the socket makes the other one of it.</summary>
    private static string Kind(string id) => id == "PORT0001" ? "PORT0002" : id;

    private static BuildMessage[] Findings(string build) =>
        [.. BuildMessage.PrintedIn(build).Where(message => message.Id.StartsWith("PORT", StringComparison.Ordinal))];

    private static string[] Others(string build) =>
        [.. BuildMessage.PrintedIn(build).Where(message => !message.Id.StartsWith("PORT", StringComparison.Ordinal)).Select(message => $"{message.Source}: {message.Id}").Distinct()];

    private static IEnumerable<string> Marks(string source) =>
        from Match mark in Mark().Matches(source)
        from id in mark.Groups["ids"].Value.Split(", ")
        where id != "PORT0010"
        select id;

    [GeneratedRegex(@"// (?<ids>PORT\d{4}(, PORT\d{4})*)\r?$", RegexOptions.Multiline)]
    private static partial Regex Mark();
}

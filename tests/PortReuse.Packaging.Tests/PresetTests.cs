namespace PortReuse.Packaging.Tests;

/// <summary><c>PortReuseMode</c>, as projects of a user's set it, on code that makes every mistake.</summary>
[Collection(PackedPackages.Collection)]
public sealed class PresetTests(PackedPackages packages)
{
    private const string Framework = "net10.0";

    /// <summary>Every rule once, by the pages' own bad samples.</summary>
    private static readonly string[] Ids = [.. PageSamples.Ids];

    [LongFact]
    public async Task The_mode_chooses_the_severities_and_the_projects_own_settings_come_before_it()
    {
        var build = await packages.UserBuildAsync();

        // A build prints no suggestion.
        var own = Ids.Where(id => id is not ("PORT0010" or "PORT0011")).ToDictionary(id => id, _ => "warning");
        AssertSeverities("Unset", own);
        AssertSeverities("Default", own);
        AssertSeverities("Recommended", Ids.ToDictionary(id => id, id => id is "PORT0005" or "PORT0009" ? "error" : "warning"));
        AssertSeverities("Strict", Ids.ToDictionary(id => id, _ => "error"));
        AssertSeverities("Overruled", Ids.Where(id => id != "PORT0001")
            .ToDictionary(id => id, id => id == "PORT0002" ? "warning" : "error"));
        AssertSeverities("ByCategory", Ids.Where(id => id != "PORT0010").ToDictionary(id => id, _ => "error"));

        var refused = Assert.Single(build.MessagesOf("Unknown"));
        Assert.Equal("error", refused.Severity);
        Assert.Equal("PORTREUSE001", refused.Id);
        Assert.Equal("PortReuseMode is 'Strickt', and PortReuse.Analyzers knows Default, Recommended and Strict.", refused.Text);

        void AssertSeverities(string project, Dictionary<string, string> expected)
        {
            var actual = build.MessagesOf(project).Where(message => message.Id.StartsWith("PORT", StringComparison.Ordinal))
                .DistinctBy(message => message.Id)
                .ToDictionary(message => message.Id, message => message.Severity);
            Assert.True(
                expected.OrderBy(pair => pair.Key).SequenceEqual(actual.OrderBy(pair => pair.Key)),
                $"{project} expects {string.Join(", ", expected)} and not {string.Join(", ", actual)}.\n{build.Output}");
        }
    }

    internal static void AddTo(ScratchSolution solution)
    {
        Add("Unset", "");
        Add("Default", Mode("Default"));
        Add("Recommended", Mode("recommended"));
        Add("Strict", Mode("Strict"));
        Add("Overruled", Mode("Strict"));
        solution.Write("Overruled/.editorconfig", "[*.cs]\ndotnet_diagnostic.PORT0001.severity = none\ndotnet_diagnostic.PORT0002.severity = warning\n");
        Add("ByCategory", "");
        solution.Write("ByCategory/.editorconfig", "[*.cs]\ndotnet_analyzer_diagnostic.category-Reliability.severity = error\n");
        Add("Unknown", Mode("Strickt"));

        void Add(string name, string properties)
        {
            solution.AddProject(name, Framework, properties + "<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>");
            foreach (var (id, source) in PageSamples.Bad())
            {
                solution.Write($"{name}/{id}.cs", source);
            }
        }
    }

    private static string Mode(string mode) => $"<PortReuseMode>{mode}</PortReuseMode>";
}

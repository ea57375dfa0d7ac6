using System.Text.Json;

namespace PortReuse.Packaging.Tests;

/// <summary>What <c>samples/ci</c> has a pipeline do, done to a user's code: build with a log, and fail on what is new.</summary>
[Collection(PackedPackages.Collection)]
public sealed class PipelineTests(PackedPackages packages)
{
    private const string Baseline = "portreuse.baseline";

    private const string Leak =
        """
        using System.Net;
        using System.Net.Sockets;

        public static class Leak
        {
            public static Socket Open(IPAddress source, IPEndPoint destination)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(new IPEndPoint(source, 0));
                socket.Connect(destination);
                return socket;
            }
        }
        """;

    private static readonly string Samples = Path.Combine(RepositoryFolder.Root, "samples", "ci");

    private static readonly string[] Compare = ["run", "NewFindings.cs", "--", Baseline, "."];

    private static readonly string[] Log = ["--log", "portreuse.sarif"];

    public static TheoryData<string> Pipelines => ["github-actions.yml", "gitlab-ci.yml", "azure-pipelines.yml"];

    [LongFact]
    public async Task A_pipeline_fails_on_new_findings_only()
    {
        var solution = new ScratchSolution(packages, "Pipeline");
        solution.AddProject("App", "net8.0;net10.0", "<ErrorLog />");
        solution.Write("App/Leak.cs", Leak);
        solution.Write("App/Suppressed.cs", $"#pragma warning disable PORT0001\n{Leak.Replace("class Leak", "class Suppressed", StringComparison.Ordinal)}");
        foreach (var file in new[] { "Directory.Build.targets", "NewFindings.cs" })
        {
            solution.Write(file, File.ReadAllText(Path.Combine(Samples, file)));
        }

        await AssertEndsAsync(2, "There is no SARIF file", Compare);
        await solution.BuildAsync();
        AssertLogTellsAll(new Sarif(Directory.GetFiles(solution.Folder, "App.sarif", SearchOption.AllDirectories)[0]));
        await AssertEndsAsync(1, "1 findings, 1 of them new; 0 of the baseline are gone.", Compare);
        await AssertEndsAsync(0, "1 findings are the baseline now.", [.. Compare, "--update"]);
        Assert.StartsWith("PORT0001 App/Leak.cs Despite ReuseAddress, binding 'socket' to port 0", solution
            .Read(Baseline), StringComparison.Ordinal);

        // What there was has moved, and there is another one.
        solution.Write("App/Leak.cs", $"// A comment.\n\n{Leak}");
        solution.Write("App/Another.cs", Leak.Replace("class Leak", "class Another", StringComparison.Ordinal));
        await solution.BuildAsync();
        var output = await AssertEndsAsync(1, "2 findings, 1 of them new; 0 of the baseline are gone.", [.. Compare, .. Log]);
        Assert.Contains("App/Another.cs(10): PORT0001: Despite ReuseAddress, binding 'socket' to port 0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("App/Leak.cs", output, StringComparison.Ordinal);
        AssertLogTellsAllOnce(solution.Read("portreuse.sarif"));

        // The log of the last time is not what a compiler has found.
        solution.Write("portreuse.sarif", solution.Read("portreuse.sarif").Replace("Another", "Gone", StringComparison.Ordinal));
        await AssertEndsAsync(1, "2 findings, 1 of them new; 0 of the baseline are gone.", Compare);

        async Task<string> AssertEndsAsync(int expected, string says, string[] arguments)
        {
            var (exitCode, output) = await DotNetCommand.TryRunAsync(solution.Folder, arguments);
            Assert.True(exitCode == expected && output.Contains(says, StringComparison.Ordinal), $"ended with {exitCode}, not {expected}: {output}");
            return output;
        }
    }

    /// <summary>The samples are not tried where they are made for: what is, is that they run what is tried here.</summary>
    [Theory]
    [MemberData(nameof(Pipelines))]
    public void A_pipeline_runs_these_commands(string file)
    {
        var commands = File.ReadAllLines(Path.Combine(Samples, file))
            .Where(line => line.Contains(" dotnet ", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf("dotnet ", StringComparison.Ordinal)..]);
        Assert.Equal(["dotnet build --no-incremental", $"dotnet {string.Join(' ', [.. Compare, .. Log])}"], commands);
    }

    /// <summary>The help of each rule, and with a finding the places of the option, the bind and the connect.</summary>
    private static void AssertLogTellsAll(Sarif log)
    {
        Assert.All(log.Rules.Values, rule =>
        {
            Assert.NotEmpty(rule.GetProperty("shortDescription").GetProperty("text").GetString()!);
            Assert.NotEmpty(rule.GetProperty("fullDescription").GetProperty("text").GetString()!);
            Assert.True(Uri.IsWellFormedUriString(rule.GetProperty("helpUri").GetString(), UriKind.Absolute));
        });

        var finding = log.Results.Single(result => result.GetProperty("ruleId").GetString() == "PORT0001" && !result.TryGetProperty("suppressions", out _));
        Assert.Equal([LineOf(".Bind(")], finding.GetProperty("locations").EnumerateArray().Select(LineIn));
        Assert.Equal(
            [LineOf("ReuseAddress"), LineOf(".Connect(")],
            finding.GetProperty("relatedLocations").EnumerateArray().Select(LineIn));
    }

    /// <summary>What code scanning takes: one run of one tool, and paths from the root of the repository.</summary>
    private static void AssertLogTellsAllOnce(string log)
    {
        var run = Assert.Single(JsonDocument.Parse(log).RootElement.GetProperty("runs").EnumerateArray());
        var rule = Assert.Single(run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray());
        Assert.Equal("PORT0001", rule.GetProperty("id").GetString());
        Assert.NotEmpty(rule.GetProperty("fullDescription").GetProperty("text").GetString()!);

        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["App/Another.cs", "App/Leak.cs"], results.Select(result => FileIn(result.GetProperty("locations")[0])));
        Assert.All(results, result =>
        {
            Assert.Equal(0, result.GetProperty("ruleIndex").GetInt32());
            Assert.All(result.GetProperty("relatedLocations").EnumerateArray(), place =>
                Assert.StartsWith("App/", FileIn(place), StringComparison.Ordinal));
        });
    }

    private static string FileIn(JsonElement location) =>
        location.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()!;

    private static int LineIn(JsonElement location) =>
        location.GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32();

    private static int LineOf(string text) => Leak.Split('\n').Index().Single(line => line.Item.Contains(text)).Index + 1;
}

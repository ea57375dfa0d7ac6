using System.Text.Json;
using PortReuse.Scan.Tests.Support;

namespace PortReuse.Scan.Tests;

[Collection(nameof(Console))]
public sealed class SarifTests : IDisposable
{
    private readonly ScratchFolder _folder = new("scan");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Holds_the_findings_the_places_that_have_to_do_with_them_and_what_is_known_of_them()
    {
        var (log, baseline) = (_folder.PathOf("log.sarif"), _folder.PathOf("known"));
        _folder.Write("Known.cs", ScratchFolder.Leak.Replace("class Leak", "class Known", StringComparison.Ordinal));
        _folder.RunOnSources("--baseline", baseline, "--write-baseline");
        _folder.Write("Leak.cs", ScratchFolder.Leak);

        _folder.RunOnSources("--baseline", baseline, "--sarif", log);

        var sarif = JsonDocument.Parse(File.ReadAllText(log)).RootElement;
        Assert.Equal("2.1.0", sarif.GetProperty("version").GetString());
        var run = Assert.Single(sarif.GetProperty("runs").EnumerateArray());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.True(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());

        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal([("Known.cs", "unchanged"), ("Leak.cs", "new")], results.Select(result => (Path.GetFileName(Uri(result.GetProperty("locations")[0])), result.GetProperty("baselineState").GetString())));
        Assert.All(results, result =>
        {
            Assert.Equal("PORT0002", rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
            Assert.Equal(("warning", 9), (result.GetProperty("level").GetString(), Line(result.GetProperty("locations")[0])));
            var connect = Assert.Single(result.GetProperty("relatedLocations").EnumerateArray());
            Assert.Equal((10, "the connect"), (Line(connect), connect.GetProperty("message").GetProperty("text").GetString()));
        });
    }

    [Fact]
    public void Says_what_was_not_loaded()
    {
        var log = _folder.PathOf("log.sarif");
        File.CreateSymbolicLink(_folder.PathOf("Gone.cs"), _folder.PathOf("nowhere"));

        Assert.Equal(3, _folder.RunOnSources("--sarif", log).ExitCode);

        var invocation = JsonDocument.Parse(File.ReadAllText(log)).RootElement.GetProperty("runs")[0].GetProperty("invocations")[0];
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.Contains("Left out:", invocation.GetProperty("toolExecutionNotifications")[0].GetProperty("message").GetProperty("text")
            .GetString(), StringComparison.Ordinal);
    }

    private static string Uri(JsonElement location) =>
        location.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()!;

    private static int Line(JsonElement location) =>
        location.GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32();
}

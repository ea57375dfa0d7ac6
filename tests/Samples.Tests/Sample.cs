using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Samples.Tests;

/// <summary>A sample as it was built with these tests: what the compiler said of it, and the program.</summary>
internal sealed class Sample(string name)
{
    /// <summary>All samples connect on this machine only, and none has anything to wait for.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private static readonly string Artifacts = Metadata("Artifacts");

    private static readonly string Configuration = Metadata("Configuration").ToLowerInvariant();

    /// <summary>Each warning as its id and the line of the source that it stands at.</summary>
    public IEnumerable<string> Warnings()
    {
        using var log = JsonDocument.Parse(File.ReadAllText(Path.Combine(Artifacts, "obj", name, "warnings.sarif")));
        var results = log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray();
        return results.Where(result => result.GetProperty("level").GetString() != "note").Select(Describe)
            .Order(StringComparer.Ordinal).ToList();
    }

    /// <summary>What the program prints.</summary>
    public async Task<string> RunAsync()
    {
        var folder = Path.Combine(Artifacts, "bin", name, Configuration);
        using var program = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(folder, $"{name}.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = program.StandardOutput.ReadToEndAsync();
        var error = program.StandardError.ReadToEndAsync();
        try
        {
            await program.WaitForExitAsync(new CancellationTokenSource(Timeout).Token);
        }
        catch (OperationCanceledException)
        {
            program.Kill();
            Assert.Fail($"{name} runs on after {Timeout}.\n{await output}\n{await error}");
        }

        Assert.True(program.ExitCode == 0, $"{name} ended with {program.ExitCode}.\n{await output}\n{await error}");
        return await output;
    }

    private static string Describe(JsonElement result)
    {
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        var source = new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!).LocalPath;
        var line = place.GetProperty("region").GetProperty("startLine").GetInt32();
        return $"{result.GetProperty("ruleId").GetString()} {File.ReadLines(source).ElementAt(line - 1).Trim()}";
    }

    private static string Metadata(string key) =>
        typeof(Sample).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

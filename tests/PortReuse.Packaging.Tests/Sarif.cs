using System.Text.Json;

namespace PortReuse.Packaging.Tests;

/// <summary>The log that the compiler writes of one compilation: SARIF 2.1.</summary>
internal sealed class Sarif
{
    private readonly JsonElement _run;

    public Sarif(string path) => _run = JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("runs")[0];

    public IEnumerable<JsonElement> Results => _run.GetProperty("results").EnumerateArray();

    /// <summary>Our rules, by their ids, with what the log tells of each whether it was found or not.</summary>
    public IReadOnlyDictionary<string, JsonElement> Rules => _run.GetProperty("tool").GetProperty("driver").GetProperty("rules")
        .EnumerateArray()
        .Where(rule => rule.GetProperty("id").GetString()!.StartsWith("PORT", StringComparison.Ordinal))
        .ToDictionary(rule => rule.GetProperty("id").GetString()!);
}

#!/usr/bin/env dotnet
#:property PublishAot=false

// Ends with 1 if a build has findings of PortReuse.Analyzers that the baseline does not have.
//
//   dotnet run NewFindings.cs -- BASELINE FOLDER             compares the SARIF files anywhere in the folder with the baseline
//   dotnet run NewFindings.cs -- BASELINE FOLDER --log FILE  and writes all findings as one SARIF file with one run, which is what code
// scanning takes
//   dotnet run NewFindings.cs -- BASELINE FOLDER --update    writes the baseline: one line for each finding, to be committed
//
// A finding is known by its rule, its file and its message, not by its line, so that code may move within a file. What is suppressed in the
// code is no finding. The current folder is the root of the paths, so it runs wherever the repository is.
using System.Text.Json.Nodes;

if (args is not [var baseline, var folder, .. var options] || options is not ([] or ["--update"] or ["--log", _]))
{
    Console.Error.WriteLine("Usage: dotnet run NewFindings.cs -- BASELINE FOLDER [--update | --log FILE]");
    return 2;
}

var logs = Directory.GetFiles(folder, "*.sarif", SearchOption.AllDirectories);
if (logs.Length == 0)
{
    Console.Error.WriteLine($"There is no SARIF file in {folder}. Does Directory.Build.targets set ErrorLog, and has the build run?");
    return 2;
}

// Compiled for several frameworks, a finding is in several logs.
var findings = logs.SelectMany(Finding.In).DistinctBy(finding => (finding.Key, finding.Line, finding.Column))
    .OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column).ToList();
switch (options)
{
    case ["--update"]:
        File.WriteAllLines(baseline, findings.Select(finding => finding.Key).Order(StringComparer.Ordinal));
        Console.WriteLine($"{findings.Count} findings are the baseline now.");
        return 0;

    case [_, var log]:
        File.WriteAllText(log, Finding.LogOf(findings).ToString());
        break;
}

var known = File.Exists(baseline) ? [.. File.ReadAllLines(baseline)] : new List<string>();
var fresh = findings.Where(finding => !known.Remove(finding.Key)).ToList();
foreach (var finding in fresh)
{
    Console.WriteLine($"{finding.File}({finding.Line}): {finding.Rule}: {finding.Message}");
}

Console.WriteLine($"{findings.Count} findings, {fresh.Count} of them new; {known.Count} of the baseline are gone.");
return fresh.Count == 0 ? 0 : 1;

/// <summary>A result of a log, and what the log says of its rule.</summary>
internal sealed record Finding(JsonNode Result, JsonNode Help)
{
    private const string Tool = "PortReuse.Analyzers";

    private JsonNode Place { get; } = Result["locations"]![0]!["physicalLocation"]!;

    public string Rule => (string)Result["ruleId"]!;

    public string Message => (string)Result["message"]!["text"]!;

    public string File => (string)Place["artifactLocation"]!["uri"]!;

    public int Line => (int)Place["region"]!["startLine"]!;

    public int Column => (int)Place["region"]!["startColumn"]!;

    public string Key => $"{Rule} {Uri.UnescapeDataString(File)} {Message}";

    /// <summary>What a compiler has logged; a log that was written here is no news.</summary>
    public static IEnumerable<Finding> In(string log) =>
        from run in JsonNode.Parse(System.IO.File.ReadAllText(log))!["runs"]!.AsArray()
        let driver = run["tool"]!["driver"]!
        where (string?)driver["name"] != Tool
        from result in run["results"]!.AsArray()
        let id = (string)result["ruleId"]!
        where id.StartsWith("PORT", StringComparison.Ordinal) && result["suppressions"] is null
        select new Finding(WithRelativePaths(result), driver["rules"]!.AsArray().First(rule => (string)rule!["id"]! == id)!);

    public static JsonNode LogOf(IReadOnlyCollection<Finding> findings)
    {
        var rules = findings.DistinctBy(finding => finding.Rule).OrderBy(finding => finding.Rule, StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["$schema"] = "http://json.schemastore.org/sarif-2.1.0",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject { ["name"] = Tool, ["rules"] = new JsonArray([.. rules.Select(finding => finding.Help.DeepClone())]) },
                },
                ["results"] = new JsonArray([.. findings.Select(finding =>
                {
                    var result = finding.Result.DeepClone();
                    result["ruleIndex"] = rules.FindIndex(rule => rule.Rule == finding.Rule);
                    return result;
                })]),
                ["columnKind"] = "utf16CodeUnits",
            }),
        };
    }

    private static JsonNode WithRelativePaths(JsonNode result)
    {
        foreach (var location in result["locations"]!.AsArray().Concat(result["relatedLocations"]?.AsArray() ?? []))
        {
            var artifact = location!["physicalLocation"]!["artifactLocation"]!;
            if (Uri.TryCreate((string?)artifact["uri"], UriKind.Absolute, out var file))
            {
                var path = Path.GetRelativePath(Environment.CurrentDirectory, file.LocalPath).Replace('\\', '/');
                artifact["uri"] = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
            }
        }

        return result;
    }
}

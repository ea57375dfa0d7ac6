#!/usr/bin/env dotnet
#:property PublishAot=false

// Ends with 1 if a build has findings of PortReuse.Analyzers that the baseline does not have.
//
//   dotnet run NewFindings.cs -- BASELINE FOLDER            compares the SARIF files anywhere in the folder with the baseline
//   dotnet run NewFindings.cs -- BASELINE FOLDER --update   writes the baseline: one line for each finding, to be committed
//
// A finding is known by its rule, its file and its message, not by its line, so that code may move within a file. What is suppressed in the code is no
// finding. The current folder is the root of the paths, so it runs wherever the repository is.
using System.Text.Json;

if (args is not [var baseline, var folder, .. var options] || options.Any(option => option != "--update"))
{
    Console.Error.WriteLine("Usage: dotnet run NewFindings.cs -- BASELINE FOLDER [--update]");
    return 2;
}

var logs = Directory.GetFiles(folder, "*.sarif", SearchOption.AllDirectories);
if (logs.Length == 0)
{
    Console.Error.WriteLine($"There is no SARIF file in {folder}. Does Directory.Build.targets set ErrorLog, and has the build run?");
    return 2;
}

// Compiled for several frameworks, a finding is in several logs.
var findings = logs.SelectMany(FindingsIn).Distinct().OrderBy(finding => finding.File).ThenBy(finding => finding.Line).ToList();
if (options is ["--update"])
{
    File.WriteAllLines(baseline, findings.Select(finding => finding.Key).Order(StringComparer.Ordinal));
    Console.WriteLine($"{findings.Count} findings are the baseline now.");
    return 0;
}

var known = File.Exists(baseline) ? [.. File.ReadAllLines(baseline)] : new List<string>();
var fresh = findings.Where(finding => !known.Remove(finding.Key)).ToList();
foreach (var finding in fresh)
{
    Console.WriteLine($"{finding.File}({finding.Line}): {finding.Rule}: {finding.Message}");
}

Console.WriteLine($"{findings.Count} findings, {fresh.Count} of them new; {known.Count} of the baseline are gone.");
return fresh.Count == 0 ? 0 : 1;

static IEnumerable<Finding> FindingsIn(string log)
{
    using var document = JsonDocument.Parse(File.ReadAllText(log));
    foreach (var run in document.RootElement.GetProperty("runs").EnumerateArray())
    {
        foreach (var result in run.GetProperty("results").EnumerateArray())
        {
            var rule = result.GetProperty("ruleId").GetString()!;
            if (rule.StartsWith("PORT", StringComparison.Ordinal) && !result.TryGetProperty("suppressions", out _))
            {
                var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
                var uri = new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!, UriKind.RelativeOrAbsolute);
                var file = uri.IsAbsoluteUri ? Path.GetRelativePath(Environment.CurrentDirectory, uri.LocalPath) : uri.OriginalString;
                yield return new(
                    rule,
                    file.Replace('\\', '/'),
                    place.GetProperty("region").GetProperty("startLine").GetInt32(),
                    place.GetProperty("region").GetProperty("startColumn").GetInt32(),
                    result.GetProperty("message").GetProperty("text").GetString()!);
            }
        }
    }
}

internal sealed record Finding(string Rule, string File, int Line, int Column, string Message)
{
    public string Key => $"{Rule} {File} {Message}";
}

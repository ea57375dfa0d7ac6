using Microsoft.CodeAnalysis;
using PortReuse.Scan.Analysis;
using PortReuse.Scan.Fixing;
using PortReuse.Scan.Loading;
using PortReuse.Scan.Reporting;

namespace PortReuse.Scan.Commands;

/// <summary>Loads, scans, repairs, and tells of it.</summary>
internal static class ScanCommand
{
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">A path is not there, or a file that is named is none that can be used so.</exception>
    public static async Task<int> RunAsync(ScanArguments arguments, CancellationToken cancellation)
    {
        foreach (var path in arguments.Paths)
        {
            CodeLoader.Require(path);
        }

        var loaded = await Screen.WithProgressAsync("Loading", steps: null, progress => LoadAsync(arguments, progress, cancellation));
        var scan = await ScanAsync(arguments, loaded, cancellation);
        int? repaired = null;
        if (arguments.Fixes || arguments.ShowsDiff)
        {
            var (after, files) = await FixAsync(arguments, loaded, cancellation);
            if (arguments.ShowsDiff)
            {
                return Show(files, scan);
            }

            files.ForEach(file => file.Write());
            var left = await ScanAsync(arguments, after, cancellation);
            (repaired, scan) = (scan.Findings.Count - left.Findings.Count, left);
        }

        return Tell(arguments, scan, repaired);
    }

    private static async Task<IReadOnlyList<LoadedCode>> LoadAsync(
        ScanArguments arguments, IProgress<string> progress, CancellationToken cancellation)
    {
        var loaded = new List<LoadedCode>();
        foreach (var path in arguments.Paths)
        {
            loaded.Add(await CodeLoader.LoadAsync(path, arguments.Loading, progress, cancellation));
        }

        return loaded;
    }

    private static async Task<ScanResult> ScanAsync(
        ScanArguments arguments, IReadOnlyList<LoadedCode> loaded, CancellationToken cancellation)
    {
        var result = await Screen.WithProgressAsync(
            "Analyzing",
            Scanner.StepsOf(loaded, arguments.FollowsProjects),
            progress => Scanner.RunAsync(loaded, arguments.FollowsProjects, progress, cancellation));
        return result with { Findings = [.. result.Findings.Where(finding => finding.Severity >= arguments.Least)] };
    }

    private static async Task<(IReadOnlyList<LoadedCode> After, List<ChangedFile> Files)> FixAsync(
        ScanArguments arguments, IReadOnlyList<LoadedCode> loaded, CancellationToken cancellation)
    {
        var after = new List<LoadedCode>();
        var files = new List<ChangedFile>();
        foreach (var code in loaded)
        {
            var repaired = await Screen.WithProgressAsync(
                "Fixing", steps: null, progress => Fixer.ApplyAsync(code.Solution, arguments.Least, progress, cancellation));
            after.Add(code with { Solution = repaired });
            files.AddRange(await ChangedFile.BetweenAsync(code.Solution, repaired, cancellation));
        }

        // Two paths may lead to one file.
        return (after, [.. files.DistinctBy(file => file.Path)]);
    }

    /// <summary>The diff alone is the output, for a program to read; the rest is said where errors are.</summary>
    private static int Show(List<ChangedFile> files, ScanResult scan)
    {
        foreach (var file in files)
        {
            Console.Out.Write(UnifiedDiff.Of(file.Before.ToString(), file.After.ToString(), Report.NameOf(file.Path).Replace('\\', '/')));
        }

        var failures = scan.Problems.Where(problem => !problem.IsForeign).ToList();
        failures.ForEach(problem => Console.Error.WriteLine($"{Report.NameOf(problem.Path)}: not loaded: {problem.Reason}"));
        Console.Error.WriteLine($"{scan.Findings.Count} findings; the fixes change {files.Count} files.");
        return failures.Count > 0 ? ExitCode.Incomplete : files.Count > 0 ? ExitCode.Findings : ExitCode.None;
    }

    private static int Tell(ScanArguments arguments, ScanResult scan, int? repaired)
    {
        var baseline = arguments.Baseline is { } file ? new Baseline(file) : null;
        if (arguments.WritesBaseline)
        {
            baseline!.Write(scan.Findings);
        }

        var (fresh, gone) = baseline?.Compare(scan.Findings) ?? (scan.Findings, (int?)null);
        var report = new Report(scan, scan.Findings, fresh, gone, repaired);
        if (arguments.Sarif is { } log)
        {
            SarifLog.Write(log, report);
        }

        Screen.Reporter(arguments.IsPlain).Write(report);
        if (report.Failures.Any())
        {
            return ExitCode.Incomplete;
        }

        return arguments.FailOn is { } least && fresh.Any(finding => finding.Severity >= least) ? ExitCode.Findings : ExitCode.None;
    }
}

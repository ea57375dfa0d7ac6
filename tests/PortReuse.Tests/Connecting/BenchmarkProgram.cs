using System.Diagnostics;

namespace PortReuse.Tests.Connecting;

/// <summary>
/// The program of the benchmarks, in a process of its own: what the host of the tests holds and does is not measured with it.
/// </summary>
internal static class BenchmarkProgram
{
    /// <summary>Null where the tests are the program themselves; else it stands beside them: artifacts/bin/NAME/CONFIGURATION.</summary>
    public static string? Missing { get; } = IsThisProgram || File.Exists(PathBeside) ? null : PathBeside;

    private static bool IsThisProgram => System.Reflection.Assembly.GetEntryAssembly() == typeof(BenchmarkProgram).Assembly;

    private static string PathBeside => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Benchmarks", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Benchmarks.dll"));

    /// <summary>The command that starts it.</summary>
    public static ProcessStartInfo StartInfo(params string[] arguments) => IsThisProgram
        ? new(Environment.ProcessPath!, ["--benchmark", .. arguments])
        : new("dotnet", [PathBeside, .. arguments]);

    /// <summary>Runs one benchmark, and fails where it does not keep to what it requires.</summary>
    /// <returns>What it printed.</returns>
    public static string Run(string name)
    {
        ProcessStartInfo start = StartInfo(name);
        start.RedirectStandardOutput = true;
        start.Environment["DOTNET_TieredCompilation"] = "0"; // Optimized from the start, so that every run allocates the same.
        using Process benchmark = Process.Start(start)!;
        var output = benchmark.StandardOutput.ReadToEnd();
        benchmark.WaitForExit();

        Assert.True(benchmark.ExitCode == 0, output);
        return output;
    }
}

/// <summary>
/// A fact that the program of the benchmarks shows, of the long form; skipped by name where the program or a tool is missing.
/// </summary>
internal sealed class BenchmarkFactAttribute : LongFactAttribute
{
    public BenchmarkFactAttribute(string otherwise = "", params string[] tools)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!LongForm.IsAskedFor)
        {
            return;
        }

        if (!OperatingSystem.IsLinux())
        {
            Skip = "needs Linux.";
        }
        else if (BenchmarkProgram.Missing is { } missing)
        {
            Skip = $"needs the program of the benchmarks, which is not built here: {missing}";
        }
        else if (!tools.All(tool => folders.Any(folder => File.Exists(Path.Combine(folder, tool)))))
        {
            Skip = otherwise;
        }
    }
}

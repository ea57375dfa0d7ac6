using System.Diagnostics;

namespace PortReuse.Tests.Connector;

/// <summary>The program of the benchmarks, in a process of its own: what the host of the tests holds and does is not measured with it.</summary>
internal static class BenchmarkProgram
{
    /// <summary>It stands beside these tests: artifacts/bin/NAME/CONFIGURATION.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Benchmarks", System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Benchmarks.dll"));

    /// <summary>Runs one benchmark, and fails where it does not keep to what it requires.</summary>
    /// <returns>What it printed.</returns>
    public static string Run(string name)
    {
        using Process benchmark = Process.Start(new ProcessStartInfo("dotnet", [Path, name]) { RedirectStandardOutput = true })!;
        string output = benchmark.StandardOutput.ReadToEnd();
        benchmark.WaitForExit();

        Assert.True(benchmark.ExitCode == 0, output);
        return output;
    }
}

/// <summary>A fact that the program of the benchmarks shows; skipped by name where the program or a tool is missing.</summary>
internal sealed class BenchmarkFactAttribute : FactAttribute
{
    public BenchmarkFactAttribute(string otherwise = "", params string[] tools)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!OperatingSystem.IsLinux())
            Skip = "needs Linux.";
        else if (!File.Exists(BenchmarkProgram.Path))
            Skip = $"needs the program of the benchmarks, which is not built here: {BenchmarkProgram.Path}";
        else if (!tools.All(tool => folders.Any(folder => File.Exists(Path.Combine(folder, tool)))))
            Skip = otherwise;
    }
}

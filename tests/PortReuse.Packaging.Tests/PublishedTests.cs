using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PortReuse.Packaging.Tests;

/// <summary>
/// The library in a program that is published: on the oldest runtime it supports and on the newest, and compiled ahead of time.
/// </summary>
public sealed class PublishedTests : IClassFixture<CompilerServer>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    [LinuxToolFact]
    public async Task The_tests_of_the_library_pass_on_the_oldest_runtime()
    {
        var output = await PublishAndRunAsync("tests/OtherRuntimes", "PortReuse.Tests");

        Assert.Matches(@"\.NET 8\.[0-9.]+: [1-9][0-9]* passed, 0 failed, ", output);
    }

    [LinuxToolFact]
    public async Task The_tests_of_the_library_pass_on_the_newest_runtime()
    {
        var output = await PublishAndRunAsync("tests/OtherRuntimes", "PortReuse.Tests", "-p:TestedRuntime=newest");

        Assert.Matches(@"\.NET 11\.[0-9.]+: [1-9][0-9]* passed, 0 failed, ", output);
    }

    [LinuxToolFact("clang", "gcc")]
    public async Task A_sample_that_is_compiled_ahead_of_time_runs()
    {
        var output = await PublishAndRunAsync("samples/NativeAot", "NativeAot", "-p:NativeAot=true");

        Assert.Equal(
            [
                "compiled ahead of time",
                "Connect: from 127.0.0.77",
                "ConnectAsync: from 127.0.0.77",
                "Once more: DuplicateConnection, SocketException inside",
                "HttpClient: from 127.0.0.77",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.StartsWith("Ports held: ", StringComparison.Ordinal)));
    }

    private static async Task<string> PublishAndRunAsync(string project, string program, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("published-");
        try
        {
            var runtime = $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
            await DotNetCommand.RunAsync(
                RepositoryFolder.Root, ["publish", project, "--runtime", runtime, "--output", folder.FullName, "--tl:off", .. arguments]);
            return await RunAsync(Path.Combine(folder.FullName, program));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program)
    {
        using var process = Process.Start(new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(Timeout);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail($"{program} took more than {Timeout}:\n{await output}\n{await error}");
        }

        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{await output}\n{await error}");
        return await output;
    }

    /// <summary>A long fact for Linux with one of the tools in the PATH; skipped by name elsewhere.</summary>
    private sealed class LinuxToolFactAttribute : LongFactAttribute
    {
        public LinuxToolFactAttribute(params string[] tools)
        {
            var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            if (!LongForm.IsAskedFor)
            {
                return;
            }

            if (!OperatingSystem.IsLinux())
            {
                Skip = "needs Linux";
            }
            else if (tools.Length > 0 && !tools.Any(tool => folders.Any(folder => File.Exists(Path.Combine(folder, tool)))))
            {
                Skip = $"needs {string.Join(" or ", tools)}, and none is in the PATH";
            }
        }
    }
}

using System.Diagnostics;
using System.Text;

namespace PortReuse.TestSupport.Commands;

/// <summary>
/// Runs the <c>dotnet</c> that runs the tests, as a user would from a shell: nothing of the test host's own build leaks in.
/// </summary>
internal static class DotNetCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private static readonly string[] InheritedFromTheHost = ["MSBUILD", "DOTNET_CLI_", "DOTNET_HOST_", "VSTEST"];

    /// <summary>Runs the command to its end and fails, with all of its output, unless it succeeds.</summary>
    public static async Task<string> RunAsync(string workingDirectory, params string[] arguments)
    {
        var (exitCode, output) = await TryRunAsync(workingDirectory, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode} in {workingDirectory}:\n{output}");
        return output;
    }

    /// <summary>Runs the command to its end, whether it succeeds or not.</summary>
    public static async Task<(int ExitCode, string Output)> TryRunAsync(string workingDirectory, params string[] arguments)
    {
        var output = new StringBuilder();
        using var process = new Process { StartInfo = CreateStartInfo(workingDirectory, arguments) };
        process.OutputDataReceived += Append;
        process.ErrorDataReceived += Append;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var timeout = new CancellationTokenSource(Timeout);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"dotnet {string.Join(' ', arguments)} took more than {Timeout}:\n{Text()}");
        }

        return (process.ExitCode, Text());

        void Append(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                output.AppendLine(line.Data);
            }
        }

        string Text()
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    private static ProcessStartInfo CreateStartInfo(string workingDirectory, string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        foreach (var name in start.Environment.Keys.Where(IsInheritedFromTheHost).ToArray())
        {
            start.Environment.Remove(name);
        }

        // A user's machine sets neither.
        start.Environment.Remove("CI");
        start.Environment.Remove(LongForm.Variable);

        // No server outlives the tests, and every message is in the language they read.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        CompilerServer.AddTo(start.Environment);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }

    private static bool IsInheritedFromTheHost(string name) =>
        InheritedFromTheHost.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}

using System.Diagnostics;
using System.Reflection;

namespace PortReuse.Lint.Tests;

/// <summary>The command, as one calls it.</summary>
internal static class LintCommand
{
    private static readonly Assembly Command = Assembly.Load("Lint");

    /// <summary>In a process of its own.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Command.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    public static (int ExitCode, string Output, string Error) RunHere(params string[] arguments) => CommandHere.Run(Command, arguments);
}

using System.Diagnostics;
using System.Reflection;

namespace PortReuse.Scan.Tests.Installed;

/// <summary>
/// The tool as a user has it: packed into a feed, and installed from there and from nowhere else. The version is new each time, so that no
/// cache can answer with an older build of it.
/// </summary>
public sealed class InstalledTool : IAsyncLifetime
{
    private const string Package = "PortReuse.Scan";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private readonly string _version = $"0.1.0-test.{DateTime.UtcNow.Ticks}";

    public string Folder { get; } = Directory.CreateTempSubdirectory("portreuse-tool-").FullName;

    public string Feed => Path.Combine(Folder, "feed");

    private string Command => Path.Combine(Folder, "tools", OperatingSystem.IsWindows() ? "portreuse.exe" : "portreuse");

    public async Task InitializeAsync()
    {
        if (!LongForm.IsAskedFor)
        {
            return;
        }

        var configuration = typeof(InstalledTool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Configuration").Value!;
        await DotNetCommand.RunAsync(
            RepositoryFolder.Root,
            "pack", Path.Combine("tools", Package), "--no-build", "--configuration", configuration, "--output", Feed, $"-p:Version={_version}", $"-p:NuspecOutputPath={Path.Combine(Folder, "nuspec")}");
        var config = Path.Combine(Folder, "nuget.config");
        await File.WriteAllTextAsync(config, $"""<configuration><packageSources><clear /><add key="packed" value="{Feed}" /></packageSources></configuration>""");
        await DotNetCommand.RunAsync(
            Folder, "tool", "install", Package, "--tool-path", Path.Combine(Folder, "tools"), "--version", _version, "--add-source", Feed, "--configfile", config);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Runs it to its end.</summary>
    internal async Task<(int ExitCode, string Output, string Error)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Command, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true,
            RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(Timeout);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"portreuse {string.Join(' ', arguments)} took more than {Timeout}.");
        }

        return (process.ExitCode, await output, await error);
    }
}

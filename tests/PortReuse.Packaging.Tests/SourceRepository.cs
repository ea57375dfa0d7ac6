using System.Diagnostics;

namespace PortReuse.Packaging.Tests;

/// <summary>A repository of the sources as they are now, in one commit: what is tested is not what was committed last.</summary>
internal static class SourceRepository
{
    /// <summary>Makes one of the files that match.</summary>
    /// <param name="folder">Where; it must not exist.</param>
    /// <param name="patterns">Git's path patterns; none takes every file.</param>
    /// <returns>The folder.</returns>
    public static async Task<string> CommitAsync(string folder, params string[] patterns)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in await GitAsync(RepositoryFolder.Root, ["ls-files", "--cached", "--others", "--exclude-standard", .. patterns]))
        {
            var source = Path.Combine(RepositoryFolder.Root, file);
            if (!File.Exists(source))
            {
                continue;
            }

            var copy = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(source, copy);
        }

        await GitAsync(folder, "init", "--quiet");
        await GitAsync(folder, "add", "--all");
        await GitAsync(folder, "-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "All");
        return folder;
    }

    /// <summary>Clones it.</summary>
    public static Task CloneAsync(string origin, string clone) =>
        GitAsync(Path.GetDirectoryName(clone)!, "clone", "--quiet", origin, clone);

    /// <summary>Runs git, and returns the lines that it prints.</summary>
    public static async Task<string[]> GitAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var output = await git.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync();
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', arguments)} ended with {git.ExitCode} in {folder}.");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

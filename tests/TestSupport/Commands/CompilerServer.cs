namespace PortReuse.TestSupport.Commands;

/// <summary>
/// One compiler for all builds that the tests start: a process for each would compile the compiler anew. It is the tests' own, and ends
/// with the last of those who use it; unless the environment names one, which then belongs to whoever started the tests.
/// </summary>
public sealed class CompilerServer : IAsyncLifetime
{
    private const string Variable = "SharedCompilationId";

    private static readonly string? Given = Environment.GetEnvironmentVariable(Variable);
    private static readonly string Name = Given ?? $"portreuse-tests-{Environment.ProcessId}";
    private static int users;

    public Task InitializeAsync()
    {
        Interlocked.Increment(ref users);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        if (Interlocked.Decrement(ref users) > 0 || Given is not null)
        {
            return;
        }

        var sdk = (await DotNetCommand.RunAsync(RepositoryFolder.Root, "msbuild", "-getProperty:RoslynTargetsPath", "src/PortReuse"))
            .Trim();
        await DotNetCommand.RunAsync(RepositoryFolder.Root, "exec", Path.Combine(sdk, "bincore", "VBCSCompiler.dll"), "-shutdown", $"-pipename:{Name}");
    }

    /// <summary>Has a build use it, which starts it where it is the first.</summary>
    internal static void AddTo(IDictionary<string, string?> environment)
    {
        environment["UseSharedCompilation"] = "true";
        environment[Variable] = Name;

        // Builds are short; a profile of them comes too late.
        environment["DOTNET_TieredPGO"] = "0";
    }
}

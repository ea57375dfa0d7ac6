namespace PortReuse.Packaging.Tests;

/// <summary>A sample of the repository, with its own project file, compiled anew against the assemblies that are there.</summary>
internal sealed class Sample(string name)
{
    private readonly Lazy<Task<string>> _build = new(() => DotNetCommand.RunAsync(
        Repository.Root,
        "build", Project(name),
        "-t:Rebuild",
        "--no-dependencies",
        "--configuration", Repository.Configuration,
        "--tl:off", "-clp:NoSummary"));

    public static Sample Leaking { get; } = new("Leaking");

    public static Sample Repaired { get; } = new("Repaired");

    /// <summary>Builds it once, and returns what was printed with every warning; an error fails.</summary>
    public Task<string> BuildAsync() => _build.Value;

    public async Task<string> RunAsync()
    {
        await BuildAsync();
        return await DotNetCommand.RunAsync(
            Repository.Root, "run", "--project", Project(name), "--no-build", "--configuration", Repository.Configuration);
    }

    /// <summary>The one line of the source that reads so, counted from 1.</summary>
    public int LineOf(string source, string text) =>
        File.ReadAllLines(Path.Combine(Repository.Root, Project(name), source)).Index().Single(line => line.Item.Trim() == text).Index + 1;

    private static string Project(string name) => Path.Combine("samples", "PortExhaustion", name);
}

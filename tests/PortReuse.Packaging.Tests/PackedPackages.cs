using System.Reflection;

namespace PortReuse.Packaging.Tests;

/// <summary>
/// Both packages, packed once for all tests into a feed of their own. The version is new each time, so that no cache can answer
/// with an older build of it.
/// </summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public const string Collection = "Packed packages";

    private static readonly string[] Projects = ["PortReuse.Analyzers", "PortReuse"];

    /// <summary>The one that the tests, and with them everything they ship, were built in.</summary>
    private static readonly string Configuration = typeof(PackedPackages).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Configuration").Value!;

    private Task<UserBuild>? _userBuild;

    public string Version { get; } = $"0.1.0-test.{DateTime.UtcNow.Ticks}";

    public string Folder { get; } = Directory.CreateTempSubdirectory("portreuse-packaging-").FullName;

    public string Feed => Path.Combine(Folder, "feed");

    internal Package Analyzers => new(PathOf("PortReuse.Analyzers", "nupkg"));

    internal Package Companion => new(PathOf("PortReuse", "nupkg"));

    internal Package CompanionSymbols => new(PathOf("PortReuse", "snupkg"));

    // Nothing is built here, so that no file changes under the tests of other projects that may run at the same time.
    public async Task InitializeAsync()
    {
        try
        {
            await Task.WhenAll(Projects.Select(PackAsync));
        }
        catch
        {
            // The tests fail with this exception, and what did not come to be is not disposed.
            Directory.Delete(Folder, recursive: true);
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);

        var answer = await DotNetCommand.RunAsync(RepositoryFolder.Root, "nuget", "locals", "global-packages", "--list");
        var cache = answer[(answer.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        foreach (var id in Projects)
        {
            var installed = Path.Combine(cache, id.ToLowerInvariant(), Version);
            if (Directory.Exists(installed))
            {
                Directory.Delete(installed, recursive: true);
            }
        }
    }

    /// <summary>Run by the first test of the collection that asks; they run one after the other.</summary>
    internal Task<UserBuild> UserBuildAsync() => _userBuild ??= UserBuild.RunAsync(this);

    private Task<string> PackAsync(string project) => DotNetCommand.RunAsync(
        RepositoryFolder.Root,
        "pack", Path.Combine("src", project),
        "--no-build",
        "--configuration", Configuration,
        "--output", Feed,
        $"-p:Version={Version}",
        $"-p:NuspecOutputPath={Path.Combine(Folder, "nuspec")}");

    private string PathOf(string id, string extension) => Path.Combine(Feed, $"{id}.{Version}.{extension}");
}

[CollectionDefinition(PackedPackages.Collection)]
public sealed class PackedPackagesDefinition : ICollectionFixture<PackedPackages>, ICollectionFixture<CompilerServer>;

namespace PortReuse.Packaging.Tests;

/// <summary>
/// A user's folder: outside the repository, with projects that have nothing of the repository's but the packages, which come from the feed
/// they were packed into and from nowhere else. All of its projects are built by one command.
/// </summary>
internal sealed class ScratchSolution
{
    private readonly PackedPackages _packages;
    private readonly List<string> _projects = [];

    public ScratchSolution(PackedPackages packages, string name)
    {
        _packages = packages;
        Folder = Path.Combine(packages.Folder, name);
        Directory.CreateDirectory(Folder);

        // Each of these ends a search that would go on in the folders above.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write(".editorconfig", "root = true");
        File.Copy(Path.Combine(RepositoryFolder.Root, "global.json"), Path.Combine(Folder, "global.json"));
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{packages.Feed}" />
              </packageSources>
              <packageSourceMapping>
                <clear />
              </packageSourceMapping>
            </configuration>
            """);
    }

    public string Folder { get; }

    /// <summary>That of the packages.</summary>
    public string Version => _packages.Version;

    public string AnalyzersPackage => Path.Combine(_packages.Feed, $"PortReuse.Analyzers.{Version}.nupkg");

    /// <summary>Adds a project with the analyzers, in a folder of its own name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="frameworks">What it targets; several, with semicolons.</param>
    /// <param name="properties">More MSBuild properties, as XML.</param>
    /// <param name="withCompanion">It references the runtime library as well.</param>
    public void AddProject(string name, string frameworks, string properties = "", bool withCompanion = false)
    {
        var companion = withCompanion ? $"""<PackageReference Include="PortReuse" Version="[{_packages.Version}]" />""" : "";
        Add($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>{frameworks}</TargetFrameworks>
                <NuGetAudit>false</NuGetAudit>
                <ErrorLog>$(MSBuildProjectName).$(TargetFramework).sarif,version=2.1</ErrorLog>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PortReuse.Analyzers" Version="[{_packages.Version}]" PrivateAssets="all" />
                {companion}
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>Adds a project that is written as it is given.</summary>
    public void Add(string path, string project)
    {
        _projects.Add(path);
        Write(path, project);
    }

    public void Write(string path, string content)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>
    /// Restores and compiles all of it, and returns what was printed with every warning; an error fails, unless it is expected.
    /// </summary>
    /// <param name="mayFail">Whether the build may end with an error.</param>
    /// <param name="options">More options of the command.</param>
    public async Task<string> BuildAsync(bool mayFail = false, params string[] options)
    {
        var (exitCode, output) = await RunAsync(["build"], ["--no-incremental", "--tl:off", "-clp:NoSummary", .. options]);
        Assert.True(exitCode == 0 || mayFail, output);
        return output;
    }

    public async Task RestoreAsync()
    {
        var (exitCode, output) = await RunAsync(["restore"], []);
        Assert.True(exitCode == 0, output);
    }

    /// <summary>Lets the fixes of these diagnostics, and nothing else, change the sources.</summary>
    public async Task<string> FormatAsync(params string[] diagnostics)
    {
        var (exitCode, output) = await RunAsync(
            ["format", "analyzers"], ["--no-restore", "--severity", "warn", "--verbosity", "normal", "--diagnostics", .. diagnostics]);
        Assert.True(exitCode == 0, output);
        return output;
    }

    private Task<(int ExitCode, string Output)> RunAsync(string[] command, string[] options)
    {
        const string file = "Scratch.slnx";
        Write(file, $"<Solution>{string.Concat(_projects.Select(path => $"""<Project Path="{path}" />"""))}</Solution>");
        return DotNetCommand.TryRunAsync(Folder, [.. command, file, .. options]);
    }
}

namespace PortReuse.Packaging.Tests;

/// <summary>
/// A project of a user's: outside the repository, with nothing of the repository's but the packages, which come from the feed
/// they were packed into and from nowhere else.
/// </summary>
internal sealed class ScratchProject
{
    public static readonly string[] Frameworks = ["net8.0", "net10.0"];

    private static readonly string Originals = Path.Combine(AppContext.BaseDirectory, "Scratch");

    private readonly string _file;

    private ScratchProject(string folder, string name)
    {
        Folder = Path.Combine(folder, name);
        _file = Path.Combine(Folder, $"{name}.csproj");
    }

    public string Folder { get; }

    /// <summary>Writes the project and the sources, and restores it.</summary>
    public static async Task<ScratchProject> CreateAsync(PackedPackages packages, string name, bool withCompanion)
    {
        var project = new ScratchProject(packages.Folder, name);
        Directory.CreateDirectory(project.Folder);
        foreach (var source in Directory.EnumerateFiles(Originals, "*.cs"))
            File.Copy(source, Path.Combine(project.Folder, Path.GetFileName(source)));

        // Each of these ends a search that would go on in the folders above.
        project.Write("Directory.Build.props", "<Project />");
        project.Write("Directory.Build.targets", "<Project />");
        project.Write("Directory.Packages.props", "<Project />");
        project.Write(".editorconfig", "root = true");
        File.Copy(Path.Combine(Repository.Root, "global.json"), Path.Combine(project.Folder, "global.json"));
        project.Write("nuget.config", $"""
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

        var companion = withCompanion ? $"""<PackageReference Include="PortReuse" Version="[{packages.Version}]" />""" : "";
        project.Write(Path.GetFileName(project._file), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>{string.Join(';', Frameworks)}</TargetFrameworks>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PortReuse.Analyzers" Version="[{packages.Version}]" PrivateAssets="all" />
                {companion}
              </ItemGroup>
            </Project>
            """);

        await DotNetCommand.RunAsync(project.Folder, "restore", project._file);
        return project;
    }

    public IReadOnlyList<Finding> Expected(bool whenFixed = false) => Finding.Expected(Folder, Frameworks, whenFixed);

    /// <summary>Compiles all of it, and returns what was printed with every warning; an error fails.</summary>
    public Task<string> BuildAsync() =>
        DotNetCommand.RunAsync(Folder, "build", _file, "--no-restore", "--no-incremental", "--tl:off", "-clp:NoSummary");

    /// <summary>Lets the fixes of these diagnostics, and nothing else, change the sources.</summary>
    public Task<string> FormatAsync(params string[] diagnostics) =>
        DotNetCommand.RunAsync(
            Folder,
            ["format", "analyzers", _file, "--no-restore", "--severity", "warn", "--verbosity", "normal", "--diagnostics", .. diagnostics]);

    public static string ReadOriginal(string source) => File.ReadAllText(Path.Combine(Originals, source));

    public string Read(string source) => File.ReadAllText(Path.Combine(Folder, source));

    /// <summary>All of the sources as they are now.</summary>
    public string ReadSources() => string.Concat(Directory.EnumerateFiles(Folder, "*.cs").Order().Select(File.ReadAllText));

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(Folder, name), content);
}

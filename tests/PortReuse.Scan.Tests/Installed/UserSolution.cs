using PortReuse.Scan.Tests.Support;

namespace PortReuse.Scan.Tests.Installed;

/// <summary>
/// A user's solution, outside of the repository: a library for netstandard2.0 with a helper that binds, and programs for net472 and
/// net10.0, and a project that cannot be read. No project has a package of ours.
/// </summary>
internal sealed class UserSolution : IDisposable
{
    private readonly ScratchFolder _folder = new("scan");

    public UserSolution()
    {
        // Each of these ends a search that would go on in the folders above.
        _folder.Write("Directory.Build.props", "<Project><PropertyGroup><NuGetAudit>false</NuGetAudit></PropertyGroup></Project>");
        _folder.Write("Directory.Build.targets", "<Project />");
        _folder.Write("Directory.Packages.props", "<Project />");
        _folder.Write(".editorconfig", "root = true\n");
        _folder.Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        File.Copy(Path.Combine(RepositoryFolder.Root, "global.json"), _folder.PathOf("global.json"));

        _folder.Write("Lib/Lib.csproj", Project("netstandard2.0", ""));
        _folder.Write("Lib/Helper.cs", ScratchFolder.Helper);
        foreach (var (name, framework) in new[] { ("Old", "net472"), ("New", "net10.0") })
        {
            _folder.Write($"{name}/{name}.csproj", Project(framework, """<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>"""));
            _folder.Write($"{name}/Caller.cs", ScratchFolder.Caller);
        }

        _folder.Write("New/Leak.cs", ScratchFolder.Leak);
        _folder.Write("Broken/Broken.csproj", "<Project Sdk=");
        _folder.Write("All.slnx", Solution("Lib", "Old", "New"));
        _folder.Write("WithBroken.slnx", Solution("Lib", "Old", "New", "Broken"));
    }

    public string Folder => _folder.Root;

    public ScratchFolder Files => _folder;

    public Task RestoreAsync() => DotNetCommand.RunAsync(Folder, "restore", "All.slnx");

    public void Dispose() => _folder.Dispose();

    private static string Project(string framework, string items) =>
        $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>{framework}</TargetFramework></PropertyGroup>{items}</Project>""";

    private static string Solution(params string[] names) =>
        $"<Solution>{string.Concat(names.Select(name => $"""<Project Path="{name}/{name}.csproj" />"""))}</Solution>";
}

using System.Diagnostics;
using System.Xml.Linq;

namespace PortReuse.Scan.Loading;

/// <summary>
/// The project that a file-based app stands for. It is written outside of the app's folder, which is left as it is, and takes from there
/// what a project in that folder would: Directory.Build files, central versions, the configuration of NuGet.
/// </summary>
internal static class AppProject
{
    private const string MainSdk = "Microsoft.NET.Sdk";

    /// <summary>Writes it.</summary>
    /// <param name="file">The app.</param>
    /// <param name="folder">An empty folder for the project.</param>
    /// <returns>The project file.</returns>
    public static string Write(string file, string folder)
    {
        var home = Path.GetDirectoryName(file)!;
        var directives = AppDirectives.Read(file);
        var sdks = directives.Where(directive => directive.Kind == "sdk").Select(SdkOf).DefaultIfEmpty(MainSdk).ToList();
        var project = new XElement(
            "Project",
            Properties(
                [
                    ("ImportDirectoryBuildProps", ImportOf(home, "Directory.Build.props", "DirectoryBuildPropsPath", out var props)),
                    props,
                    ("ImportDirectoryBuildTargets",
                        ImportOf(home, "Directory.Build.targets", "DirectoryBuildTargetsPath", out var targets)),
                    targets,
                    ("ImportDirectoryPackagesProps",
                        ImportOf(home, "Directory.Packages.props", "DirectoryPackagesPropsPath", out var packages)),
                    packages,
                    ("RestoreRootConfigDirectory", home),
                ]),
            sdks.Select(sdk => Import("Sdk.props", sdk)),
            Properties(
                [
                    ("OutputType", "Exe"),
                    ("TargetFramework", "net$(BundledNETCoreAppTargetFrameworkVersion)"),
                    ("ImplicitUsings", "enable"),
                    ("Nullable", "enable"),
                    ("UseAppHost", "false"),
                    ("EnableDefaultItems", "false"),
                    ("AssemblyName", Path.GetFileNameWithoutExtension(file)),
                    ("Features", "$(Features);FileBasedProgram"),
                    .. directives.Where(directive => directive.Kind == "property")
                    .Select(directive => (directive.Name, directive.Value ?? "")),
                ]),
            new XElement("ItemGroup", Item("Compile", file), directives.Select(directive => ItemOf(directive, home))),
            sdks.Select(sdk => Import("Sdk.targets", sdk)));
        var path = Path.Combine(folder, Path.GetFileNameWithoutExtension(file) + ".csproj");
        new XDocument(project).Save(path);
        return path;
    }

    /// <summary>Restores it from what this machine has already: no feed is asked.</summary>
    /// <returns>What it fails with; null where it does not.</returns>
    public static async Task<string?> RestoreAsync(string file, string project, CancellationToken cancellation)
    {
        var nothing = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(project)!, "no-feed")).FullName;
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["msbuild", project, "-target:Restore", "-nologo", "-verbosity:quiet", "-nodeReuse:false", "-terminalLogger:off",
                $"-property:RestoreSources={nothing}", "-property:NuGetAudit=false"])
        {
            WorkingDirectory = Path.GetDirectoryName(file)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? null : $"not restored: {FirstLine(await output + await error)}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"not restored: {e.Message}";
        }
    }

    private static string FirstLine(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault("dotnet says nothing");

    private static string SdkOf(AppDirective directive) => directive.Value is null ? directive.Name : $"{directive.Name}/{directive.Value}";

    private static XElement? ItemOf(AppDirective directive, string home) => directive.Kind switch
    {
        "package" => directive.Value is null
            ? Item("PackageReference", directive.Name)
            : Item("PackageReference", directive.Name, new XAttribute("Version", directive.Value)),
        "project" => Item("ProjectReference", ProjectAt(Path.GetFullPath(directive.Name, home))),
        "include" when directive.Name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) =>
            Item("Compile", Path.Combine(home, directive.Name)),
        _ => null,
    };

    /// <summary>A folder stands for the project in it.</summary>
    private static string ProjectAt(string path) =>
        Directory.Exists(path) && Directory.GetFiles(path, "*.csproj") is [var project] ? project : path;

    private static string ImportOf(string home, string name, string property, out (string Name, string Value) path)
    {
        for (var folder = home; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, name)))
            {
                path = (property, Path.Combine(folder, name));
                return "true";
            }
        }

        path = (property, "");
        return "false";
    }

    private static XElement Properties(IEnumerable<(string Name, string Value)> properties) =>
        new("PropertyGroup", properties.Where(property => property.Value.Length > 0)
            .Select(property => new XElement(property.Name, property.Value)));

    private static XElement Import(string file, string sdk) => new("Import", new XAttribute("Project", file), new XAttribute("Sdk", sdk));

    private static XElement Item(string kind, string include, params XAttribute[] attributes) =>
        new(kind, new XAttribute("Include", include), attributes);
}

using PortReuse.Scanning;

namespace PortReuse.Scan.Loading;

/// <summary>Loads what a path stands for: a solution, a project, a file-based app, or all that lies in a folder.</summary>
internal static class CodeLoader
{
    /// <exception cref="UsageException">The path is none of these.</exception>
    public static void Require(string path)
    {
        if (!Directory.Exists(path) && !File.Exists(path))
        {
            throw new UsageException($"There is no file and no folder {path}.");
        }

        if (File.Exists(path) && !IsSolution(path) && !IsKind(path, ".csproj") && !IsKind(path, ".cs"))
        {
            throw new UsageException(
                $"{path} is no solution (.sln, .slnx, .slnf), no C# project (.csproj), no file-based app (.cs) and no folder.");
        }
    }

    /// <param name="path">A path that <see cref="Require"/> has let pass.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told of each project that is loaded.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<LoadedCode> LoadAsync(
        string path, LoadOptions options, IProgress<string> progress, CancellationToken cancellation)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(path))
        {
            return options.IsSourcesOnly ? BareSources.Load(path) : await LoadFolderAsync(path, options, progress, cancellation);
        }

        if (options.IsSourcesOnly)
        {
            throw new UsageException($"Sources as they are lie in a folder, and {path} is none.");
        }

        using var projects = new BuildProjects(options.Properties);
        if (IsSolution(path))
        {
            return await projects.OpenAsync(path, progress, cancellation);
        }

        if (IsKind(path, ".cs"))
        {
            await projects.AddAppAsync(path, cancellation);
        }
        else
        {
            projects.Add(path);
        }

        return await projects.OpenAsync(progress, cancellation);
    }

    /// <summary>Every project, every file-based app, and as one project more the files that belong to neither.</summary>
    private static async Task<LoadedCode> LoadFolderAsync(
        string folder, LoadOptions options, IProgress<string> progress, CancellationToken cancellation)
    {
        using var projects = new BuildProjects(options.Properties);
        var files = SourceFolder.Files(folder, ".csproj");
        foreach (var project in files)
        {
            projects.Add(project);
        }

        var owned = files.Select(project => Path.GetDirectoryName(project)! + Path.DirectorySeparatorChar).ToList();
        var others = SourceFolder.Files(folder, ".cs")
            .Where(file => !owned.Exists(start => file.StartsWith(start, StringComparison.Ordinal)));
        var loose = new List<string>();
        foreach (var file in others)
        {
            if (AppDirectives.AreIn(file))
            {
                await projects.AddAppAsync(file, cancellation);
            }
            else
            {
                loose.Add(file);
            }
        }

        var loaded = await projects.OpenAsync(progress, cancellation);

        // A project may take in files from beside its folder.
        var known = loaded.Solution.Projects.SelectMany(project => project.Documents).Select(document => document.FilePath).ToHashSet();
        return BareSources.Add(folder, [.. loose.Where(file => !known.Contains(file))], loaded);
    }

    private static bool IsSolution(string path) => IsKind(path, ".sln") || IsKind(path, ".slnx") || IsKind(path, ".slnf");

    private static bool IsKind(string path, string extension) =>
        Path.GetExtension(path).Equals(extension, StringComparison.OrdinalIgnoreCase);
}

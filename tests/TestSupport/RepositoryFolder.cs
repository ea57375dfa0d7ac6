namespace PortReuse.TestSupport;

/// <summary>The working copy that the program was built in.</summary>
public static class RepositoryFolder
{
    /// <summary>The full path of the folder that holds the solution.</summary>
    /// <exception cref="DirectoryNotFoundException">The program does not lie below such a folder.</exception>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Analyzers.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not in the repository.");
    }
}

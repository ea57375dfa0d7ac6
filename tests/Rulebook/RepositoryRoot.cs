namespace PortReuse.Rulebook;

internal static class RepositoryRoot
{
    /// <summary>The folder of the solution, which the program lies somewhere below.</summary>
    public static string Find()
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

using System.Reflection;

namespace PortReuse.Packaging.Tests;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that the tests, and with them everything they ship, were built in.</summary>
    public static string Configuration { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Configuration").Value!;

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Analyzers.sln")))
                return directory.FullName;
        }

        throw new DirectoryNotFoundException($"No Analyzers.sln in any folder above {AppContext.BaseDirectory}.");
    }
}

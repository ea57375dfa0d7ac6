namespace PortReuse.Analyzers.Tests.Architecture;

/// <summary>The C# files that this repository's projects compile.</summary>
internal static class SourceFiles
{
    private static readonly string[] Roots = ["src", "tests", "tools", "perf"];

    /// <summary>Read by tests, and compiled by none of these projects.</summary>
    private static readonly string[] Data =
        ["tests/PortReuse.Analyzers.Tests/Corpus/Must", "tests/PortReuse.Packaging.Tests/Scratch/", "tools/Rulebook/Templates/"];

    /// <summary>Their paths below the root, with slashes.</summary>
    public static IEnumerable<string> Names =>
        from root in Roots
        from path in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, root), "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(RepositoryFolder.Root, path).Replace('\\', '/')
        where !Data.Any(start => file.StartsWith(start, StringComparison.Ordinal))
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
        select file;

    public static string TextOf(string name) => File.ReadAllText(Path.Combine(RepositoryFolder.Root, name));
}

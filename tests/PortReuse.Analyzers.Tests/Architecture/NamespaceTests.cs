using System.Text.RegularExpressions;

namespace PortReuse.Analyzers.Tests.Architecture;

/// <summary>
/// A namespace says which folder a type is in, in every project; the companion's public types all have its own, which users write.
/// </summary>
public partial class NamespaceTests
{
    private static readonly string[] Others =
    [
        "src/PortReuse.Analyzers/Polyfills.cs",     // What the language asks the framework for has to be in the framework's namespaces.
        "tests/OtherRuntimes/OwnProgram.cs",        // Takes the place of a file of the benchmarks, in a program that has both.
    ];

    [Fact]
    public void A_namespace_is_called_as_its_folder() => Assert.Empty(
        from file in SourceFiles.Names
        where !Others.Contains(file)
        let odd = OddNamespace(file, SourceFiles.TextOf(file))
        where odd is not null
        select odd);

    [Theory]
    [InlineData("src/PortReuse/Ports/File.cs", "namespace PortReuse.Ports; internal class C;", true)]
    [InlineData("src/PortReuse/Ports/File.cs", "namespace PortReuse; internal class C;", false)]
    [InlineData("src/PortReuse/Ports/File.cs", "namespace PortReuse;\npublic sealed class C;", true)]
    [InlineData("src/PortReuse/Ports/File.cs", "namespace PortReuse.Ports;\npublic sealed class C;", false)]
    [InlineData("src/PortReuse.Analyzers/Rules/File.cs", "namespace PortReuse.Analyzers;\npublic sealed class C;", false)]
    [InlineData("perf/Benchmarks/File.cs", "namespace PortReuse.Benchmarks;", true)]
    public void Another_one_is_told_of(string file, string text, bool isGood) => Assert.Equal(isGood, OddNamespace(file, text) is null);

    /// <summary>A file that two projects compile belongs in TestSupport.</summary>
    [Fact]
    public void No_project_of_tests_links_files_of_another() => Assert.Empty(
        from project in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "tests"), "*.csproj", SearchOption.AllDirectories)
        where Path.GetFileName(project) != "OtherRuntimes.csproj"
            && File.ReadAllText(project).Contains("<Compile Include=\"..", StringComparison.Ordinal)
        select project);

    private static string? OddNamespace(string file, string text)
    {
        if (Namespace().Match(text) is not { Success: true } match)
        {
            return null; // A program's first statements, or attributes of the assembly.
        }

        var folders = file.Split('/');
        var root = RootOf(Path.Combine(folders[0], folders[1]));
        var expected = file.StartsWith("src/PortReuse/", StringComparison.Ordinal) && PublicType().IsMatch(text)
            ? root
            : string.Join('.', [root, .. folders[2..^1]]);
        return match.Groups[1].Value == expected ? null : $"{file}: {match.Groups[1].Value} instead of {expected}";
    }

    private static string RootOf(string folder)
    {
        var project = Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, folder), "*.csproj").Single();
        var named = RootNamespace().Match(File.ReadAllText(project));
        return named.Success ? named.Groups[1].Value : Path.GetFileNameWithoutExtension(project);
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^public (?:[a-z]+ )*(?:class|struct|enum|interface|record|delegate) ", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex("<RootNamespace>(.+)</RootNamespace>")]
    private static partial Regex RootNamespace();
}

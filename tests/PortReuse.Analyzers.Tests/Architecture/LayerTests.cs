using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Architecture;

/// <summary>A folder is a layer: its code uses the folders below it, and no other.</summary>
public class LayerTests
{
    private const int MaxLines = 300;

    /// <summary>From the bottom up; <c>docs/architecture.md</c> says what each is for.</summary>
    private static readonly string[] Layers =
    [
        "SocketFlow/Language",
        "SocketFlow/Platforms",
        "SocketFlow/Symbols",
        "SocketFlow/Settings",
        "SocketFlow/Sources",
        "SocketFlow/Frames",
        "SocketFlow/Values",
        "SocketFlow/Code",
        "SocketFlow/Histories",
        "SocketFlow/State",
        "SocketFlow/Conditions",
        "SocketFlow/Collisions",
        "SocketFlow/Calls",
        "SocketFlow/Sockets",
        "SocketFlow/Operations",
        "SocketFlow/Walk",
        "SocketFlow/Analysis",
        "SocketFlow/Callers",
        "Reporting",
        "Rules",
        "",
    ];

    /// <summary>What the language asks the framework for has to be in the framework's namespaces.</summary>
    private const string Polyfills = "Polyfills.cs";

    [Fact]
    public void No_arrow_points_up() => AssertNone(ArrowsUp(EngineSources.OfRepository));

    [Fact]
    public void Every_folder_is_a_layer() =>
        Assert.Equal(Layers.Order(StringComparer.Ordinal), FoldersOf(EngineSources.OfRepository).Order(StringComparer.Ordinal));

    [Fact]
    public void A_namespace_is_called_as_its_folder() => AssertNone(OddNamespaces(EngineSources.OfRepository));

    [Fact]
    public void No_file_is_too_long() => AssertNone(LongFiles(EngineSources.OfRepository));

    /// <summary>A name that means nothing is an arrow that nobody sees.</summary>
    [Fact]
    public void All_names_mean_something() => AssertNone(
        EngineSources.OfRepository.Uses.Where(use => use.Meaning is null).Select(use => $"{use.File}: {use.Name} in {use.Name.Parent}"));

    [Fact]
    public void The_page_has_a_heading_for_each_layer_from_the_top_down()
    {
        var page = File.ReadAllLines(Path.Combine(RepositoryFolder.Root, "docs/architecture.md"));
        Assert.Equal(
            Layers.Reverse().Where(layer => layer.Length > 0).Select(layer => layer.Split('/')[^1]),
            page.Where(line => line.StartsWith("**`", StringComparison.Ordinal)).Select(line => line.Split('`')[1]));
    }

    [Theory]
    [InlineData("using PortReuse.Analyzers.Rules;", "", "Rules")]
    [InlineData("", "PortReuse.Analyzers.Rules.Upper.Tell();", "Rules")]
    [InlineData("using static PortReuse.Analyzers.Rules.Upper;", "Tell();", "Rules")]
    [InlineData("using Up = PortReuse.Analyzers.Rules.Upper;", "Up.Tell();", "Rules")]
    [InlineData("", "1.Extend();", "SocketFlow/Walk")]
    [InlineData("", "/// <see cref=\"PortReuse.Analyzers.Rules.Upper\"/>\n void Local() { }", "Rules")]
    public void An_arrow_that_points_up_is_seen(string directive, string code, string where)
    {
        const string Extension = "namespace PortReuse.Analyzers { static class Extensions { public static void Extend(this int number) { } } }";
        var sources = new EngineSources(
        [
            ("SocketFlow/Values/Lower.cs", $"{directive} namespace PortReuse.Analyzers.SocketFlow.Values; class Lower {{ void M() {{ {code} }} }}"),
            ("SocketFlow/Walk/Extensions.cs", Extension),
            ("Rules/Upper.cs", "namespace PortReuse.Analyzers.Rules; class Upper { public static void Tell() { } }"),
        ]);

        Assert.Contains(ArrowsUp(sources), arrow => arrow.StartsWith($"SocketFlow/Values/Lower.cs -> {where}", StringComparison.Ordinal));
    }

    [Fact]
    public void An_arrow_that_points_down_is_none() => Assert.Empty(ArrowsUp(new EngineSources(
    [
        ("SocketFlow/Values/Lower.cs", "namespace PortReuse.Analyzers.SocketFlow.Values; class Lower { public static void Tell() { } }"),
        ("Rules/Upper.cs", "using PortReuse.Analyzers.SocketFlow.Values; namespace PortReuse.Analyzers.Rules; class Upper { void M() => Lower.Tell(); }"),
    ])));

    [Fact]
    public void An_odd_namespace_and_a_long_file_are_seen()
    {
        var sources = new EngineSources([("Rules/One.cs", "namespace PortReuse.Analyzers; class One;" + new string('\n', MaxLines + 1))]);

        Assert.Equal("Rules/One.cs: PortReuse.Analyzers", Assert.Single(OddNamespaces(sources)));
        Assert.Equal("Rules/One.cs: 301 lines", Assert.Single(LongFiles(sources)));
    }

    /// <summary>A failure names all of them.</summary>
    private static void AssertNone(IEnumerable<string> faults) => Assert.Equal("", string.Join('\n', faults));

    private static IEnumerable<string> FoldersOf(EngineSources sources) =>
        sources.Files.Select(file => EngineSources.FolderOf(file.FilePath)).Distinct();

    private static List<string> ArrowsUp(EngineSources sources)
    {
        var used =
            from use in sources.Uses
            from declared in use.Declared
            where LayerOf(use.File) < LayerOf(declared)
            select $"{use.File} -> {declared}: {use.Name}";
        var named =
            from file in sources.Files
            let model = sources.Compilation.GetSemanticModel(file)
            from directive in file.GetRoot().DescendantNodes().OfType<UsingDirectiveSyntax>()
            let space = directive.Name is { } name ? model.GetSymbolInfo(name).Symbol as INamespaceSymbol : null
            let folder = space is null ? null : FolderOf(space.ToDisplayString())
            where folder is not null && LayerOf(file.FilePath) < Array.IndexOf(Layers, folder)
            select $"{file.FilePath} -> {folder}: using";
        return [.. used.Concat(named).Distinct().Order(StringComparer.Ordinal)];
    }

    private static int LayerOf(string path) => Array.IndexOf(Layers, EngineSources.FolderOf(path));

    private static List<string> OddNamespaces(EngineSources sources) =>
    [
        .. from file in sources.Files
           where file.FilePath != Polyfills
           let declared = file.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
               .Select(space => space.Name.ToString()).ToList()
           where declared is not [var only] || FolderOf(only) != EngineSources.FolderOf(file.FilePath)
           select $"{file.FilePath}: {string.Join(", ", declared)}",
    ];

    /// <summary>Null for a namespace that is none of the project's.</summary>
    private static string? FolderOf(string space) =>
        space == EngineSources.Namespace ? ""
        : space.StartsWith(EngineSources.Namespace + ".", StringComparison.Ordinal)
            ? space[(EngineSources.Namespace.Length + 1)..].Replace('.', '/')
        : null;

    private static List<string> LongFiles(EngineSources sources) =>
    [
        .. from file in sources.Files
           let lines = file.ToString().Count(each => each == '\n')
           where lines > MaxLines
           select $"{file.FilePath}: {lines} lines",
    ];
}

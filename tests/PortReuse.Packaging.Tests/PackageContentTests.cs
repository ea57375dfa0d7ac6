using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace PortReuse.Packaging.Tests;

[Collection(PackedPackages.Collection)]
public sealed class PackageContentTests(PackedPackages packages)
{
    public static TheoryData<string> Ids => ["PortReuse.Analyzers", "PortReuse"];

    [Fact]
    public void The_analyzer_package_holds_the_two_assemblies_the_presets_and_nothing_else() =>
        Assert.Equal(
            [
                "README.md",
                "analyzers/dotnet/roslyn4.8/cs/PortReuse.Analyzers.CodeFixes.dll", "analyzers/dotnet/roslyn4.8/cs/PortReuse.Analyzers.dll",
                "build/PortReuse.Analyzers.targets", "buildTransitive/PortReuse.Analyzers.targets",
                "icon.png",
                "presets/PortReuse.Default.globalconfig", "presets/PortReuse.Recommended.globalconfig", "presets/PortReuse.Strict.globalconfig",
            ],
            packages.Analyzers.Files());

    [Fact]
    public void The_analyzer_package_is_a_development_dependency() =>
        Assert.Equal("true", packages.Analyzers.MetadataValue("developmentDependency"));

    [Fact]
    public void The_companion_holds_one_documented_assembly_for_each_framework() =>
        Assert.Equal(
            [
                "README.md",
                "icon.png",
                "lib/net10.0/PortReuse.dll", "lib/net10.0/PortReuse.xml",
                "lib/net8.0/PortReuse.dll", "lib/net8.0/PortReuse.xml",
            ],
            packages.Companion.Files());

    [Fact]
    public void The_companion_is_no_development_dependency() =>
        Assert.Null(packages.Companion.MetadataValue("developmentDependency"));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_depends_on_nothing(string id) => Assert.Empty(Find(id).Dependencies());

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_says_what_it_is_under_which_licence_and_shows_the_readme(string id)
    {
        var package = Find(id);

        Assert.Equal(id, package.MetadataValue("id"));
        Assert.Equal(packages.Version, package.MetadataValue("version"));
        Assert.Equal("MIT", package.MetadataValue("license"));
        Assert.Equal("README.md", package.MetadataValue("readme"));
        Assert.False(string.IsNullOrWhiteSpace(package.MetadataValue("description")));
        Assert.False(string.IsNullOrWhiteSpace(package.MetadataValue("tags")));
        Assert.Equal("icon.png", package.MetadataValue("icon"));
        Assert.Equal(File.ReadAllBytes(Path.Combine(RepositoryFolder.Root, "assets", "icon.png")), package.Read("icon.png"));
        Assert.Equal(File.ReadAllBytes(Path.Combine(RepositoryFolder.Root, id == "PortReuse" ? "README.md" : "src/PortReuse.Analyzers/PACKAGE.md")), package.Read("README.md"));
    }

    /// <summary>Where a package is shown there is no repository around its page.</summary>
    [Fact]
    public void The_page_of_the_analyzer_package_links_to_no_file() =>
        Assert.DoesNotContain("](", Encoding.UTF8.GetString(packages.Analyzers.Read("README.md"))
            .Replace("](http", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public void The_companion_documents_its_public_types(string framework)
    {
        var documentation = XDocument
            .Parse(Encoding.UTF8.GetString(packages.Companion.Read($"lib/{framework}/PortReuse.xml")).TrimStart('\uFEFF'));
        var documented = documentation.Descendants("member").Select(member => member.Attribute("name")!.Value).ToHashSet();

        using var assembly = packages.Companion.ReadAssembly($"lib/{framework}/PortReuse.dll");
        var metadata = assembly.GetMetadataReader();
        var types = metadata.TypeDefinitions
            .Select(metadata.GetTypeDefinition)
            .Where(type => (type.Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public)
            .Select(type => $"T:{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")
            .ToArray();

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Contains(type, documented));
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public void The_symbol_package_belongs_to_the_companion(string framework)
    {
        using var assembly = packages.Companion.ReadAssembly($"lib/{framework}/PortReuse.dll");
        var codeView = assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);

        using var symbols = MetadataReaderProvider
            .FromPortablePdbImage([.. packages.CompanionSymbols.Read($"lib/{framework}/PortReuse.pdb")]);
        var id = new BlobContentId(symbols.GetMetadataReader().DebugMetadataHeader!.Id);

        Assert.Equal(assembly.ReadCodeViewDebugDirectoryData(codeView).Guid, id.Guid);
    }

    [Theory]
    [InlineData("PortReuse.Analyzers.dll")]
    [InlineData("PortReuse.Analyzers.CodeFixes.dll")]
    public void An_analyzer_assembly_carries_its_own_symbols(string name)
    {
        using var assembly = packages.Analyzers.ReadAssembly($"analyzers/dotnet/roslyn4.8/cs/{name}");

        Assert.Contains(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
    }

    [Theory]
    [InlineData("PortReuse.Analyzers", "analyzers/dotnet/roslyn4.8/cs/PortReuse.Analyzers.dll")]
    [InlineData("PortReuse.Analyzers", "analyzers/dotnet/roslyn4.8/cs/PortReuse.Analyzers.CodeFixes.dll")]
    [InlineData("PortReuse", "lib/net8.0/PortReuse.dll")]
    [InlineData("PortReuse", "lib/net10.0/PortReuse.dll")]
    public void A_shipped_assembly_is_built_deterministically(string id, string name)
    {
        using var assembly = Find(id).ReadAssembly(name);

        Assert.Contains(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    private Package Find(string id) => id == "PortReuse" ? packages.Companion : packages.Analyzers;
}

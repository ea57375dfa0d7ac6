using System.Text;

namespace PortReuse.Packaging.Tests;

/// <summary>What a commit is packed to, wherever it is packed: two clones with a remote, in two folders.</summary>
public sealed class ReproducibleTests : IClassFixture<CompilerServer>
{
    private const string Remote = "https://github.com/example/portreuse";

    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private static readonly string[] Packed = ["PortReuse.Analyzers", "PortReuse"];

    [LongFact]
    public async Task Two_packs_of_one_commit_hold_the_same_assemblies_linked_to_their_sources()
    {
        var folder = Directory.CreateTempSubdirectory("portreuse-reproducible-").FullName;
        try
        {
            var origin = await SourceRepository.CommitAsync(
                Path.Combine(folder, "origin"), "src", "assets", "*.props", "global.json", ".editorconfig", ".gitattributes", "README.md", "LICENSE");
            var first = await PackAsync(origin, Path.Combine(folder, "first"));
            var second = await PackAsync(origin, Path.Combine(folder, "a-second-folder"));

            foreach (var id in Packed)
            {
                var (one, other) = (Find(first, id), Find(second, id));
                Assert.Equal(one.Files(), other.Files());
                Assert.All(one.Files(), file => Assert.True(one.Read(file).AsSpan().SequenceEqual(other.Read(file)), $"{file} of {id} differs."));

                var repository = one.Metadata().Elements().Single(element => element.Name.LocalName == "repository");
                Assert.Equal("git", repository.Attribute("type")!.Value);
                Assert.StartsWith(Remote, repository.Attribute("url")!.Value, StringComparison.Ordinal);
                Assert.Matches("^[0-9a-f]{40}$", repository.Attribute("commit")!.Value);
            }

            foreach (var name in new[] { "PortReuse.Analyzers.dll", "PortReuse.Analyzers.CodeFixes.dll" })
            {
                AssertLinked(Find(first, "PortReuse.Analyzers").ReadAssembly($"analyzers/dotnet/roslyn4.8/cs/{name}"));
            }

            // The help links begin with it.
            var rules = Find(first, "PortReuse.Analyzers").Read("analyzers/dotnet/roslyn4.8/cs/PortReuse.Analyzers.dll");
            Assert.True(rules.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Remote)) > 0, $"The rules do not know {Remote}.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertLinked(System.Reflection.PortableExecutable.PEReader assembly)
    {
        using (assembly)
        {
            var entry = assembly.ReadDebugDirectory()
                .Single(entry => entry.Type == System.Reflection.PortableExecutable.DebugDirectoryEntryType.EmbeddedPortablePdb);
            using var symbols = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
            var reader = symbols.GetMetadataReader();
            var links = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
                .Where(information => reader.GetGuid(information.Kind) == SourceLink);
            var link = Encoding.UTF8.GetString(reader.GetBlobBytes(Assert.Single(links).Value));
            Assert.Contains("https://raw.githubusercontent.com/example/portreuse/", link, StringComparison.Ordinal);
        }
    }

    private static async Task<string> PackAsync(string origin, string clone)
    {
        await SourceRepository.CloneAsync(origin, clone);
        await SourceRepository.GitAsync(clone, "remote", "set-url", "origin", Remote);
        var output = Path.Combine(clone, "packed");

        // By one command, which builds what it can at a time.
        await File.WriteAllTextAsync(
            Path.Combine(clone, "Packed.slnx"),
            $"<Solution>{string.Concat(Packed.Select(id => $"""<Project Path="src/{id}/{id}.csproj" />"""))}</Solution>");
        await DotNetCommand.RunAsync(clone, "pack", "Packed.slnx", "--output", output, "-p:ContinuousIntegrationBuild=true", $"-p:RepositoryUrl={Remote}", "--tl:off");
        return output;
    }

    private static Package Find(string folder, string id) => new(Path.Combine(folder, $"{id}.0.1.0.nupkg"));
}

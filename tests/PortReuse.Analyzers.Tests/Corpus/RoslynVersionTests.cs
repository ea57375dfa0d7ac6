using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Corpus;

/// <summary>
/// Both corpora in every compiler that the analyzers are made for. The other tests run in one of them, in which one is for
/// <c>-p:TestRoslynVersion</c> to say.
/// </summary>
public class RoslynVersionTests
{
    [Theory]
    [InlineData("4.8.0")] // Visual Studio 2022 17.8 and the .NET 8 SDK, the oldest that the package loads into.
    [InlineData("4.14.0")]
    [InlineData("5.0.0")]
    [InlineData("5.9.0")]
    public async Task Exactly_the_marked_lines_are_found(string version)
    {
        var host = new Host(version);
        var tests = host.LoadFromAssemblyPath(typeof(CorpusTests).Assembly.Location).GetType(typeof(CorpusTests).FullName!)!;
        var mismatches = tests.GetMethod(nameof(CorpusTests.MismatchesOf))!.CreateDelegate<Func<string, Task<IReadOnlyList<string>>>>();
        Assert.StartsWith(version, host.CompilerVersion, StringComparison.Ordinal);
        Assert.NotSame(typeof(CSharpCompilation).Assembly, host.Compiler);

        var found = new List<string>();
        foreach (var file in CorpusTests.Names)
        {
            found.AddRange(await mismatches(file));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>This assembly, and all that knows the compiler, once more, with the compiler of another package.</summary>
    private sealed class Host(string version) : AssemblyLoadContext($"Roslyn {version}")
    {
        private static readonly string Packages = typeof(RoslynVersionTests).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "PackageRoot").Value!;

        private static readonly Dictionary<string, string> Compilers = new()
        {
            ["Microsoft.CodeAnalysis"] = "microsoft.codeanalysis.common",
            ["Microsoft.CodeAnalysis.CSharp"] = "microsoft.codeanalysis.csharp",
        };

        private static readonly string[] KnowTheCompiler = ["PortReuse.", "Microsoft.CodeAnalysis.", "Basic.Reference.Assemblies."];

        public Assembly Compiler => LoadFromAssemblyName(new("Microsoft.CodeAnalysis.CSharp"));

        public string CompilerVersion => Compiler.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

        protected override Assembly? Load(AssemblyName name)
        {
            var simple = name.Name!;
            if (Compilers.TryGetValue(simple, out var package))
            {
                return LoadFromAssemblyPath(PathIn(package, simple));
            }

            var own = Path.Combine(AppContext.BaseDirectory, $"{simple}.dll");
            var knowsTheCompiler = KnowTheCompiler.Any(prefix => simple.StartsWith(prefix, StringComparison.Ordinal));
            return knowsTheCompiler && File.Exists(own) ? LoadFromAssemblyPath(own) : null;
        }

        /// <summary>The package's library for the latest framework that this runtime can load.</summary>
        private string PathIn(string package, string assembly) =>
            Directory.EnumerateDirectories(Path.Combine(Packages, package, version, "lib"), "net?*.0")
                .Where(folder => Version.TryParse(Path.GetFileName(folder)["net".Length..], out var framework) && framework <= Environment.Version)
                .OrderByDescending(folder => Version.Parse(Path.GetFileName(folder)["net".Length..]))
                .Select(folder => Path.Combine(folder, $"{assembly}.dll"))
                .First();
    }
}

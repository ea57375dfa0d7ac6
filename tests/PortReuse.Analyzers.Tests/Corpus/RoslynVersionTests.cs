using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;
using PortReuse.Analyzers.Tests.Rules;
using Xunit.Sdk;

namespace PortReuse.Analyzers.Tests.Corpus;

/// <summary>
/// Both corpora and the rules' tests in every compiler that the analyzers are made for. In one of them, all other tests run.
/// </summary>
public class RoslynVersionTests
{
    // The first is Visual Studio 2022 17.8 and the .NET 8 SDK, the oldest that the package loads into.
    public static TheoryData<string> Others => ["4.8.0", "5.0.0", "5.9.0"];

    /// <summary>There the corpora and the rules' tests have run without a host of their own.</summary>
    [Fact]
    public void All_other_tests_run_in_the_remaining_one() => Assert.StartsWith("4.14.0", VersionOf(typeof(CSharpCompilation).Assembly), StringComparison.Ordinal);

    [LongTheory]
    [MemberData(nameof(Others))]
    public async Task Exactly_the_marked_lines_of_the_corpora_are_found(string version)
    {
        var tests = new Host(version).Tests;
        Assert.Equal(CorpusTests.Names, NamesIn(tests).Intersect(CorpusTests.Names));
        await AssertMarks(tests, CorpusTests.Names);
    }

    /// <summary>What is in a later language than this compiler knows is run nowhere else.</summary>
    [Theory]
    [InlineData("5.0.0")]
    [InlineData("5.9.0")]
    public async Task Exactly_the_marked_lines_of_what_only_a_later_one_can_read_are_found(string version)
    {
        var tests = new Host(version).Tests;
        var names = NamesIn(tests).Except(CorpusTests.Names).ToList();
        Assert.NotEmpty(names);
        await AssertMarks(tests, names);
    }

    [LongTheory]
    [MemberData(nameof(Others))]
    public async Task The_tests_of_the_rules_pass(string version)
    {
        var run = 0;
        var failures = new List<string>();
        foreach (var type in new Host(version).Tests.GetTypes().Where(type => type.Namespace == typeof(RuleTest).Namespace))
        {
            foreach (var test in type.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is { Skip: null }))
            {
                foreach (var arguments in test.GetCustomAttribute<TheoryAttribute>() is null
                    ? [[]]
                    : test.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(test)))
                {
                    run++;
                    if (await FailureOf(type, test, arguments) is { } failure)
                    {
                        failures.Add($"{type.Name}.{test.Name}({string.Join(", ", arguments)}): {failure.Message}");
                    }
                }
            }
        }

        Assert.InRange(run, 200, int.MaxValue);
        Assert.True(failures.Count == 0, $"{failures.Count} of {run} failed:\n{string.Join('\n', failures)}");
    }

    private static IEnumerable<string> NamesIn(Assembly tests) =>
        (IEnumerable<string>)tests.GetType(typeof(CorpusTests).FullName!)!.GetProperty(nameof(CorpusTests.Names))!.GetValue(null)!;

    private static async Task AssertMarks(Assembly tests, IEnumerable<string> names)
    {
        var mismatches = tests.GetType(typeof(CorpusTests).FullName!)!
            .GetMethod(nameof(CorpusTests.MismatchesOf))!
            .CreateDelegate<Func<string, Task<IReadOnlyList<string>>>>();

        var found = new List<string>();
        foreach (var file in names)
        {
            found.AddRange(await mismatches(file));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static string VersionOf(Assembly compiler) => compiler.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static Task<Exception?> FailureOf(Type type, MethodInfo test, object?[] arguments) => Record.ExceptionAsync(() =>
        test.Invoke(Activator.CreateInstance(type), BindingFlags.DoNotWrapExceptions, null, arguments, null) as Task ?? Task.CompletedTask);

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
            ["Microsoft.CodeAnalysis.Workspaces"] = "microsoft.codeanalysis.workspaces.common",
            ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = "microsoft.codeanalysis.csharp.workspaces",
        };

        private static readonly string[] KnowTheCompiler =
            ["PortReuse.", "Microsoft.CodeAnalysis.", "Microsoft.VisualStudio.Composition", "System.Composition.", "Basic.Reference.Assemblies."];

        /// <summary>The tests, in the compiler of the version and in no other.</summary>
        public Assembly Tests
        {
            get
            {
                var compiler = LoadFromAssemblyName(new("Microsoft.CodeAnalysis.CSharp"));
                Assert.StartsWith(version, VersionOf(compiler), StringComparison.Ordinal);
                Assert.NotSame(typeof(CSharpCompilation).Assembly, compiler);
                return LoadFromAssemblyPath(typeof(RoslynVersionTests).Assembly.Location);
            }
        }

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

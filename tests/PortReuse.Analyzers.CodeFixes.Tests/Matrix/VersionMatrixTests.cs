using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.CodeFixes.Tests.Matrix;

/// <summary>
/// Each fix in every language version and framework, with the companion and without: offered where what it writes compiles, and nowhere
/// else. The newest version that this compiler does not know by its number is its preview; the packages are tried with it in the SDK.
/// </summary>
public sealed class VersionMatrixTests
{
    /// <summary>In each pair the first is the one that an editor shows.</summary>
    private static readonly (string Framework, bool WithCompanion)[][] Shared =
    [
        [("net8.0", false), ("net10.0", false)],
        [("net10.0", true), ("net8.0", true)],
        [("net8.0", true), ("net8.0", false)],
        [("net8.0", false), ("netstandard2.1", false)],
        [("netstandard2.1", false), ("net10.0", false)],
        [("net8.0", false), ("net472", false)],
        [("net472", false), ("net8.0", true)],
        [("net472", false), ("netstandard2.1", false), ("net8.0", true), ("net10.0", true)],
    ];

    /// <summary>What these tell of is not so on Windows, and a program for .NET Framework is for nothing else.</summary>
    private static readonly string[] NotOfWindows = ["PORT0004", "PORT0006", "PORT0008", "PORT0009"];

    public static TheoryData<string> Names => FixCase.Names;

    [LongTheory]
    [MemberData(nameof(Names))]
    public async Task Language_versions(string name)
    {
        var fix = FixCase.Of(name);

        foreach (var version in Platforms.LanguageVersions)
        {
            foreach (var withCompanion in new[] { false, true })
            {
                using var solution = await MatrixSolution.OfAsync(fix, fix.Source, withCompanion, version);
                await solution.FixAsync();
                Assert.Empty(await solution.FindAsync());
            }
        }
    }

    [LongTheory]
    [MemberData(nameof(Names))]
    public async Task Frameworks(string name)
    {
        var fix = FixCase.Of(name);

        foreach (var framework in new[] { "net8.0", "net10.0", "netstandard2.1", "net472" })
        {
            using var solution = new MatrixSolution(fix);
            await solution.AddAsync(framework, false, framework == "net472" ? LanguageVersion.CSharp7_3 : LanguageVersion.CSharp8, [], ("Code.cs", fix.Source));
            await solution.AssertSoundAsync();

            var found = await solution.FindAsync();

            if (framework == "net472" && NotOfWindows.Contains(fix.Rule))
            {
                Assert.Empty(found);
                continue;
            }

            var isOffered = (await solution.OfferedAsync(Assert.Single(found))).Any(action => action.EquivalenceKey == fix.Key);
            Assert.Equal((framework, fix.Rule) switch
            {
                // No number of Linux can be meant there, so no guard makes it right.
                ("net472", "PORT0007") => false,
                ("netstandard2.1", _) => fix.Everywhere,
                _ => true,
            }, isOffered);

            if (isOffered)
            {
                await solution.FixAsync();
                Assert.Empty(await solution.FindAsync());
            }
        }
    }

    /// <summary>Changed in all of the projects alike, and compiling in all of them; or not offered.</summary>
    [LongTheory]
    [MemberData(nameof(Names))]
    public async Task A_file_of_several_frameworks(string name)
    {
        var fix = FixCase.Of(name);

        foreach (var projects in Shared)
        {
            using var solution = new MatrixSolution(fix);

            foreach (var (framework, withCompanion) in projects)
            {
                await solution.AddAsync(framework, withCompanion, LanguageVersion.CSharp8, [], ("Code.cs", fix.Source));
            }

            await solution.AssertSoundAsync();
            var before = await solution.TextAsync();
            var changed = await solution.FixAllAsync(Microsoft.CodeAnalysis.CodeFixes.FixAllScope.Solution);
            var repaired = await solution.TextAsync();

            Assert.All(Enumerable.Range(0, projects.Length), index => Assert.Equal(repaired, solution.TextAsync(index).Result));
            Assert.Equal(changed, before != repaired);
            Assert.True(changed || !(fix.Everywhere || projects.All(project => project.Framework is "net8.0" or "net10.0")), $"{string.Join(", ", projects)}");

            if (changed)
            {
                Assert.Empty(await solution.FindAsync());
            }
        }
    }
}

using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.CodeFixes.Tests.Corpus;

/// <summary>
/// All fixes over the files of the corpora that only a later compiler than this one can read, in such a compiler: each that is offered
/// compiles and takes its diagnostic away, and after all of them there is nothing left.
/// </summary>
public sealed class LaterLanguageTests
{
    /// <summary>What is left, and why.</summary>
    private static readonly (string Name, bool WithCompanion, string Left)[] Unfixable =
    [
        // The companion has the reservation.
        ("MustFire/ExtensionBlocks.cs", false, "PORT0011"),

        // A constructor whose client is assigned only where there is something to assign to; and a read that only the companion can do
        // there.
        ("MustFire/NullConditionalAssignments.cs", false, "PORT0002"),
        ("MustFire/NullConditionalAssignments.cs", false, "PORT0006"),
        ("MustFire/NullConditionalAssignments.cs", true, "PORT0002"),
    ];

    private static string[] Names =>
        [.. CorpusFile.NamesIn("MustFire").Except(CorpusFile.Readable(CorpusFile.NamesIn("MustFire")))];

    [LongTheory]
    [InlineData("5.0.0", false)]
    [InlineData("5.0.0", true)]
    [InlineData("5.9.0", false)]
    [InlineData("5.9.0", true)]
    [InlineData("5.12.0", false)]
    [InlineData("5.12.0", true)]
    public Task Everything_is_repaired(string version, bool withCompanion) =>
        AssertRepairedAsync(version, withCompanion);

    [Fact]
    public void Every_fix_is_tried() =>
        Assert.Equal(
            AllFixes.Providers.SelectMany(provider => provider.FixableDiagnosticIds).Order(StringComparer.Ordinal),
            Names.SelectMany(name => CorpusFile.Read(name).Marks).Select(mark => mark.Id).Distinct().Order(StringComparer.Ordinal));

    private static async Task AssertRepairedAsync(string version, bool withCompanion)
    {
        var host = RoslynHost.Of<LaterLanguageTests>(version);
        var readable = host.MethodOf<Func<IEnumerable<string>,
            IEnumerable<string>>>(typeof(CorpusFile), nameof(CorpusFile.Readable))(Names);
        var failuresOf = host.MethodOf<Func<string, bool,
            Task<IReadOnlyList<string>>>>(typeof(LaterLanguageTests), nameof(FailuresOfAsync));
        var failures = new List<(string Name, bool WithCompanion, string Failure)>();

        foreach (var name in readable)
        {
            failures.AddRange((await failuresOf(name, withCompanion)).Select(failure => (name, withCompanion, failure)));
        }

        // Not Assert.Equal, which cuts each line off.
        Assert.True(Unfixable.Where(left => left.WithCompanion == withCompanion).SequenceEqual(failures), string.Join('\n', failures));
    }

    /// <summary>What goes wrong with the fixes of one file in the compiler at hand.</summary>
    private static async Task<IReadOnlyList<string>> FailuresOfAsync(string name, bool withCompanion)
    {
        using var project = await CorpusProject.OpenAsync(name, withCompanion);
        var failures = new List<string>([.. await project.ErrorsAsync(), .. await FailuresOfEachAsync(project)]);

        // Those of one provider after the other; the fix of one rule may make way for that of another.
        string before;

        do
        {
            before = await TextAsync();

            foreach (var provider in AllFixes.Providers)
            {
                var findings = await project.FindAsync();

                foreach (var finding in findings.Where(finding => provider.FixableDiagnosticIds.Contains(finding.Id)))
                {
                    if (await AllFixes.OfferedAsync(project.Document, finding) is [var fix, ..])
                    {
                        await project.FixAllAsync(provider, fix.EquivalenceKey!, findings);

                        break;
                    }
                }
            }
        }
        while (await TextAsync() != before);

        failures.AddRange(await project.ErrorsAsync());
        failures.AddRange((await project.FindAsync()).Select(left => left.Id));

        return failures;

        async Task<string> TextAsync() => (await project.Document.GetTextAsync()).ToString();
    }

    /// <summary>What goes wrong with each of the fixes by itself.</summary>
    private static async Task<IReadOnlyList<string>> FailuresOfEachAsync(CorpusProject project)
    {
        var failures = new List<string>();
        var original = project.Solution;
        var found = await project.FindAsync();

        foreach (var finding in found)
        {
            foreach (var fix in await AllFixes.OfferedAsync(project.Document, finding))
            {
                project.Solution = await AllFixes.ResultAsync(fix);
                var left = (await project.FindAsync()).Length;
                failures.AddRange((await project.ErrorsAsync()).Select(error => $"{NameOf(finding)}: {fix.Title}: {error}"));
                project.Solution = original;

                if (left >= found.Length)
                {
                    failures.Add($"{NameOf(finding)}: {fix.Title}: {found.Length} were found, and {left} are then");
                }
            }
        }

        return failures;
    }

    private static string NameOf(Diagnostic finding) => $"{finding.Location.GetLineSpan().StartLinePosition.Line + 1} {finding.Id}";
}

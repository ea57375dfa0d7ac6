using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.CodeFixes.Tests.Matrix;

/// <summary>Each fix by Fix All: two diagnostics in one method, a third beside it, a second file, a second project.</summary>
public sealed class ScopeMatrixTests
{
    private const int First = 0, SameProject = 1, OtherProject = 2;

    public static TheoryData<string> Names => FixCase.Names;

    [LongTheory]
    [MemberData(nameof(Names))]
    public async Task Each_scope_is_repaired_and_no_more(string name)
    {
        var fix = FixCase.Of(name);

        foreach (var (scope, repaired) in new[]
        {
            (FixAllScope.Document, new[] { First }),
            (FixAllScope.Project, [First, SameProject]),
            (FixAllScope.Solution, [First, SameProject, OtherProject]),
        })
        {
            using var solution = await SeveralAsync(fix);
            var before = new[] { await solution.TextAsync(First), await solution.TextAsync(SameProject), await solution
                .TextAsync(OtherProject) };
            Assert.True(await solution.FixAllAsync(scope));

            foreach (var document in new[] { First, SameProject, OtherProject })
            {
                if (repaired.Contains(document))
                {
                    Assert.Empty(await solution.FindAsync(document));
                }
                else
                {
                    Assert.Equal(before[document], await solution.TextAsync(document));
                }
            }
        }
    }

    [LongTheory]
    [MemberData(nameof(Names))]
    public async Task Fix_All_does_the_same_as_one_after_the_other_and_nothing_a_second_time(string name)
    {
        var fix = FixCase.Of(name);
        using var atOnce = await SeveralAsync(fix);
        Assert.True(await atOnce.FixAllAsync(FixAllScope.Solution));
        Assert.Empty(await atOnce.FindAsync());
        Assert.False(await atOnce.FixAllAsync(FixAllScope.Solution));

        using var oneByOne = await MatrixSolution.OfAsync(fix, fix.Several("First"));

        for (var left = 3; left > 0; left--)
        {
            var found = await oneByOne.FindAsync();
            Assert.Equal(left, found.Length);

            // The key is the same, whichever of them it is asked of.
            foreach (var finding in found)
            {
                Assert.Contains(fix.Key, (await oneByOne.OfferedAsync(finding)).Select(action => action.EquivalenceKey));
            }

            await oneByOne.FixFirstAsync();
        }

        Assert.Empty(await oneByOne.FindAsync());
        Assert.Equal(await oneByOne.TextAsync(), await atOnce.TextAsync(First));
    }

    /// <summary>But for the one that the companion alone can perform, which these projects do not reference: see its own tests.</summary>
    [Fact]
    public void Every_fix_is_in_the_table() =>
        Assert.Equal(
            Corpus.AllFixes.Providers.SelectMany(provider => provider.FixableDiagnosticIds).Except(["PORT0011"])
                .Order(StringComparer.Ordinal),
            FixCase.All.Select(fix => fix.Rule).Distinct().Order(StringComparer.Ordinal));

    private static async Task<MatrixSolution> SeveralAsync(FixCase fix)
    {
        var solution = new MatrixSolution(fix);
        await solution.AddAsync("net8.0", false, LanguageVersion.CSharp12, [], ("First.cs", fix.Several("First")),
            ("Second.cs", fix.Several("Second")));
        await solution.AddAsync("net8.0", false, LanguageVersion.CSharp12, [], ("Third.cs", fix.Several("Third")));
        await solution.AssertSoundAsync();
        Assert.Equal(9, (await solution.FindAsync()).Length);

        return solution;
    }
}

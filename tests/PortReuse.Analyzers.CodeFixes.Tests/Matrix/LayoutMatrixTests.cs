using System.Text.RegularExpressions;

namespace PortReuse.Analyzers.CodeFixes.Tests.Matrix;

/// <summary>
/// Whatever a fix does not mean to change keeps every character: comments, directives, line ends, indentation. Each fix by the same table.
/// </summary>
public sealed partial class LayoutMatrixTests
{
    public static TheoryData<string> Names => FixCase.Names;

    [LongTheory]
    [MemberData(nameof(Names))]
    public async Task Line_ends(string name)
    {
        var fix = FixCase.Of(name);
        var (expected, windows) = (await FixedAsync(fix, fix.Source), await FixedAsync(fix, fix.Source.WithWindowsLineEnds()));

        Assert.Equal(expected.WithWindowsLineEnds(), windows);
    }

    [LongTheory]
    [MemberData(nameof(Names))]
    public async Task Indentation_is_that_of_the_file(string name)
    {
        var fix = FixCase.Of(name);
        var expected = await FixedAsync(fix, fix.Source);

        foreach (var unit in new[] { "\t", "  " })
        {
            Assert.Equal(Reindented(expected, unit), await FixedAsync(fix, Reindented(fix.Source, unit)));
        }
    }

    /// <summary>One above each statement, and one behind it; those about a statement that goes may go with it.</summary>
    [LongTheory]
    [MemberData(nameof(Names))]
    public async Task Comments(string name)
    {
        var fix = FixCase.Of(name);
        var lines = fix.On(5000).Split('\n');
        var commented = lines.Select((line, number) => line.EndsWith(';')
            ? $"{Indentation().Match(line)}// above {number}\n{line} // behind {number}"
            : line);
        var repaired = await FixedAsync(fix, FixCase.In("Code", string.Join('\n', commented)));

        foreach (var number in Enumerable.Range(0, lines.Length)
            .Where(number => lines[number].EndsWith(';') && lines[number].Trim() != fix.Removed))
        {
            Assert.Single(Comment(number, "above").Matches(repaired));
            Assert.Single(Comment(number, "behind").Matches(repaired));
        }
    }

    [LongTheory]
    [MemberData(nameof(Names))]
    public async Task Directives_around_all_of_it(string name)
    {
        var fix = FixCase.Of(name);
        var source = FixCase.In(
            "Code",
            $"""
            #region Sockets
            #pragma warning disable CS0168 // that it stays here is the case
            #if NEVER
            Console.WriteLine(host);
            #endif
            {fix.On(5000)}
            #if !NEVER
                Console.WriteLine("kept");
            #else
              not even code
            #endif
            #endregion
            """).Replace("not even code", "Console.WriteLine(   1 );", StringComparison.Ordinal);
        var repaired = await FixedAsync(fix, source);

        Assert.Equal(Directives(source), Directives(repaired));
        Assert.Contains("              Console.WriteLine(   1 );\n", repaired, StringComparison.Ordinal);
    }

    /// <summary>What is compiled out on one of two ways compiles on both of them after the fix; or the fix is not offered.</summary>
    [LongTheory]
    [MemberData(nameof(Names))]
    public async Task Directives_around_each_statement(string name)
    {
        var fix = FixCase.Of(name);
        var lines = fix.On(5000).Split('\n');
        var offered = 0;

        foreach (var number in Enumerable.Range(0, lines.Length).Where(number => lines[number].EndsWith(';') && !lines[number].StartsWith("var ", StringComparison.Ordinal)))
        {
            var source = FixCase
                .In("Code", string.Join('\n', lines.Select((line, index) => index == number ? $"#if !NEVER\n{line}\n#endif" : line)));
            using var solution = await MatrixSolution.OfAsync(fix, source);
            await solution.AssertSoundAsync();

            if (await solution.FindAsync() is [var finding]
                && (await solution.OfferedAsync(finding)).Any(action => action.EquivalenceKey == fix.Key))
            {
                offered++;
                await solution.FixAsync();
                Assert.Equal(Directives(source), Directives(await solution.TextAsync()));
            }
        }

        Assert.InRange(offered, 1, lines.Length);
    }

    private static async Task<string> FixedAsync(FixCase fix, string source)
    {
        using var solution = await MatrixSolution.OfAsync(fix, source);
        await solution.AssertSoundAsync();
        await solution.FixAsync();

        return await solution.TextAsync();
    }

    private static string Reindented(string source, string unit) =>
        Indentation().Replace(source, match => string.Concat(Enumerable.Repeat(unit, match.Length / 4)));

    private static IEnumerable<string> Directives(string source) =>
        source.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith('#'));

    private static Regex Comment(int number, string place) => new($@"// {place} {number}\r?$", RegexOptions.Multiline);

    [GeneratedRegex("^ *", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}

using CsCheck;
using PortReuse.Analyzers.Tests.Corpus;
using PortReuse.Analyzers.Tests.Invariance.Transformations;

namespace PortReuse.Analyzers.Tests.Invariance;

/// <summary>
/// Who asks, and in which order, does not change what is found: several files of the corpora in one compilation, each type in a file of its
/// own.
/// </summary>
public class AskingTests
{
    private const int FilesTogether = 6;

    private static readonly List<TracedProgram> Programs =
        [.. CorpusFile.Readable(CorpusFile.NamesIn("MustFire")).Select(TracedProgram.OfCorpus).OfType<TracedProgram>()];

    public static TheoryData<int> Groups => [.. LongForm.Of(Enumerable.Range(0, Programs.Count / FilesTogether), every: 10)];

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task Concurrent_analysis_finds_the_same(int group)
    {
        var program = Together(group);
        var inTurn = TracedFindings.Of(program, await Asking.InTurn(program.Compile()));
        Assert.NotEmpty(inTurn);
        for (var run = 0; run < (LongForm.IsAskedFor ? 6 : 2); run++)
        {
            AssertSame(inTurn, TracedFindings.Of(program, await Asking.Concurrently(program.Compile())), $"concurrently, run {run}");
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task Whichever_file_is_asked_about_first_the_same_is_found(int group)
    {
        var program = Together(group);
        var inTurn = TracedFindings.Of(program, await Asking.InTurn(program.Compile()));
        for (var seed = 0u; seed < (LongForm.IsAskedFor ? 4u : 2u); seed++)
        {
            var compilation = program.Compile();
            var files = Choices.Shuffle(new PCG(seed, 1), compilation.SyntaxTrees);
            AssertSame(inTurn, TracedFindings.Of(program, await Asking.ByFile(compilation, files)), $"by file, seed {seed}");
        }
    }

    /// <summary>What an editor shows for one open file is what a build says of it.</summary>
    [Theory]
    [MemberData(nameof(Groups))]
    public async Task A_file_that_is_asked_about_alone_has_its_findings(int group)
    {
        var program = Together(group);
        var found = new List<string>();
        foreach (var path in program.Files.Select(file => file.Path))
        {
            var compilation = program.Compile();
            found.AddRange(TracedFindings
                .Of(program, await Asking.ByFile(compilation, compilation.SyntaxTrees.Where(tree => tree.FilePath == path))));
        }

        AssertSame(TracedFindings.Of(program, await Asking.InTurn(program.Compile())), found, "each file alone");
    }

    private static TracedProgram Together(int group)
    {
        var programs = Programs.Skip(group * FilesTogether).Take(FilesTogether);
        return programs.Select(InFiles).Aggregate((all, program) => all.Beside(program) is var more
            && Property.CompilesAsIs(more) ? more : all);
    }

    private static TracedProgram InFiles(TracedProgram program) => new TypesInFiles().Apply(program, program.Compile(), new(0)) ?? program;

    private static void AssertSame(List<string> expected, List<string> found, string how) =>
        Assert.True(TracedFindings.Difference(expected, found) is "", $"{how}:\n{TracedFindings.Difference(expected, found)}");
}

using PortReuse.Analyzers.Tests.Corpus;
using PortReuse.Analyzers.Tests.Invariance.Transformations;

namespace PortReuse.Analyzers.Tests.Invariance;

/// <summary>
/// The same program gets the same answer: the findings do not change when it is written differently. Everything follows from seeds that a failure
/// prints, and a failure is shown by the fewest edits that it takes.
/// </summary>
[Collection(Alone.Name)]
public class InvarianceTests
{
    private const int MaxFailures = 10;

    private static readonly Transformation[] OfOne =
    [
        new CommentsAdded(), new CommentsRemoved(), new ParenthesesAdded(), new BracesAdded(), new BlocksForExpressions(), new ThisAdded(),
        new TypesForVar(), new TypesForNew(), new NamesQualified(), new TypesAliased(), new RenamedToTempting(), new RenamedToNothing(),
        new MembersAdded(), new FilesAdded(), new MembersReordered(), new TypesInParts(), new TypesInFiles(), new PartsInFiles(), new TypesReordered(),
    ];

    private static readonly Transformation[] OfSeveral = [new FilesReordered(), new FilesJoined()];

    private static readonly List<TracedProgram> Corpora =
        [.. CorpusFile.Readable(CorpusFile.NamesIn("MustFire").Concat(CorpusFile.NamesIn("MustNotFire"))).Select(TracedProgram.OfCorpus).OfType<TracedProgram>()];

    public static TheoryData<string> Names => [.. OfOne.Select(transformation => transformation.Name)];

    public static TheoryData<string> NamesOfSeveral => [.. OfSeveral.Select(transformation => transformation.Name)];

    /// <summary>How many cases the short form leaves out for each that it tries.</summary>
    private static int Every => LongForm.IsAskedFor ? 1 : 8;

    private static uint Rounds => LongForm.IsAskedFor ? 5u : 1;

    private static int GeneratedPrograms => LongForm.IsAskedFor ? 40 : 3;

    [Theory]
    [MemberData(nameof(Names))]
    public Task The_corpora_written_differently_have_the_same_findings(string name)
    {
        var start = Array.FindIndex(OfOne, transformation => transformation.Name == name);
        return HoldsFor(OfOne[start], Corpora.Where((_, index) => (index + start) % Every == 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task Generated_programs_written_differently_have_the_same_findings(string name) =>
        HoldsFor(OfOne.Single(transformation => transformation.Name == name), Enumerable.Range(0, GeneratedPrograms).Select(seed => GeneratedProgram.Of((uint)seed)).OfType<TracedProgram>());

    [Theory]
    [MemberData(nameof(NamesOfSeveral))]
    public Task Two_files_of_the_corpora_have_the_same_findings(string name) =>
        HoldsFor(OfSeveral.Single(transformation => transformation.Name == name), Pairs.Select(pair => pair.One.Beside(pair.Other)));

    /// <summary>Neither has to do with the other.</summary>
    [Fact]
    public async Task Two_files_of_the_corpora_have_what_is_found_in_each()
    {
        var failures = new List<string>();
        foreach (var both in Pairs.Select(pair => pair.One.Beside(pair.Other)))
        {
            var property = await Property.Of(both);
            var alone = new List<string>();
            foreach (var file in both.Files)
            {
                alone.AddRange(await TracedFindings.In(both with { Files = [file] }));
            }

            if (property.Compiles && TracedFindings.Difference(alone, [.. property.Findings]) is { Length: > 0 } difference)
            {
                failures.Add($"{both.Name}:\n{difference}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    private static IEnumerable<(TracedProgram One, TracedProgram Other)> Pairs =>
        LongForm.Of(Corpora.Zip(Corpora.Skip(1).Append(Corpora[0])), Every);

    private static async Task HoldsFor(Transformation transformation, IEnumerable<TracedProgram> programs)
    {
        var (tried, applied) = (0, 0);
        var failures = new List<string>();
        foreach (var program in programs)
        {
            var property = await Property.Of(program);
            for (var round = 0u; round < Rounds && property.Compiles && failures.Count < MaxFailures; round++)
            {
                tried++;
                var result = await property.HoldsFor(transformation, round);
                applied += result.WasApplied ? 1 : 0;
                if (result.Difference is { } difference)
                {
                    failures.Add(difference);
                }
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {applied} of {tried}:\n\n{string.Join("\n\n", failures)}");
        Assert.True(applied * 3 >= tried, $"Only {applied} of {tried} could be written differently.");
    }
}

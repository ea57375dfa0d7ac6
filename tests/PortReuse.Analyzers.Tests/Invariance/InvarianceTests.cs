using PortReuse.Analyzers.Tests.Corpus;
using PortReuse.Analyzers.Tests.Invariance.Transformations;

namespace PortReuse.Analyzers.Tests.Invariance;

/// <summary>
/// The same program gets the same answer: the findings do not change when it is written differently. What is chosen by chance follows from
/// a seed; a failure prints it, and shows the fewest edits that it takes. The way back needs no transformation of its own: what changes a
/// finding does so in both directions.
/// </summary>
/// <remarks>
/// A new way to write a program is one class in <c>Transformations</c>, and one entry of <see cref="OfOne"/>. What is left out on purpose
/// is in the transformations, each with its reason, and on the page <c>docs/decisions/names-as-evidence.md</c>.
/// </remarks>
public class InvarianceTests
{
    private const int MaxFailures = 10;

    /// <summary>
    /// How many cases may be tried for one that a transformation has something to do in, and that is the same program then.
    /// </summary>
    private const int MaxTriedForOne = 8;

    private static readonly Transformation[] OfOne =
    [
        new CommentsAdded(), new CommentsRemoved(), new ParenthesesAdded(), new BracesAdded(), new BlocksForExpressions(), new ThisAdded(),
        new TypesForVar(), new TypesForNew(), new NamesQualified(), new TypesAliased(), new RenamedToTempting(), new RenamedToNothing(),
        new MembersAdded(), new FilesAdded(), new MembersReordered(), new TypesInParts(), new TypesInFiles(),
            new PartsInFiles(), new TypesReordered(),
    ];

    private static readonly Transformation[] OfSeveral = [new FilesReordered(), new FilesJoined()];

    private static readonly List<TracedProgram> Corpora =
        [.. CorpusFile.Readable(CorpusFile.NamesIn("MustFire").Concat(CorpusFile.NamesIn("MustNotFire"))).Select(TracedProgram.OfCorpus)
            .OfType<TracedProgram>()];

    public static TheoryData<string> Names => [.. OfOne.Select(transformation => transformation.Name)];

    public static TheoryData<string> NamesOfSeveral => [.. OfSeveral.Select(transformation => transformation.Name)];

    /// <summary>How many cases the short form leaves out for each that it tries.</summary>
    private static int Every => LongForm.IsAskedFor ? 1 : 48;

        private static IEnumerable<TracedProgram> Generated =>
        Enumerable.Range(0, LongForm.IsAskedFor ? 40 : 1).Select(seed => GeneratedProgram.Of((uint)seed)).OfType<TracedProgram>();

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_program_written_differently_has_the_same_findings(string name)
    {
        var number = Array.FindIndex(OfOne, transformation => transformation.Name == name);
        var programs = Corpora.Where((_, index) => (index + number) % Every == 0).ToList();
        return HoldsFor(OfOne[number], programs.Concat(Generated), Corpora.Except(programs));
    }

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

    /// <summary>An attribute of the whole assembly says something of the other file too.</summary>
    private static IEnumerable<(TracedProgram One, TracedProgram Other)> Pairs
    {
        get
        {
            var files = Corpora.Where(program => !program.Files.Any(file => file.Text.Contains("[assembly:", StringComparison.Ordinal)))
                .ToList();
            return LongForm.Of(files.Zip(files.Skip(1).Append(files[0])), Every);
        }
    }

    /// <param name="transformation">The other way to write it.</param>
    /// <param name="programs">The programs to try.</param>
    /// <param name="others">More of them, for the case that it has nothing to do in any of those.</param>
    private static async Task HoldsFor(
        Transformation transformation, IEnumerable<TracedProgram> programs, IEnumerable<TracedProgram>? others = null)
    {
        var (tried, applied) = (0, 0);
        var failures = new List<string>();
        var enough = programs.Count();
        foreach (var program in programs.Concat(others ?? []))
        {
            if (enough-- <= 0 && applied > 0)
            {
                break;
            }

            var property = await Property.Of(program);
            if (property.Compiles && failures.Count < MaxFailures)
            {
                var result = await property.HoldsFor(transformation, seed: (uint)tried++);
                applied += result.WasApplied ? 1 : 0;
                if (result.Difference is { } difference)
                {
                    failures.Add(difference);
                }
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {applied} of {tried}:\n\n{string.Join("\n\n", failures)}");

        // A property of next to nothing would hold of anything.
        Assert.True(applied * MaxTriedForOne >= tried || (applied > 0 && !LongForm.IsAskedFor), $"Only {applied} of {tried} could be written differently.");
    }
}

using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.Tests.Corpus;

/// <summary>
/// All rules over whole files as people write them: each line with a mark is found, and no other. A new case is one new file, or one new
/// method in a file that is there; see <see cref="CorpusFile"/> for the marks.
/// </summary>
public class CorpusTests
{
    private const string MustFire = "MustFire";
    private const string MustNotFire = "MustNotFire";

    public static IEnumerable<string> Names => CorpusFile.Readable(CorpusFile.NamesIn(MustFire).Concat(CorpusFile.NamesIn(MustNotFire)));

    public static TheoryData<string> Files => new(Names);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Exactly_the_marked_lines_are_found(string name)
    {
        var mismatches = await Mismatches(CorpusFile.Read(name));

        // Not Assert.Empty, which cuts each line off.
        Assert.True(mismatches.Count == 0, string.Join('\n', mismatches));
    }

    [Fact]
    public void Each_file_that_must_fire_has_a_mark() =>
        Assert.DoesNotContain(CorpusFile.NamesIn(MustFire), name => CorpusFile.Read(name).Marks.Count == 0);

    [Fact]
    public void No_file_that_must_not_fire_has_a_mark() =>
        Assert.DoesNotContain(CorpusFile.NamesIn(MustNotFire), name => CorpusFile.Read(name).Marks.Count > 0);

    [Fact]
    public void Each_file_that_must_not_fire_says_what_is_tempting_in_it() =>
        Assert.DoesNotContain(CorpusFile.NamesIn(MustNotFire), name => CorpusFile.Read(name).SilentLines.Count == 0);

    [Fact]
    public void At_least_120_lines_must_fire() =>
        Assert.InRange(CorpusFile.NamesIn(MustFire)
            .Sum(name => CorpusFile.Read(name).Marks.DistinctBy(mark => mark.Line).Count()), 120, int.MaxValue);

    [Fact]
    public void At_least_200_lines_must_not() =>
        Assert.InRange(CorpusFile.NamesIn(MustNotFire).Sum(name => CorpusFile.Read(name).SilentLines.Count), 200, int.MaxValue);

    [Fact]
    public void Each_rule_must_fire_at_least_5_times()
    {
        var marks = CorpusFile.NamesIn(MustFire).SelectMany(name => CorpusFile.Read(name).Marks).CountBy(mark => mark.Id).ToDictionary();
        var rules = new SocketAnalyzer().SupportedDiagnostics.Select(rule => rule.Id).ToList();
        Assert.All(rules, id => Assert.True(
            marks.GetValueOrDefault(id) >= 5,
                $"Corpus/{MustFire} has {marks.GetValueOrDefault(id)} lines marked // {id}; there must be 5."));
        Assert.Empty(marks.Keys.Except(rules));
    }

    /// <summary>A harness that cannot fail proves nothing.</summary>
    [Theory]
    [InlineData("", "t.cs:7: unexpected PORT0002: Binding 's' to port 0")]
    [InlineData(" // PORT0002")]
    [InlineData(" // PORT0001", "t.cs:7: missing PORT0001", "t.cs:7: unexpected PORT0002: Binding 's' to port 0")]
    [InlineData(" // PORT0002, PORT0008", "t.cs:7: missing PORT0008")]
    [InlineData(" // PORT0002, PORT0002", "t.cs:7: missing PORT0002")]
    [InlineData(" // PORT0002 here", "t.cs:7: not a mark: // PORT0002 here")]
    [InlineData(" int", "t.cs:7: does not compile: CS")]
    public async Task A_wrong_mark_is_reported(string end, params string[] expected)
    {
        var file = CorpusFile.Parse("t.cs",
            $$"""
            using System.Net;
            using System.Net.Sockets;
            class C
            {
                void M(Socket s, EndPoint remote)
                {
                    s.Bind(new IPEndPoint(IPAddress.Loopback, 0));{{end}}
                    s.Connect(remote);
                }
            }
            """);
        var mismatches = await Mismatches(file);
        foreach (var line in expected)
        {
            Assert.Contains(mismatches, mismatch => mismatch.StartsWith(line, StringComparison.Ordinal));
        }

        Assert.Equal(expected.Length > 0, mismatches.Count > 0);
    }

    /// <summary>What is found and not marked, or marked and not found.</summary>
    public static Task<IReadOnlyList<string>> MismatchesOf(string name) => Mismatches(CorpusFile.Read(name));

    private static async Task<IReadOnlyList<string>> Mismatches(CorpusFile file)
    {
        var compilation = await file.Compile();
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            return [.. errors.Select(error => $"{file.Name}:{Line(error)}: does not compile: {error.Id} {error.GetMessage()}")];
        }

        var mismatches = file.BadMarks.Select(mark => mark.Replace(": ", ": not a mark: ", StringComparison.Ordinal)).ToList();
        var missing = file.Marks.ToList();
        foreach (var finding in (await AllRules.Examine(compilation)).OrderBy(finding => finding.Location.SourceSpan.Start))
        {
            if (!missing.Remove(new(Line(finding), finding.Id)))
            {
                mismatches.Add($"{file.Name}:{Line(finding)}: unexpected {finding.Id}: {finding.GetMessage()}");
            }
        }

        return [.. missing.Select(mark => $"{file.Name}:{mark.Line}: missing {mark.Id}"), .. mismatches];
    }

    private static int Line(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1;
}

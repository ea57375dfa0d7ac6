using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Xunit.Abstractions;

namespace PortReuse.Analyzers.CodeFixes.Tests.Corpus;

/// <summary>
/// All fixes over whole files as people write them, in any order, until none is left to apply: the result compiles, every step has fewer
/// diagnostics than the one before, and no fix brings a diagnostic of another kind.
/// </summary>
public abstract class CorpusFixTests(bool withCompanion, ITestOutputHelper output)
{
    /// <summary>The most findings of a file in the short form: after each fix the whole file is compiled and analyzed again.</summary>
    private const int MaxFindingsInShort = 12;

    public static TheoryData<string> Files => new(LongForm.Of(CorpusProject.Names, every: 6).Where(IsShortOrAskedFor));

    /// <param name="name">The file.</param>
    /// <param name="order">The order in which its fixes are applied, by number.</param>
    protected async Task FixOneByOneAsync(string name, int order)
    {
        using var project = await CorpusProject.OpenAsync(name, withCompanion);
        var found = await project.FindAsync();
        var random = new Random(order);
        var refused = new HashSet<string>();
        var rounds = 0;

        if (found.IsEmpty)
        {
            return;
        }

        for (var left = found; await AnyFixAsync(project.Document, left, refused, random) is { } fix; rounds++)
        {
            var before = project.Document;
            project.Solution = await AllFixes.ResultAsync(fix);
            Assert.Empty(await project.ErrorsAsync());

            var now = await project.FindAsync();
            Assert.True(now.Length < left.Length,
                $"{fix.Title}:\n{await ChangesAsync(before, project.Document)}\n{string.Join('\n', now)}");
            left = now;
        }

        Assert.InRange(rounds, 0, found.Length);
        output.WriteLine($"{found.Length} found, {rounds} fixes; left in this order:");
        (await project.FindAsync()).ToList().ForEach(
            finding => output.WriteLine($"  {finding.Location.GetLineSpan().StartLinePosition.Line + 1} {NameOf(finding)}"));
    }

    protected async Task FixAllAsync(string name)
    {
        using var project = await CorpusProject.OpenAsync(name, withCompanion);
        var found = await project.FindAsync();

        // A fix may make way for one of a provider that has had its turn.
        for (var changed = !found.IsEmpty; changed;)
        {
            changed = false;

            foreach (var provider in AllFixes.Providers)
            {
                var findings = await project.FindAsync();
                var keys = new List<string>();

                foreach (var finding in findings.Where(finding => provider.FixableDiagnosticIds.Contains(finding.Id)))
                {
                    keys.AddRange((await AllFixes.OfferedAsync(project.Document, finding)).Select(action => action.EquivalenceKey!));
                }

                if (keys.Count > 0)
                {
                    Assert.True(await project.FixAllAsync(provider, keys[0], findings), $"{provider}: {keys[0]} is offered, and Fix All does nothing.");
                    Assert.Empty(await project.ErrorsAsync());
                    Assert.InRange((await project.FindAsync()).Length, 0, findings.Length - 1);
                    changed = true;
                }
            }
        }

        if (!found.IsEmpty)
        {
            output.WriteLine((await project.Document.GetTextAsync()).ToString());
        }
    }

    private static bool IsShortOrAskedFor(string name) => LongForm.IsAskedFor || CorpusFile.Read(name).Marks.Count <= MaxFindingsInShort;

    /// <summary>What had no fix before may have one now, but is asked again only when there is none for the others.</summary>
    private static async Task<CodeAction?> AnyFixAsync(
        Document document, IEnumerable<Diagnostic> findings, HashSet<string> refused, Random random)
    {
        foreach (var finding in findings.OrderBy(finding => refused.Contains(NameOf(finding))).ThenBy(_ => random.Next()).ToList())
        {
            if (await AllFixes.OfferedAsync(document, finding) is { Count: > 0 } offered)
            {
                return offered[random.Next(offered.Count)];
            }

            refused.Add(NameOf(finding));
        }

        return null;
    }

    private static string NameOf(Diagnostic finding) => $"{finding.Id}: {CodeAt(finding)}";

    private static string CodeAt(Diagnostic finding)
    {
        var text = finding.Location.SourceTree!.GetText();

        return text.Lines.GetLineFromPosition(finding.Location.SourceSpan.Start).ToString().Trim();
    }

    private static async Task<string> ChangesAsync(Document before, Document after) =>
        string.Join('\n', (await after.GetTextChangesAsync(before)).Select(change => $"{change.Span}: {change.NewText}"));
}

public sealed class CorpusFixWithCompanionTests(ITestOutputHelper output) : CorpusFixTests(withCompanion: true, output)
{
    [Theory]
    [MemberData(nameof(Files))]
    public Task One_by_one_in_any_order(string name) => FixOneByOneAsync(name, order: 0);

    [LongTheory]
    [MemberData(nameof(Files))]
    public Task Fix_All_of_each_provider_in_turn(string name) => FixAllAsync(name);
}

public sealed class CorpusFixWithoutCompanionTests(ITestOutputHelper output) : CorpusFixTests(withCompanion: false, output)
{
    [LongTheory]
    [MemberData(nameof(Files))]
    public Task One_by_one_in_another_order(string name) => FixOneByOneAsync(name, order: 1);

    [LongTheory]
    [MemberData(nameof(Files))]
    public Task Fix_All_of_each_provider_in_turn(string name) => FixAllAsync(name);
}

using System.Diagnostics;
using Basic.Reference.Assemblies;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.AnySource;

/// <summary>
/// Whatever the source, no rule throws, no finding is outside of the code, and the answer comes soon. The long form, and a
/// failure once more by the seed that it prints, are settings of CsCheck (the longest form takes a quarter of an hour):
/// <code>
/// dotnet test tests/PortReuse.Analyzers.Tests --settings tests/long.runsettings --filter AnySourceTests
/// CsCheck_Seed=… dotnet test tests/PortReuse.Analyzers.Tests --filter AnySourceTests
/// </code>
/// </summary>
[Collection(Alone.Name)]
public class AnySourceTests
{
    private static readonly long Cases = LongForm.IsAskedFor ? 500 : 50;

    /// <summary>What one case may take by the clock; where it takes longer, that much of the processor's time.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// By then a case is taken to hang, unless it does not when it runs alone: on a busy machine none may have got its turn.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly int MaxRunning = Environment.ProcessorCount;
    private static readonly SemaphoreSlim Running = new(MaxRunning);
    private static readonly SemaphoreSlim Measuring = new(1);

    /// <summary>Compilations made from these share what they know of the framework.</summary>
    private static readonly CSharpCompilation Library = CSharpCompilation.Create(
        "Any", [], Net80.References.All, new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    private static readonly CSharpCompilation Program = Library.WithOptions(Library.Options.WithOutputKind(OutputKind.ConsoleApplication));

    internal static CSharpParseOptions Language { get; } = new(LanguageVersion.Preview);

    [Fact]
    public Task No_source_makes_a_rule_throw_or_hang() =>
        new AnySourceGen().SampleAsync(async sources =>
        {
            await Running.WaitAsync();
            TimeSpan taken;
            try
            {
                taken = await Examine(sources);
            }
            finally
            {
                Running.Release();
            }

            if (taken > Limit)
            {
                var cost = await CostAlone(sources);
                Assert.True(cost <= Limit, $"Takes {cost}.");
            }
        }, iter: IsSet("CsCheck_Iter") ? -1 : Cases, print: Print);

    /// <summary>The processor's time is the whole process's, so the other cases wait.</summary>
    private static async Task<TimeSpan> CostAlone(string[] sources)
    {
        await Measuring.WaitAsync();
        for (var i = 0; i < MaxRunning; i++)
        {
            await Running.WaitAsync();
        }

        try
        {
            using var hanging = new CancellationTokenSource(Patience);
            return await AllRules.Cost(() => Compile(sources), Limit, hanging.Token);
        }
        finally
        {
            Running.Release(MaxRunning);
            Measuring.Release();
        }
    }

    private static async Task<TimeSpan> Examine(string[] sources)
    {
        var compilation = Compile(sources);
        var clock = Stopwatch.StartNew();
        using var hanging = new CancellationTokenSource(Patience);
        IReadOnlyList<Diagnostic> findings;
        try
        {
            findings = await AllRules.Examine(compilation, hanging.Token).WaitAsync(2 * Patience);
        }
        catch (OperationCanceledException) when (hanging.IsCancellationRequested)
        {
            return TimeSpan.MaxValue;
        }

        foreach (var finding in findings)
        {
            foreach (var location in finding.AdditionalLocations.Prepend(finding.Location))
            {
                Assert.True(
                    location.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree)
                        && tree.GetRoot().FullSpan.Contains(location.SourceSpan),
                    $"Outside of the code: {finding.Id} at {location}");
            }

            Assert.NotEmpty(finding.GetMessage());
        }

        return clock.Elapsed;
    }

    internal static CSharpCompilation Compile(string[] sources)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source, Language)).ToList();
        var isProgram = trees.Any(tree => tree.GetCompilationUnitRoot().Members.Any(SyntaxKind.GlobalStatement));
        return (isProgram ? Program : Library).AddSyntaxTrees(trees);
    }

    private static bool IsSet(string setting) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(setting));

    private static string Print(string[] sources) =>
        string.Concat(sources.Select((source, index) => $"\n--- source {index + 1} of {sources.Length} ---\n{source}\n"));
}

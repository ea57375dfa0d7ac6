using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using PortReuse.Analyzers.Tests.Rules;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace PortReuse.Analyzers.Tests.Corpus;

/// <summary>
/// Both corpora and the rules' tests in every compiler that the analyzers are made for. In one of them, all other tests run.
/// </summary>
public class RoslynVersionTests(ITestOutputHelper output)
{
    // The first is Visual Studio 2022 17.8 and the .NET 8 SDK, the oldest that the package loads into.
    public static TheoryData<string> Others => [Oldest, "5.0.0", "5.9.0", Newest];

    private const string Oldest = "4.8.0";

    /// <summary>The compiler of .NET 11: the only one that reads every file.</summary>
    private const string Newest = "5.12.0";

    /// <summary>There the corpora and the rules' tests have run without a host of their own.</summary>
    [Fact]
    public void All_other_tests_run_in_the_remaining_one() =>
        Assert.StartsWith("4.14.0", RoslynHost.VersionOf(typeof(CSharpCompilation).Assembly), StringComparison.Ordinal);

    [LongTheory]
    [MemberData(nameof(Others))]
    public async Task Exactly_the_marked_lines_of_the_corpora_are_found(string version)
    {
        var host = RoslynHost.Of<RoslynVersionTests>(version);
        Assert.Equal(CorpusTests.Names, NamesIn(host).Intersect(CorpusTests.Names));
        await AssertMarks(host, CorpusTests.Names);
    }

    /// <summary>What is in a later language than this compiler knows is run nowhere else.</summary>
    [LongTheory]
    [InlineData("5.0.0")]
    [InlineData("5.9.0")]
    [InlineData(Newest)]
    public async Task Exactly_the_marked_lines_of_what_only_a_later_one_can_read_are_found(string version)
    {
        var host = RoslynHost.Of<RoslynVersionTests>(version);
        var names = NamesIn(host).Except(CorpusTests.Names).ToList();
        Assert.NotEmpty(names);
        await AssertMarks(host, names);
        foreach (var name in CorpusFile.NamesIn("MustFire").Concat(CorpusFile.NamesIn("MustNotFire")).Except(NamesIn(host)))
        {
            output.WriteLine($"{name} is left out: {CorpusFile.FirstLineOf(name)}, which Roslyn {version} does not know");
        }
    }

    [LongFact]
    public void No_file_is_left_out_by_the_newest_one() =>
        Assert.Equal(CorpusFile.NamesIn("MustFire")
            .Concat(CorpusFile.NamesIn("MustNotFire")), NamesIn(RoslynHost.Of<RoslynVersionTests>(Newest)));

    /// <summary>Between these two, the corpora have to do: what one compiler changes stays so in the later ones.</summary>
    [LongTheory]
    [InlineData(Oldest)]
    [InlineData(Newest)]
    public async Task The_tests_of_the_rules_pass(string version)
    {
        var run = 0;
        var failures = new List<string>();
        foreach (var type in RoslynHost.Of<RoslynVersionTests>(version).Tests.GetTypes()
            .Where(type => type.Namespace == typeof(RuleTest).Namespace))
        {
            foreach (var test in type.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is { Skip: null }))
            {
                foreach (var arguments in test.GetCustomAttribute<TheoryAttribute>() is null
                    ? [[]]
                    : test.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(test)))
                {
                    run++;
                    if (await FailureOf(type, test, arguments) is { } failure)
                    {
                        failures.Add($"{type.Name}.{test.Name}({string.Join(", ", arguments)}): {failure.Message}");
                    }
                }
            }
        }

        Assert.InRange(run, 200, int.MaxValue);
        Assert.True(failures.Count == 0, $"{failures.Count} of {run} failed:\n{string.Join('\n', failures)}");
    }

    private static IEnumerable<string> NamesIn(RoslynHost host) =>
        (IEnumerable<string>)host.Tests.GetType(typeof(CorpusTests).FullName!)!.GetProperty(nameof(CorpusTests.Names))!.GetValue(null)!;

    private static async Task AssertMarks(RoslynHost host, IEnumerable<string> names)
    {
        var mismatches = host.MethodOf<Func<string, Task<IReadOnlyList<string>>>>(typeof(CorpusTests), nameof(CorpusTests.MismatchesOf));
        var found = new List<string>();
        foreach (var file in names)
        {
            found.AddRange(await mismatches(file));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static Task<Exception?> FailureOf(Type type, MethodInfo test, object?[] arguments) => Record.ExceptionAsync(() =>
        test.Invoke(Activator.CreateInstance(type), BindingFlags.DoNotWrapExceptions, null, Packed(test, arguments), null) as Task
            ?? Task.CompletedTask);

    /// <summary>The arguments as the runner of the tests passes them: those of a <c>params</c> array in one.</summary>
    private static object?[] Packed(MethodInfo test, object?[] arguments)
    {
        if (test.GetParameters() is not [.., { Position: var position } last] || !last.IsDefined(typeof(ParamArrayAttribute))
            || (arguments.Length == position + 1 && last.ParameterType.IsInstanceOfType(arguments[position])))
        {
            return arguments;
        }

        var rest = arguments[position..];
        var packed = Array.CreateInstance(last.ParameterType.GetElementType()!, rest.Length);
        Array.Copy(rest, packed, rest.Length);
        return [.. arguments[..position], packed];
    }
}

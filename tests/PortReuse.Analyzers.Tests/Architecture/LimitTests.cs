using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Architecture;

/// <summary>
/// Where the engine stops says the page, with the number: each constant is a limit that it names, or is known to be none.
/// </summary>
public class LimitTests
{
    /// <summary>Numbers of the operating system or of the framework, and sizes that change nothing but the speed.</summary>
    private static readonly HashSet<string> NoLimits =
    [
        "FailureTests.AddressNotAvailable",
        "RawOptions.BindAddressNoPort",
        "RawOptions.IPProtocolIP",
        "RawOptions.LocalPortRange",
        "SharingMap.UsualDepth",
        "SourceChars.LowBits",
    ];

    private static readonly Lazy<string[]> Rows =
        new(() => [.. File.ReadAllLines(Path.Combine(RepositoryFolder.Root, "docs/architecture.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))]);

    public static TheoryData<string, string> Limits
    {
        get
        {
            var limits = new TheoryData<string, string>();
            foreach (var (name, value) in NumbersOf(EngineSources.OfRepository).Where(number => !NoLimits.Contains(number.Name)))
            {
                limits.Add(name, value);
            }

            return limits;
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void The_page_names_the_limit(string name, string value)
    {
        var row = Assert.Single(Rows.Value, row => row.StartsWith($"| `{name}` |", StringComparison.Ordinal));
        var cells = row.Split('|', StringSplitOptions.TrimEntries)[1..^1];
        Assert.Equal(5, cells.Length);
        Assert.Equal(value, cells[1]);
        Assert.DoesNotContain("", cells);
    }

    [Fact]
    public void The_page_names_no_limit_that_is_gone() =>
        Assert.Empty(Rows.Value.Select(row => row.Split('`')[1])
            .Except(NumbersOf(EngineSources.OfRepository).Select(number => number.Name)));

    [Fact]
    public void What_is_said_to_be_no_limit_is_a_number_of_the_engine() =>
        Assert.Empty(NoLimits.Except(NumbersOf(EngineSources.OfRepository).Select(number => number.Name)));

    [Fact]
    public void A_constant_is_seen() => Assert.Equal(
        ("One.Max", "20,480"),
        Assert.Single(NumbersOf(new EngineSources([("One.cs", "namespace PortReuse.Analyzers; class One { const int Max = 20 * 1024; const string Name = \"\"; }")]))));

    private static IEnumerable<(string Name, string Value)> NumbersOf(EngineSources sources) =>
        from file in sources.Files
        let model = sources.Compilation.GetSemanticModel(file)
        from variable in file.GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>()
        let constant = model.GetDeclaredSymbol(variable) as IFieldSymbol
        where constant?.ConstantValue is int or long
        select ($"{constant.ContainingType.Name}.{constant.Name}", Convert.ToInt64(constant.ConstantValue, CultureInfo.InvariantCulture)
            .ToString("N0", CultureInfo.InvariantCulture));
}

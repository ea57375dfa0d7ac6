using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Rulebook;

namespace PortReuse.Analyzers.Tests.Pages;

/// <summary>
/// Every block of C# in the README and in the package's page compiles, and what it says of a rule is so.
/// <para>
/// A block is the body of a method, with the using directives that a new project has. One that begins with directives of its own has no
/// others; one that does not is a piece of a program that has those of <see cref="Around"/>. The names of <see cref="Given"/>
/// are there where it does not declare them. The companion is referenced where it is used. A line that ends with <c>// PORTnnnn</c>, or
/// with <c>// PORTnnnn: …</c>, is flagged by that rule, and no other line is flagged.
/// </para>
/// </summary>
public class ReadmeTests
{
    private const string Implicit =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const string Around = "using System.Net;\nusing System.Net.Sockets;\n";

    private static readonly (string Name, string Type)[] Given =
    [
        ("source", "System.Net.IPAddress"),
        ("destination", "System.Net.IPEndPoint"),
        ("socket", "System.Net.Sockets.Socket"),
    ];

    private static readonly string[] OfCompanion =
        [.. typeof(SocketExtensions).GetMethods().Where(method => method.IsStatic).Select(method => $".{method.Name}(").Distinct()];

    public static TheoryData<string, int> Blocks
    {
        get
        {
            var blocks = new TheoryData<string, int>();
            foreach (var page in new[] { "README.md", "src/PortReuse.Analyzers/PACKAGE.md" })
            {
                for (var index = 0; index < BlocksOf(page).Count; index++)
                {
                    blocks.Add(page, index);
                }
            }

            return blocks;
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/PortReuse.Analyzers/PACKAGE.md")]
    public void There_are_blocks_and_the_first_shows_what_is_flagged(string page) =>
        Assert.Contains("// PORT", BlocksOf(page)[0], StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task A_block_compiles_and_is_flagged_where_it_says_so(string page, int index)
    {
        var block = BlocksOf(page)[index];
        var compilation = Compile(block);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var findings = await AllRules.Examine(compilation);
        Assert.Equal(
            block.Split('\n').Where(line => line.Contains("// PORT", StringComparison.Ordinal)).Select(line => line.Trim()),
            findings.Select(finding => finding.Location.SourceTree!
                .GetText().Lines[finding.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()));
        Assert.All(findings, finding => Assert.Contains($"// {finding.Id}", block, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> BlocksOf(string page) =>
        new Page(page, File.ReadAllText(Path.Combine(RepositoryFolder.Root, page))).Samples();

    private static CSharpCompilation Compile(string block)
    {
        var isProgram = block.StartsWith("using ", StringComparison.Ordinal);
        var usesCompanion = isProgram ? block.Contains("\nusing PortReuse;\n", StringComparison.Ordinal) : OfCompanion.Any(block.Contains);
        var lines = block.Split('\n');
        var usings = isProgram ? string.Join('\n', lines.TakeWhile(IsDirective)) : usesCompanion ? $"{Around}using PortReuse;\n" : Around;
        var statements = string.Join('\n', lines.SkipWhile(IsDirective));
        var method = Method(string.Join(", ", Missing(statements).Select(given => $"{given.Type} {given.Name}")), statements);
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("PortReuse.", StringComparison.Ordinal));
        var references = usesCompanion ? platform.Append(typeof(SocketExtensions).Assembly.Location) : platform;
        return CSharpCompilation.Create(
            "Readme",
            [CSharpSyntaxTree.ParseText(Implicit), CSharpSyntaxTree.ParseText($"{usings}\n{method}")],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static bool IsDirective(string line) =>
        line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=', StringComparison.Ordinal);

    /// <summary>What a name that the block declares means is its own affair.</summary>
    private static IEnumerable<(string Name, string Type)> Missing(string statements)
    {
        var declared = CSharpSyntaxTree.ParseText(Method("", statements)).GetRoot()
            .DescendantNodes()
            .OfType<VariableDeclaratorSyntax>()
            .Select(variable => variable.Identifier.ValueText)
            .ToHashSet();
        return Given.Where(given => !declared.Contains(given.Name));
    }

    private static string Method(string parameters, string statements) =>
        $"class Sample\n{{\nstatic async Task Run({parameters})\n{{\nawait Task.Yield();\n{statements}\n}}\n}}\n";
}

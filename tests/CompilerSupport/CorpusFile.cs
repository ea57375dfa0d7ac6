using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Testing;

namespace PortReuse.CompilerSupport;

/// <summary>
/// One file of a corpus: a program of its own. <c>// PORT0001</c> at the end of a line (or several ids, with commas) says that a finding
/// starts there; <c>// silent: why</c>, that the line looks like one that does and is not. A first line <c>// references: net472</c> asks
/// for .NET Framework instead of .NET 8, <c>net11.0</c> for that; <c>// language: 14</c>, for a compiler that knows that version of C#, and
/// is left to those that do. Where both are needed the language comes first.
/// It is compiled and analyzed, and never run: what it waits for, or silences, is what code out there does.
/// </summary>
internal sealed partial class CorpusFile
{
    private const string ReferencesMark = "references:";
    private const string LanguageMark = "// language:";

    private CorpusFile(string name, SyntaxTree tree)
    {
        Name = name;
        Tree = tree;
        foreach (var comment in tree.GetRoot().DescendantTrivia(descendIntoTrivia: true)
            .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)))
        {
            var text = comment.ToString().TrimStart('/').Trim();
            var line = comment.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            if (Mark().IsMatch(text))
            {
                Marks.AddRange(text.Split(',', StringSplitOptions.TrimEntries).Select(id => new Finding(line, id)));
            }
            else if (LikeMark().IsMatch(text))
            {
                // A comment that was meant as a mark would otherwise expect nothing, without a word.
                BadMarks.Add($"{name}:{line}: {comment}");
            }

            if (Silent().IsMatch(text))
            {
                SilentLines.Add(line);
            }

            if (line <= 2 && text.StartsWith(ReferencesMark, StringComparison.Ordinal))
            {
                Framework = text[ReferencesMark.Length..].Trim();
            }
        }
    }

    /// <summary>Folder and name: <c>MustFire/FtpClient.cs</c>.</summary>
    public string Name { get; }

    /// <summary>What must be found, and nothing else.</summary>
    public List<Finding> Marks { get; } = [];

    public List<string> BadMarks { get; } = [];

    /// <summary>The lines that are there to tempt a rule.</summary>
    public HashSet<int> SilentLines { get; } = [];

    public string Framework { get; } = "net8.0";

    public CSharpCompilationOptions Options => new(
        Tree.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any() ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: true);

    private SyntaxTree Tree { get; }

    /// <summary>There is no package yet that has them in it as <see cref="Net80"/> has its own.</summary>
    private static IEnumerable<MetadataReference> Net110 =>
        Directory.EnumerateFiles(Path.Combine(RoslynHost.Packages, "microsoft.netcore.app.ref", "11.0.0", "ref", "net11.0"), "*.dll")
            .Select(file => MetadataReference.CreateFromFile(file));

    private static string Folder => Path.Combine(RepositoryFolder.Root, "tests", "PortReuse.Analyzers.Tests", "Corpus");

    public static IEnumerable<string> NamesIn(string corpus)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Folder, corpus), "*.cs", SearchOption.AllDirectories);
        return files.Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
    }

    /// <summary>Those of the names whose file the compiler at hand can read.</summary>
    public static IEnumerable<string> Readable(IEnumerable<string> names) => names.Where(name =>
        FirstLineOf(name) is var first
        && (!first.StartsWith(LanguageMark, StringComparison.Ordinal)
        || LanguageVersionFacts.TryParse(first[LanguageMark.Length..].Trim(), out _)));

    public static string FirstLineOf(string name) => File.ReadLines(Path.Combine(Folder, name)).First();

    public static string TextOf(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static CorpusFile Read(string name) => Parse(name, TextOf(name));

    public static CorpusFile Parse(string name, string text) =>
        new(name, CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview), name));

    public async Task<CSharpCompilation> Compile()
    {
        return CSharpCompilation.Create("Corpus", [Tree], await References(), Options);
    }

    /// <summary>Of the framework that the file asks for.</summary>
    public async Task<IEnumerable<MetadataReference>> References() => Framework switch
    {
        "net8.0" => Net80.References.All,
        "net11.0" => Net110,
        "net472" => await ReferenceAssemblies.NetFramework.Net472.Default.ResolveAsync(LanguageNames.CSharp, CancellationToken.None),
        _ => throw new InvalidDataException($"{Name}:1: no references for {Framework}"),
    };

    [GeneratedRegex(@"^PORT\d{4}(\s*,\s*PORT\d{4})*$")]
    private static partial Regex Mark();

    [GeneratedRegex("^PORT[^a-z]*$|PORT[0-9]")]
    private static partial Regex LikeMark();

    [GeneratedRegex(@"^silent: \S")]
    private static partial Regex Silent();

    /// <summary>Where a diagnostic starts, counted from 1, and its id.</summary>
    public readonly record struct Finding(int Line, string Id);
}

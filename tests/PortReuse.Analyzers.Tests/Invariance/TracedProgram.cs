using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PortReuse.Analyzers.Tests.Corpus;

namespace PortReuse.Analyzers.Tests.Invariance;

/// <summary>The files of one compilation, traced back to the tokens of the program as it was read.</summary>
/// <param name="Name">The corpus file, or the seed of a generated source.</param>
/// <param name="Files">In the order in which the compiler gets them.</param>
/// <param name="Empty">The compilation without its files. Compilations made from it share what they know of the framework.</param>
/// <param name="Places">Where each token of the original stands, for messages.</param>
internal sealed record TracedProgram(string Name, ImmutableArray<TracedFile> Files, CSharpCompilation Empty, ImmutableArray<string> Places)
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Preview);

    private static readonly CSharpCompilation Library = CSharpCompilation.Create(
        "Any", [], Net80.References.All, new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    private static readonly CSharpCompilation Console = Library.WithOptions(Library.Options.WithOutputKind(OutputKind.ConsoleApplication));

    /// <summary>Null for one of another framework than .NET 8.</summary>
    public static TracedProgram? OfCorpus(string name) =>
        CorpusFile.Read(name) is { Framework: "net8.0", Options.OutputKind: var kind }
            ? Of(name, kind == OutputKind.ConsoleApplication ? Console : Library, CorpusFile.TextOf(name))
            : null;

    public static TracedProgram OfSource(string name, string text) => Of(name, Library, text);

    /// <summary>
    /// Both programs in one compilation, this one's files first; places in the other one are numbered after those of this one.
    /// </summary>
    public TracedProgram Beside(TracedProgram other) => this with
    {
        Name = $"{Name} beside {other.Name}",
        Files =
        [
            .. Files,
            .. other.Files.Select(
                file => file with { Origins = [.. file.Origins.Select(origin => origin < 0 ? origin : origin + Places.Length)] }),
        ],
        Places = [.. Places, .. other.Places],
    };

    /// <summary>Parsed anew, for what is known of a tree must not outlive it.</summary>
    public CSharpCompilation Compile() => Empty
        .AddSyntaxTrees(Files.Select(file => CSharpSyntaxTree.ParseText(file.Text, Language, file.Path)));

    private static TracedProgram Of(string name, CSharpCompilation empty, string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text, Language);
        var origins = new int[text.Length];
        Array.Fill(origins, TracedFile.None);
        var places = ImmutableArray.CreateBuilder<string>();
        foreach (var token in tree.GetRoot().DescendantTokens())
        {
            Array.Fill(origins, places.Count, token.SpanStart, token.Span.Length);
            places.Add($"{name}:{tree.GetLineSpan(token.Span).StartLinePosition.Line + 1} '{token.Text}'");
        }

        return new(name, [new($"{name.Replace('/', '.')}", text, [.. origins])], empty, places.ToImmutable());
    }
}

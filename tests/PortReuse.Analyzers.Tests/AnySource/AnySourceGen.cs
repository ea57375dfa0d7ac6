using CsCheck;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.Tests.Corpus;

namespace PortReuse.Analyzers.Tests.AnySource;

/// <summary>The sources of one compilation: files of the corpora and generated ones, whole or in pieces, as they are or spoilt.</summary>
internal sealed class AnySourceGen : Gen<string[]>
{
    private const int MaxMutations = 6;

    private static readonly Gen<string> Generated = Gen.Frequency((9, (IGen<string>)new SourceGen("File")), (1, new SourceGen("Program")));

    private static readonly List<string> CorpusTexts =
        [.. CorpusFile.NamesIn("MustFire").Concat(CorpusFile.NamesIn("MustNotFire")).Select(CorpusFile.TextOf)];

    private static readonly List<List<string>> CorpusTypes = [.. CorpusTexts.Select(TypesOf)];

    public override string[] Generate(PCG pcg, Size? min, out Size size)
    {
        var sources = new string[pcg.Next(8) == 0 ? 2 : 1];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = Source(pcg);
            var mutator = new Mutator(pcg, () => Source(pcg));
            for (var mutations = pcg.Next(MaxMutations); mutations > 0; mutations--)
            {
                sources[i] = mutator.Mutate(sources[i]);
            }
        }

        // A shorter source that fails is the better one to look at.
        size = new Size((ulong)sources.Sum(source => source.Length));
        return sources;
    }

    private static string Source(PCG pcg)
    {
        var file = (int)pcg.Next((uint)CorpusTexts.Count);
        return pcg.Next(5) switch
        {
            0 => CorpusTexts[file],
            1 => CorpusTypes[file][(int)pcg.Next((uint)CorpusTypes[file].Count)],
            _ => Generated.Generate(pcg, null, out _),
        };
    }

    /// <summary>Each type of a file by itself.</summary>
    private static List<string> TypesOf(string text)
    {
        var root = CSharpSyntaxTree.ParseText(text, AnySourceTests.Language).GetCompilationUnitRoot();
        var types = root.DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Select(type => root.Usings.ToFullString() + type.ToFullString()).ToList();
        return types.Count > 0 ? types : [text];
    }
}

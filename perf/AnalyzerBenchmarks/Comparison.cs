using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Analyzers;

namespace PortReuse.AnalyzerBenchmarks;

/// <summary>
/// All rules beside another package's, in the same run over the same code: of its files one in fifty has to do with sockets.
/// </summary>
public class Comparison
{
    private CSharpCompilation _sources = null!;
    private ImmutableArray<DiagnosticAnalyzer> _others;

    [Params(1000)]
    public int Files { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _sources = GeneratedCode.Of(Dimension.Files, Files);
        _others = LoadOthers();
    }

    /// <summary>What any analyzer pays.</summary>
    [Benchmark(Baseline = true)]
    public int Nothing() => Analysis.Run(_sources, [new NothingAnalyzer()]);

    [Benchmark]
    public int PortReuse() => Analysis.Run(_sources, [new SocketAnalyzer()]);

    [Benchmark]
    public int Meziantou() => Analysis.Run(_sources, _others);

    /// <summary>
    /// Those of the package that are on by default, from the folder for the latest Roslyn that is no later than the one here.
    /// </summary>
    private static ImmutableArray<DiagnosticAnalyzer> LoadOthers()
    {
        var folder = typeof(Comparison).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "OtherAnalyzers").Value!;
        var roslyn = typeof(Compilation).Assembly.GetName().Version!;
        var assembly = Directory.EnumerateDirectories(folder, "roslyn*")
            .Select(path => (Path: path, Version: Version.Parse(Path.GetFileName(path)["roslyn".Length..])))
            .Where(found => found.Version <= roslyn)
            .OrderByDescending(found => found.Version)
            .Select(found => Path.Combine(found.Path, "cs", "Meziantou.Analyzer.dll"))
            .First(File.Exists);

        var analyzers = Assembly.LoadFrom(assembly).GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .Where(analyzer => analyzer.SupportedDiagnostics.Any(rule => rule.IsEnabledByDefault))
            .ToImmutableArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// {analyzers.Length} analyzers of {assembly}"));
        return analyzers;
    }
}

using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis.CSharp;
using PortReuse.Analyzers;

namespace PortReuse.AnalyzerBenchmarks;

/// <summary>How the cost of all rules grows with each dimension of the code.</summary>
public class Growth
{
    private CSharpCompilation _sources = null!;

    [Params(Dimension.Methods, Dimension.Sockets, Dimension.Branches, Dimension.Calls, Dimension.Callers)]
    public Dimension Dimension { get; set; }

    [Params(20, 40, 80, 160)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup() => _sources = GeneratedCode.Of(Dimension, Size);

    [Benchmark]
    public int Rules() => Analysis.Run(_sources, [new SocketAnalyzer()]);
}

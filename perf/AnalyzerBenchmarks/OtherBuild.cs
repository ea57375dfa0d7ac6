using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.AnalyzerBenchmarks;

/// <summary>
/// Another build of the analyzers, an older one say, beside the one that the program is built with. Both run on one Roslyn.
/// </summary>
internal sealed class OtherBuild : AssemblyLoadContext
{
    private OtherBuild(string path)
        : base(path)
    {
    }

    /// <summary>The analyzers of the assembly.</summary>
    /// <exception cref="FileNotFoundException">No file is there.</exception>
    /// <exception cref="InvalidDataException">The assembly has no analyzer.</exception>
    public static ImmutableArray<DiagnosticAnalyzer> Load(string path)
    {
        var analyzers = new OtherBuild(path).LoadFromAssemblyPath(Path.GetFullPath(path)).GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .ToImmutableArray();
        return analyzers.IsEmpty ? throw new InvalidDataException($"{path} has no analyzer.") : analyzers;
    }

    /// <summary>All but the assembly itself is what the program has loaded already.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) => null;
}

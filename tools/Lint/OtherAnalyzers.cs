using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Lint;

/// <summary>The analyzers of an assembly that is not ours.</summary>
internal sealed record OtherAnalyzers(string Name, int Count, ImmutableArray<DiagnosticAnalyzer> OnByDefault)
{
    /// <exception cref="UsageException">There is no analyzer in it, or none that runs on this version of Roslyn.</exception>
    public static OtherAnalyzers Load(string path)
    {
        var failures = new List<string>();
        var reference = new AnalyzerFileReference(path, new FolderLoader(path));
        reference.AnalyzerLoadFailed += (_, failure) => failures.Add(failure.Message);
        var analyzers = reference.GetAnalyzers(LanguageNames.CSharp);
        if (analyzers.IsEmpty || failures.Count > 0)
        {
            throw new UsageException(
                $"Not every analyzer of {path} can be loaded: {string.Join(" ", failures.DefaultIfEmpty("there is none in it."))}");
        }

        var onByDefault = analyzers.Where(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.IsEnabledByDefault));
        return new(Path.GetFileNameWithoutExtension(path), analyzers.Length, [.. onByDefault]);
    }

    /// <summary>Roslyn and the framework are those that run here; whatever else it needs lies next to it.</summary>
    private sealed class FolderLoader : IAnalyzerAssemblyLoader
    {
        private readonly AssemblyLoadContext _context;

        public FolderLoader(string path)
        {
            _context = new(path);
            _context.Resolving += (context, name) =>
                Path.Combine(Path.GetDirectoryName(path)!, $"{name.Name}.dll") is var file && File.Exists(file)
                    ? context.LoadFromAssemblyPath(file)
                    : null;
        }

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => _context.LoadFromAssemblyPath(fullPath);
    }
}

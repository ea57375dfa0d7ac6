using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Analyzers.SocketFlow.Settings;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Scan.Analysis;

/// <summary>
/// A project and the sources of all that it references, as one compilation for the project's own framework: calls are followed both ways in
/// it, whatever frameworks the others are built for.
/// </summary>
internal sealed class JoinedProject
{
    private readonly CSharpCompilation _compilation;
    private readonly Dictionary<SyntaxTree, (SyntaxTree Original, Compilation Owner)> _origins;

    private JoinedProject(
        CSharpCompilation compilation, AnalyzerOptions options, Dictionary<SyntaxTree, (SyntaxTree Original, Compilation Owner)> origins)
    {
        _compilation = compilation;
        _origins = origins;
        Options = options;
        var sources = new SocketSources(compilation, followsReferences: false, new ProjectOptions(options.AnalyzerConfigOptionsProvider));
        Trees = [.. origins.Keys.Where(tree => sources.MayDeclareTypesOfInterest(tree, CancellationToken.None))];
    }

    public Compilation Compilation => _compilation;

    /// <summary>What each file's own project says of it.</summary>
    public AnalyzerOptions Options { get; }

    /// <summary>The files that a rule may have to say something of, in which helpers of the other projects count as such.</summary>
    public IReadOnlyList<SyntaxTree> Trees { get; }

    /// <summary>Whether any of them is the project's own: where none is, nothing begins or ends in it.</summary>
    public bool IsOfInterest(Compilation project) => Trees.Any(tree => _origins[tree].Owner == project);

    /// <param name="project">The project, and what it is compiled to.</param>
    /// <param name="references">The projects that it references, and those that they do.</param>
    public static JoinedProject Of(
        (Project Project, Compilation Compilation) project, IReadOnlyList<(Project Project, Compilation Compilation)> references)
    {
        (Project Project, Compilation Compilation)[] all = [project, .. references];
        var own = (CSharpCompilation)project.Compilation;
        var version = all.Max(part => ((CSharpCompilation)part.Compilation).LanguageVersion);
        var features = own.SyntaxTrees.FirstOrDefault()?.Options.Features ?? new Dictionary<string, string>();
        var origins = new Dictionary<SyntaxTree, (SyntaxTree, Compilation)>();
        var options = new Dictionary<SyntaxTree, AnalyzerConfigOptionsProvider>();
        var files = new HashSet<string>();
        foreach (var part in all)
        {
            // A file that several projects compile is taken once.
            foreach (var tree in part.Compilation.SyntaxTrees.Where(tree => tree.FilePath.Length == 0 || files.Add(tree.FilePath)))
            {
                var joined = WithOptions(tree, version, features);
                origins.Add(joined, (tree, part.Compilation));
                options.Add(joined, part.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider);
            }
        }

        var isProgram = all.Any(part => part.Compilation.Options.OutputKind != OutputKind.DynamicallyLinkedLibrary);
        var compilation = CSharpCompilation.Create(
            own.AssemblyName,
            origins.Keys,
            SharedReferences.Of(all.Select(part => part.Compilation)),
            own.Options
                .WithAllowUnsafe(true)
                .WithOutputKind(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary)
                .WithSyntaxTreeOptionsProvider(new TreeOptions(origins)));
        return new(compilation,
            new AnalyzerOptions([], new OptionsByFile(options, project.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider)), origins);
    }

    /// <summary>
    /// Why the sources cannot be looked at together: the first error that is in none of the projects by itself; null where there is none.
    /// </summary>
    public string? Conflict(CancellationToken cancellation)
    {
        foreach (var tree in Trees)
        {
            var errors = ErrorsIn(_compilation, tree, cancellation);
            if (errors.Count == 0)
            {
                continue;
            }

            var (original, owner) = _origins[tree];
            var known = ErrorsIn(owner, original, cancellation).Select(error => (error.Id, error.Location.SourceSpan)).ToHashSet();
            if (errors.Find(error => !known.Contains((error.Id, error.Location.SourceSpan))) is { } first)
            {
                return $"{Path.GetFileName(tree.FilePath)}: {first.Id} {first.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
            }
        }

        return null;
    }

    /// <summary>
    /// All files of a compilation are of one version of the language, and have the same features on. Its constants each keeps.
    /// </summary>
    private static SyntaxTree WithOptions(SyntaxTree tree, LanguageVersion version, IReadOnlyDictionary<string, string> features) =>
        tree.Options is CSharpParseOptions options
            && (options.LanguageVersion != version || options.Features.Count != features.Count || options.Features.Except(features).Any())
                ? CSharpSyntaxTree.ParseText(tree.GetText(), options.WithLanguageVersion(version).WithFeatures(features), tree.FilePath)
                : tree;

    private static List<Diagnostic> ErrorsIn(Compilation compilation, SyntaxTree tree, CancellationToken cancellation) =>
        [.. compilation.GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellation)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    private sealed class TreeOptions(Dictionary<SyntaxTree, (SyntaxTree Original, Compilation Owner)> origins) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellation) =>
            ProviderOf(tree, out var original)?.IsGenerated(original, cancellation) ?? GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellation, out ReportDiagnostic severity)
        {
            severity = default;
            return ProviderOf(tree, out var original)?.TryGetDiagnosticValue(original, diagnosticId, cancellation, out severity) ?? false;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellation, out ReportDiagnostic severity)
        {
            severity = default;
            return origins.Values.First().Owner.Options.SyntaxTreeOptionsProvider?.TryGetGlobalDiagnosticValue(diagnosticId,
                cancellation, out severity) ?? false;
        }

        private SyntaxTreeOptionsProvider? ProviderOf(SyntaxTree tree, out SyntaxTree original)
        {
            (original, var owner) = origins.GetValueOrDefault(tree, (tree, origins.Values.First().Owner));
            return owner.Options.SyntaxTreeOptionsProvider;
        }
    }
}

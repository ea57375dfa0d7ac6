using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Scan.Analysis;

/// <summary>
/// A project and those that it references, each a compilation of its own, all of them for the project's framework: what one of them calls a
/// socket is one to the other, so that calls can be followed into what is referenced.
/// </summary>
internal sealed class ReferencedProjects
{
    private readonly Dictionary<string, Compilation> _originals;
    private readonly Dictionary<string, Compilation> _made = [];
    private readonly IReadOnlyList<MetadataReference> _shared;

    private ReferencedProjects(IReadOnlyList<Compilation> all)
    {
        _originals = all.DistinctBy(project => project.AssemblyName).ToDictionary(project => project.AssemblyName!);
        _shared = SharedReferences.Of(all);
    }

    /// <param name="project">The project, and what it is compiled to.</param>
    /// <param name="references">The projects that it references, and those that they do.</param>
    public static (Compilation Compilation, AnalyzerOptions Options) Of(
        (Project Project, Compilation Compilation) project, IReadOnlyList<(Project Project, Compilation Compilation)> references)
    {
        (Project Project, Compilation Compilation)[] all = [project, .. references];
        var options = all.SelectMany(
            part => part.Compilation.SyntaxTrees.Select(tree => (tree, part.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider)))
            .DistinctBy(file => file.tree)
            .ToDictionary(file => file.tree, file => file.AnalyzerConfigOptionsProvider);
        var projects = new ReferencedProjects([.. all.Select(part => part.Compilation)]);
        return (projects.Make(project.Compilation.AssemblyName!),
            new AnalyzerOptions([], new OptionsByFile(options, project.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider)));
    }

    /// <summary>Projects reference each other in no circle.</summary>
    private Compilation Make(string name)
    {
        if (!_made.TryGetValue(name, out var made))
        {
            var original = _originals[name];
            var projects = original.References.OfType<CompilationReference>()
                .Select(reference => reference.Compilation.AssemblyName!)
                .Where(_originals.ContainsKey)
                .Select(reference => Make(reference).ToMetadataReference());
            _made.Add(name, made = original.WithReferences(_shared.Concat(projects)));
        }

        return made;
    }
}

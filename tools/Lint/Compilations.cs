using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Lint;

/// <summary>The compilations of one run. A project that others reference is compiled once for all of them.</summary>
internal sealed class Compilations
{
    private readonly ILookup<string, SourceProject> _projects;
    private readonly HashSet<string> _referenced;
    private readonly Dictionary<SourceProject, CSharpCompilation> _known = [];
    private readonly HashSet<SourceProject> _underWay = [];

    public Compilations(IReadOnlyList<SourceProject> projects)
    {
        _projects = projects.ToLookup(project => project.Folder);
        _referenced = [.. projects.SelectMany(project => project.References)];
    }

    public CSharpCompilation Of(SourceProject project)
    {
        if (_known.TryGetValue(project, out var known))
        {
            return known;
        }

        _underWay.Add(project);
        var compilation = project.Compile(ReferencedBy(project, out var isInCircle).Select(Of));
        _underWay.Remove(project);

        // The others are let go: the sources of a large code base, bound, take gigabytes.
        if (_referenced.Contains(project.Folder) && !isInCircle)
        {
            _known[project] = compilation;
        }

        return compilation;
    }

    /// <summary>
    /// The references of a reference count too. One that leads back to one under way is left out, and so is one that is not there.
    /// </summary>
    private HashSet<SourceProject> ReferencedBy(SourceProject project, out bool isInCircle)
    {
        isInCircle = false;
        var found = new HashSet<SourceProject>();
        var pending = new Stack<SourceProject>([project]);
        while (pending.TryPop(out var current))
        {
            foreach (var reference in current.References.SelectMany(folder => _projects[folder]))
            {
                if (_underWay.Contains(reference))
                {
                    isInCircle = true;
                }
                else if (found.Add(reference))
                {
                    pending.Push(reference);
                }
            }
        }

        return found;
    }
}

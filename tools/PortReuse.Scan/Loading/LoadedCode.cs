using Microsoft.CodeAnalysis;

namespace PortReuse.Scan.Loading;

/// <summary>What a path of the command line has become: its projects, and what could not be had of it.</summary>
internal sealed record LoadedCode(Solution Solution, IReadOnlyList<LoadProblem> Problems)
{
    public IEnumerable<Project> Projects => Solution.Projects.Where(project => project.Language == LanguageNames.CSharp);
}

/// <summary>Something that is left out of what is analyzed.</summary>
/// <param name="Path">The file that is meant: a solution, a project or a source.</param>
/// <param name="Reason">Why, in the words of whoever refused it.</param>
/// <param name="IsForeign">It is not C#, and was never to be analyzed: no failure.</param>
internal sealed record LoadProblem(string Path, string Reason, bool IsForeign = false);

using Microsoft.CodeAnalysis;

namespace PortReuse.Scan.Analysis;

/// <summary>The references that projects are compiled with for the framework of the first of them.</summary>
internal static class SharedReferences
{
    /// <summary>The first one's own, and of the others what it does not know by name. The projects themselves are not among them.</summary>
    public static IReadOnlyList<MetadataReference> Of(IEnumerable<Compilation> projects)
    {
        Compilation[] all = [.. projects];
        var joined = all.Select(project => project.AssemblyName).ToHashSet();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. all.SelectMany(project => project.References).Where(reference => reference switch
            {
                CompilationReference other =>
                    !joined.Contains(other.Compilation.AssemblyName) && names.Add(other.Compilation.AssemblyName ?? ""),
                { Display: { } file } => names.Add(Path.GetFileName(file)),
                _ => true,
            }),
        ];
    }
}

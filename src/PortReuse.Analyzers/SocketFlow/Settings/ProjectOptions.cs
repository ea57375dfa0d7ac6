using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.SocketFlow.Settings;

/// <summary>The options of <c>.editorconfig</c>, file by file. Only files that seem to concern sockets are asked for.</summary>
internal sealed class ProjectOptions(AnalyzerConfigOptionsProvider? provider)
{
    /// <summary>The options of a project that sets none.</summary>
    public static readonly ProjectOptions None = new(null);

    private readonly ConditionalWeakTable<SyntaxTree, FileOptions> _files = new();

    public FileOptions In(SyntaxTree tree) => provider is null
        ? FileOptions.None
        : _files.TryGetValue(tree, out var known) ? known : _files.GetValue(tree, asked => FileOptions.Read(provider.GetOptions(asked)));

    /// <summary>The systems that the whole program is for: all that are named for any of its files.</summary>
    public Systems TargetSystems(Compilation compilation) => provider is null
        ? Systems.All
        : compilation.SyntaxTrees
            .Select(tree => FileOptions.ReadTargetSystems(provider.GetOptions(tree)))
            .Aggregate((Systems?)null, (all, systems) => all is null ? systems : all | (systems ?? Systems.None)) ?? Systems.All;
}

using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.SocketFlow.Settings;

/// <summary>What <c>.editorconfig</c> says, file by file. Only files that look as if they had to do with sockets are asked for.</summary>
internal sealed class ProjectOptions(AnalyzerConfigOptionsProvider? provider)
{
    /// <summary>Where nobody says anything.</summary>
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

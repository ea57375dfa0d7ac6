using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers;

/// <summary>What the analyzer would find in one file, by no options of the project: a fix asks it of what it has made.</summary>
internal static class FileFindings
{
    public static IEnumerable<Diagnostic> In(SemanticModel model) =>
        new SocketFindings(model.Compilation, SocketFlow.ProjectOptions.None, SocketAnalyzer.Rules, followsReferences: false, enter: null)
            .In(model, CancellationToken.None);
}

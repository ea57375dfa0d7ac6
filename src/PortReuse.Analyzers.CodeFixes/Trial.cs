using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes;

/// <summary>Tries a way to repair a diagnostic, where there are several and the code around decides which one does.</summary>
internal static class Trial
{
    private static readonly ConditionalWeakTable<SemanticModel, Dictionary<string, int>> Before = new();

    /// <summary>The first of the ways that takes the diagnostic away, brings no other, and makes the compiler say nothing new; else none.</summary>
    public static IReadOnlyCollection<TextChange> FirstThatDoes(
        IEnumerable<IReadOnlyCollection<TextChange>> ways, FixPass pass, Diagnostic diagnostic)
    {
        var all = ways.Where(edits => edits.Count > 0).ToList();

        // One that has no other to be chosen from is looked at before it is offered, as every fix is.
        return all.Count < 2
            ? all.FirstOrDefault() ?? []
            : all.FirstOrDefault(edits => Does(edits, pass, diagnostic, Before.GetValue(pass.Model, SaidOf))) ?? [];
    }

    private static bool Does(IReadOnlyCollection<TextChange> edits, FixPass pass, Diagnostic diagnostic, Dictionary<string, int> before)
    {
        var changes = new EditList();
        changes.TryAdd(edits);

        var repaired = pass.Model.SyntaxTree.WithChangedText(changes.Apply(pass.Text));
        var compilation = pass.Model.Compilation.ReplaceSyntaxTree(pass.Model.SyntaxTree, repaired);
        var after = SaidOf(compilation.GetSemanticModel(repaired));

        return CountOf(after, diagnostic.Id) < CountOf(before, diagnostic.Id)
            && after.All(entry => entry.Value <= CountOf(before, entry.Key));
    }

    /// <summary>How often the compiler, and the analyzer, say each thing of one file.</summary>
    private static Dictionary<string, int> SaidOf(SemanticModel model) => model.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .Concat(FileFindings.In(model))
        .GroupBy(diagnostic => diagnostic.Id)
        .ToDictionary(same => same.Key, same => same.Count());

    private static int CountOf(Dictionary<string, int> counts, string id) => counts.TryGetValue(id, out var count) ? count : 0;
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PortReuse.Analyzers.CodeFixes.Tests.Corpus;

/// <summary>Every fix that the shipped assembly exports, whichever rule it is for.</summary>
internal static class AllFixes
{
    public static ImmutableArray<CodeFixProvider> Providers { get; } =
    [
        .. typeof(PORT0001AndPORT0002CodeFix).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(CodeFixProvider)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>What is offered for one diagnostic, in the order of the offers.</summary>
    public static async Task<IReadOnlyList<CodeAction>> OfferedAsync(Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();

        foreach (var provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(
                new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return actions;
    }

    public static async Task<Solution> ResultAsync(CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
}

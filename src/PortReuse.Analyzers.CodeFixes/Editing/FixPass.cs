using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>One pass over one document: what the fixes read in it, and what one of them must know of those before it.</summary>
internal sealed class FixPass
{
    private readonly HashSet<(SyntaxNode Scope, string Name)> _givenNames = [];
    private readonly Dictionary<(SyntaxNode Node, string Wanted), string> _freshNames = [];

    private FixPass(
        SemanticModel model, CompilationUnitSyntax root, SourceText text, AnalyzerConfigOptions options, List<Compilation> compilations)
    {
        Model = model;
        Root = root;
        Text = text;
        Options = options;
        Layout = new Layout(root, text, options);
        Compilations = compilations;
    }

    public SemanticModel Model { get; }

    public CompilationUnitSyntax Root { get; }

    public SourceText Text { get; }

    public AnalyzerConfigOptions Options { get; }

    public Layout Layout { get; }

    /// <summary>The compilations that the text belongs to, the model's own first: one for each target framework of the project.</summary>
    public IReadOnlyCollection<Compilation> Compilations { get; }

    public static async Task<FixPass> CreateAsync(Document document, CancellationToken cancellationToken)
    {
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var root = await model.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var options = document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(model.SyntaxTree);
        var compilations = new List<Compilation> { model.Compilation };

        foreach (var linked in document.GetLinkedDocumentIds())
        {
            if (document.Project.Solution.GetProject(linked.ProjectId) is { } project
                && await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is { } compilation)
            {
                compilations.Add(compilation);
            }
        }

        return new FixPass(model, (CompilationUnitSyntax)root, text, options, compilations);
    }

    /// <summary>The lines that are removed, by their numbers.</summary>
    public HashSet<int> RemovedLines { get; } = [];

    public SyntaxNode NodeAt(Diagnostic diagnostic) => NodeAt(diagnostic.Location);

    public SyntaxNode NodeAt(Location location) => Root.FindNode(location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>Whether a directive stands in the span.</summary>
    public bool HasDirectives(TextSpan span) => Root.DescendantTrivia(span).Any(trivia => trivia.IsDirective && span.Contains(trivia.Span));

    /// <summary>Whether the location is in this document.</summary>
    public bool Has(Location location) =>
        location.SourceTree is { } tree && (tree == Root.SyntaxTree || tree.FilePath == Root.SyntaxTree.FilePath);

    /// <summary>
    /// A name that the member around <paramref name="node"/> does not use for anything yet. Whoever asks again for the same node gets the
    /// same: another way to write it.
    /// </summary>
    public string FreshName(string wanted, SyntaxNode node)
    {
        if (_freshNames.TryGetValue((node, wanted), out var known))
        {
            return known;
        }

        var scope = node.Ancestors().FirstOrDefault(ancestor => ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? Root;
        var identifiers = scope.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken));
        var used = new HashSet<string>(identifiers.Select(token => token.ValueText));
        var name = wanted;

        for (var number = 1; used.Contains(name) || !_givenNames.Add((scope, name)); number++)
        {
            name = wanted + number;
        }

        return _freshNames[(node, wanted)] = name;
    }
}

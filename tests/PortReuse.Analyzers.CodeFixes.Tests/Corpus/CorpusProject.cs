using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Tests.Corpus;

/// <summary>A file, such as one of the corpora, that is the only one of a project; and what any fix makes of it.</summary>
internal sealed class CorpusProject : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly DocumentId _document;

    public CorpusProject(
        string name, string text, CSharpCompilationOptions compilation, CSharpParseOptions parse, IEnumerable<MetadataReference> references)
    {
        var project = ProjectId.CreateNewId();
        _document = DocumentId.CreateNewId(project);
        Solution = _workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(
                project,
                VersionStamp.Default,
                "Corpus",
                "Corpus",
                LanguageNames.CSharp,
                compilationOptions: compilation,
                parseOptions: parse,
                metadataReferences: references))
            .AddDocument(_document, Path.GetFileName(name), SourceText.From(text), filePath: "/" + name);
    }

    public static IEnumerable<string> Names =>
        CorpusFile.Readable(CorpusFile.NamesIn("MustFire").Concat(CorpusFile.NamesIn("MustNotFire")));

    public Solution Solution { get; set; }

    public Document Document => Solution.GetDocument(_document)!;

    public static async Task<CorpusProject> OpenAsync(string name, bool withCompanion)
    {
        var file = CorpusFile.Read(name);
        var references = await file.References();

        // The companion has no build for .NET Framework.
        return new CorpusProject(
            name,
            CorpusFile.TextOf(name),
            file.Options,
            new CSharpParseOptions(LanguageVersion.Preview),
            withCompanion && file.Framework != "net472" ? references.Append(Companion.Reference) : references);
    }

    /// <summary>What the analyzer finds, in the order of the source.</summary>
    public async Task<ImmutableArray<Diagnostic>> FindAsync()
    {
        var compilation = await Document.Project.GetCompilationAsync();
        var findings = await compilation!.WithAnalyzers([new SocketAnalyzer()]).GetAnalyzerDiagnosticsAsync();

        Assert.DoesNotContain(findings, finding => finding.Id == "AD0001");

        return [.. findings.OrderBy(finding => finding.Location.SourceSpan.Start).ThenBy(finding => finding.Id, StringComparer.Ordinal)];
    }

    /// <summary>Applies the fix of that key to all of it at once.</summary>
    /// <returns>Whether anything changed.</returns>
    public async Task<bool> FixAllAsync(CodeFixProvider provider, string key, ImmutableArray<Diagnostic> findings)
    {
        var context = new FixAllContext(
            Document,
            provider,
            FixAllScope.Solution,
            key,
            provider.FixableDiagnosticIds,
            new KnownDiagnostics(findings.RemoveAll(finding => !provider.FixableDiagnosticIds.Contains(finding.Id))),
            CancellationToken.None);

        if (await provider.GetFixAllProvider()!.GetFixAsync(context) is not { } action)
        {
            return false;
        }

        Solution = await AllFixes.ResultAsync(action);

        return true;
    }

    public async Task<IReadOnlyList<string>> ErrorsAsync() =>
        [.. (await Document.Project.GetCompilationAsync())!.GetDiagnostics().Where(error => error.Severity == DiagnosticSeverity.Error)
            .Select(error => $"{error}")];

    public void Dispose() => _workspace.Dispose();
}

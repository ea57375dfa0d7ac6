using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Analyzers.CodeFixes.Tests.Corpus;

namespace PortReuse.Analyzers.CodeFixes.Tests.Matrix;

/// <summary>A user's solution, and what the fix of one case makes of it.</summary>
internal sealed class MatrixSolution : IDisposable
{
    /// <summary>The companion that the tests have is built for the oldest framework.</summary>
    private const string OtherRuntime = "CS1701";

    private readonly AdhocWorkspace _workspace = new();
    private readonly FixCase _case;
    private readonly CodeFixProvider _provider;

    public MatrixSolution(FixCase fix)
    {
        _case = fix;
        _provider = AllFixes.Providers.Single(provider => provider.FixableDiagnosticIds.Contains(fix.Rule));
        Solution = _workspace.CurrentSolution;
    }

    public Solution Solution { get; private set; }

    public IEnumerable<Document> Documents => Solution.Projects.SelectMany(project => project.Documents);

    /// <summary>A solution of one project with one file.</summary>
    public static async Task<MatrixSolution> OfAsync(
        FixCase fix, string source, bool withCompanion = false, LanguageVersion version = LanguageVersion.CSharp12)
    {
        var solution = new MatrixSolution(fix);
        await solution.AddAsync("net8.0", withCompanion, version, [], ("Code.cs", source));

        return solution;
    }

    public async Task AddAsync(string framework, bool withCompanion, LanguageVersion version, string[] symbols,
        params (string Name, string Source)[] files)
    {
        var id = ProjectId.CreateNewId();
        var references = await Platforms.ReferencesOf(framework);

        Solution = Solution.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            $"Project{Solution.ProjectIds.Count}",
            $"Project{Solution.ProjectIds.Count}",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            parseOptions: new CSharpParseOptions(version, preprocessorSymbols: symbols),
            metadataReferences: withCompanion ? references.Append(Companion.Reference) : references));

        foreach (var (name, source) in files)
        {
            Solution = Solution.AddDocument(DocumentId.CreateNewId(id), name, source, filePath: "/" + name);
        }
    }

    public async Task<string> TextAsync(int index = 0) => (await Documents.ElementAt(index).GetTextAsync()).ToString();

    /// <summary>What the rule says, of all projects or of one document.</summary>
    public async Task<ImmutableArray<Diagnostic>> FindAsync(int? index = null)
    {
        var found = new List<Diagnostic>();

        foreach (var project in Solution.Projects)
        {
            var findings = await (await project.GetCompilationAsync())!.WithAnalyzers([new SocketAnalyzer()]).GetAnalyzerDiagnosticsAsync();
            found.AddRange(findings.Where(finding => finding.Id == _case.Rule));
        }

        var tree = index is { } at ? await Documents.ElementAt(at).GetSyntaxTreeAsync() : null;

        return [.. found.Where(finding => tree is null || finding.Location.SourceTree == tree)
            .OrderBy(finding => finding.Location.SourceSpan.Start)];
    }

    /// <summary>The keys of what is offered for one of the findings.</summary>
    public async Task<IReadOnlyList<CodeAction>> OfferedAsync(Diagnostic finding)
    {
        var actions = new List<CodeAction>();
        var document = Solution.GetDocument(finding.Location.SourceTree)!;
        await _provider.RegisterCodeFixesAsync(
            new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None));

        return actions;
    }

    /// <summary>Applies the fix of the case to the one finding, which must have it.</summary>
    public async Task FixAsync()
    {
        Assert.Single(await FindAsync());
        await FixFirstAsync();
    }

    public async Task FixFirstAsync()
    {
        var fix = Assert.Single(await OfferedAsync((await FindAsync())[0]), action => action.EquivalenceKey == _case.Key);
        Solution = await AllFixes.ResultAsync(fix);
        await AssertSoundAsync();
    }

    /// <summary>Applies it to all that the scope has, seen from one document.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> FixAllAsync(FixAllScope scope, int index = 0)
    {
        var context = new FixAllContext(
            Documents.ElementAt(index), _provider, scope, _case.Key, [_case.Rule],
                new KnownDiagnostics(await FindAsync()), CancellationToken.None);

        if (await _provider.GetFixAllProvider()!.GetFixAsync(context) is not { } action)
        {
            return false;
        }

        Assert.Equal(_case.Key, action.EquivalenceKey);
        Solution = await AllFixes.ResultAsync(action);
        await AssertSoundAsync();

        return true;
    }

    /// <summary>It compiles without a word, for each of the symbols that the sources ask for.</summary>
    public async Task AssertSoundAsync()
    {
        foreach (var project in Solution.Projects)
        {
            foreach (var symbols in new[] { Array.Empty<string>(), ["NEVER"] })
            {
                var options = (CSharpParseOptions)project.ParseOptions!;
                var tried = project.WithParseOptions(options.WithPreprocessorSymbols(options.PreprocessorSymbolNames.Concat(symbols)));
                var messages = (await tried.GetCompilationAsync())!.GetDiagnostics().Where(
                    message => message.Severity >= DiagnosticSeverity.Warning && message.Id != OtherRuntime);

                Assert.True(!messages.Any(), $"{string.Join('\n', messages)}\n{string.Join('\n', project.Documents.Select(document => document.GetTextAsync().Result))}");
            }
        }
    }

    public void Dispose() => _workspace.Dispose();
}

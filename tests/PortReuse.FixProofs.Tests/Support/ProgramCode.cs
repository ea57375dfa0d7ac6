using System.Runtime.Loader;
using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Analyzers;
using PortReuse.Analyzers.CodeFixes.Providers;

namespace PortReuse.FixProofs.Tests.Support;

/// <summary>A program of one or more files: what the analyzer finds in it, what the fixes make of it, and what runs.</summary>
internal sealed class ProgramCode
{
    private static readonly PortableExecutableReference Companion = MetadataReference
        .CreateFromFile(typeof(SocketExtensions).Assembly.Location);

    /// <summary>What this process runs on, ASP.NET Core included.</summary>
    private static readonly Lazy<IEnumerable<MetadataReference>> Platform = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => file.Contains("Microsoft.NETCore.App", StringComparison.Ordinal)
            || file.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file)),
    ]);

    private static readonly CodeFixProvider[] Fixes =
    [
        .. typeof(PORT0003CodeFix).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(CodeFixProvider)))
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    private readonly Project _project;

    private ProgramCode(Project project) => _project = project;

    /// <summary>The text of its first file.</summary>
    public string Text => _project.Documents.First().GetTextAsync().GetAwaiter().GetResult().ToString();

    public static ProgramCode Of(string text, bool withCompanion) =>
        Of([("Program.cs", text)], OutputKind.DynamicallyLinkedLibrary, withCompanion);

    public static ProgramCode Of(IEnumerable<(string Name, string Text)> files, OutputKind kind, bool withCompanion)
    {
        var id = ProjectId.CreateNewId();
        IEnumerable<MetadataReference> references = kind == OutputKind.ConsoleApplication ? Platform.Value : Net100.References.All;
        Solution solution = new AdhocWorkspace().CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "Program", "Program", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable),
            metadataReferences: withCompanion ? references.Append(Companion) : references));
        foreach (var (name, text) in files)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), name, text, filePath: $"/{name}");
        }

        return new ProgramCode(solution.GetProject(id)!);
    }

    /// <summary>Applies the first fix that is offered for each rule, until the rule has nothing more to say. It must be offered.</summary>
    public async Task<ProgramCode> FixedAsync(params string[] rules)
    {
        ProgramCode code = this;
        foreach (string rule in rules)
            code = await code.FixedAsync(rule);

        return code;
    }

    private async Task<ProgramCode> FixedAsync(string rule)
    {
        ProgramCode code = this;
        var found = await code.FindAsync(rule);
        Assert.True(found.Count > 0, $"No {rule} in\n{Text}");
        while (found.Count > 0)
        {
            Document document = code._project.GetDocument(found[0].Location.SourceTree)!;
            var offered = new List<CodeAction>();
            foreach (CodeFixProvider fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(rule)))
                await fix.RegisterCodeFixesAsync(
                    new CodeFixContext(document, found[0], (action, _) => offered.Add(action), CancellationToken.None));

            Assert.True(offered.Count > 0, $"No fix for {found[0]}\n{code.Text}");
            var changes = (await offered[0].GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
            code = new ProgramCode(changes.ChangedSolution.GetProject(_project.Id)!);
            var left = await code.FindAsync(rule);
            Assert.True(left.Count < found.Count, code.Text);
            found = left;
        }

        return code;
    }

    public Assembly Load()
    {
        using var image = new MemoryStream();
        var result = _project.GetCompilationAsync().GetAwaiter().GetResult()!.Emit(image);
        Assert.True(result.Success, $"{string.Join('\n', result.Diagnostics)}\n{Text}");
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }

    /// <summary>Its <c>Program.Run</c>, to be called many times.</summary>
    public Func<object[], Task> Compiled()
    {
        MethodInfo run = Load().GetType("Program")!.GetMethod("Run")!;
        return arguments => run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null) as Task ?? Task.CompletedTask;
    }

    /// <summary>What one of the rules says of it, or all of them.</summary>
    public async Task<List<Diagnostic>> FindAsync(string? rule = null)
    {
        Compilation compilation = (await _project.GetCompilationAsync())!;
        var findings = await compilation.WithAnalyzers([new SocketAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. findings.Where(finding => rule is null || finding.Id == rule).OrderBy(finding => finding.Location.SourceSpan.Start)];
    }
}

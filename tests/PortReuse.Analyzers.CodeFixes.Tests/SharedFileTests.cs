using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>A file that is compiled for several target frameworks must compile for all of them afterwards.</summary>
public sealed class SharedFileTests
{
    private static readonly string Source = Code.Method("""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(ip, 0));
        socket.Connect(remote);
        """);

    private static readonly ImmutableArray<MetadataReference> Net = [.. Net80.References.All];

    [Fact]
    public async Task Raw_option_is_written_where_every_framework_has_it()
        => Assert.Equal([PORT0001AndPORT0002CodeFix.SetOptionKey], await OfferedAsync(Net, Net));

    [Fact]
    public async Task Raw_option_is_not_written_where_one_framework_lacks_it()
        => Assert.Empty(await OfferedAsync(Net, await NetStandardAsync()));

    [Fact]
    public async Task Companion_is_called_where_every_framework_has_it()
        => Assert.Equal(
            [PORT0001AndPORT0002CodeFix.SetOptionKey],
            await OfferedAsync(Net.Add(Companion.Reference), (await NetStandardAsync()).Add(Companion.Reference)));

    [Fact]
    public async Task Windows_option_is_not_written_into_a_file_that_runs_elsewhere_too()
    {
        var framework = await ReferenceAssemblies.NetFramework.Net472.Default.ResolveAsync(LanguageNames.CSharp, CancellationToken.None);

        Assert.Equal([PORT0001AndPORT0002CodeFix.SetOptionKey], await OfferedAsync(framework, framework));
        Assert.Empty(await OfferedAsync(framework, Net));
    }

    [Fact]
    public async Task Fix_All_changes_the_one_file_once_whichever_framework_has_the_diagnostic()
    {
        var type = Source[Source.IndexOf("class C", StringComparison.Ordinal)..];
        var source = $"{Source}#if FIRST\n{type.Replace("class C", "class D", StringComparison.Ordinal)}#endif\n";

        using var workspace = new AdhocWorkspace();
        var solution = Add(workspace.CurrentSolution, source, new CSharpParseOptions(preprocessorSymbols: ["FIRST"]), Net, out var first);
        solution = Add(solution, source, new CSharpParseOptions(), Net, out var second);
        var found = new List<Diagnostic>();

        foreach (var project in solution.Projects)
        {
            found.AddRange(await DiagnosticsAsync(project));
        }

        Assert.Equal(3, found.Count);

        var provider = new PORT0001AndPORT0002CodeFix();
        var context = new FixAllContext(
            solution.GetDocument(second)!,
            provider,
            FixAllScope.Solution,
            PORT0001AndPORT0002CodeFix.SetOptionKey,
            provider.FixableDiagnosticIds,
            new KnownDiagnostics([.. found]),
            CancellationToken.None);

        var action = await provider.GetFixAllProvider().GetFixAsync(context);
        var changed = (await action!.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var texts = new[] { first, second }.Select(document => changed.GetDocument(document)!.GetTextAsync().Result.ToString()).ToArray();

        Assert.Equal(2, texts[0].Split("SetRawSocketOption").Length - 1);
        Assert.Equal(texts[0], texts[1]);
        Assert.All(changed.Projects, project => Assert.Empty(DiagnosticsAsync(project).Result));
    }

    private static Task<ImmutableArray<MetadataReference>> NetStandardAsync()
        => ReferenceAssemblies.NetStandard.NetStandard20.ResolveAsync(LanguageNames.CSharp, CancellationToken.None);

    /// <summary>The keys of the fixes for the first of two projects that have the one file.</summary>
    private static async Task<IReadOnlyList<string?>> OfferedAsync(params ImmutableArray<MetadataReference>[] frameworks)
    {
        using var workspace = new AdhocWorkspace();
        var solution = workspace.CurrentSolution;
        DocumentId? document = null;

        foreach (var references in frameworks)
        {
            solution = Add(solution, Source, new CSharpParseOptions(), references, out var added);
            document ??= added;
        }

        var file = solution.GetDocument(document)!;
        var diagnostics = await DiagnosticsAsync(file.Project);
        var actions = new List<CodeAction>();

        await new PORT0001AndPORT0002CodeFix().RegisterCodeFixesAsync(
            new CodeFixContext(file, Assert.Single(diagnostics), (action, _) => actions.Add(action), CancellationToken.None));

        return [.. actions.Select(action => action.EquivalenceKey)];
    }

    /// <summary>One more project that has the file.</summary>
    private static Solution Add(
        Solution solution, string source, CSharpParseOptions options, ImmutableArray<MetadataReference> references, out DocumentId document)
    {
        var project = ProjectId.CreateNewId();
        document = DocumentId.CreateNewId(project);

        return solution
            .AddProject(ProjectInfo.Create(
                project,
                VersionStamp.Default,
                "P",
                "P",
                LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
                parseOptions: options,
                metadataReferences: references))
            .AddDocument(document, "C.cs", source, filePath: "/C.cs");
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project)
        => await (await project.GetCompilationAsync())!.WithAnalyzers([new SocketAnalyzer()]).GetAnalyzerDiagnosticsAsync();
}

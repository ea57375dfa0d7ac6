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

    private static readonly string HostName = Code.Method("""
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        socket.Connect("example.org", 80);
        """);

    private static readonly ImmutableArray<MetadataReference> Net = [.. Net80.References.All];

    [Fact]
    public async Task Raw_option_is_written_where_every_framework_has_it() =>
        Assert.Equal([PORT0001AndPORT0002CodeFix.SetOptionKey], await OfferedAsync(Net, Net));

    [Fact]
    public async Task Raw_option_is_not_written_where_one_framework_lacks_it() =>
        Assert.Empty(await OfferedAsync(Net, await NetStandardAsync()));

    [Fact]
    public async Task Companion_is_called_where_every_framework_has_it() =>
        Assert.Equal(
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

    [Fact]
    public async Task Overload_that_only_one_framework_has_is_not_called()
    {
        Assert.Contains("Dns.GetHostAddresses(\"example.org\", AddressFamily.InterNetwork);", await HostNameFixedAsync(Net),
            StringComparison.Ordinal);
        Assert.Contains("Array.FindAll(Dns.GetHostAddresses(\"example.org\"), ", await HostNameFixedAsync(Net, await NetStandardAsync()),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connector_is_called_only_where_every_framework_has_the_companion()
    {
        var withCompanion = Net.Add(Companion.Reference);

        Assert.Contains("new OutboundConnector(local)", await HostNameFixedAsync(withCompanion, withCompanion), StringComparison.Ordinal);
        Assert.DoesNotContain("OutboundConnector", await HostNameFixedAsync(withCompanion, Net), StringComparison.Ordinal);
    }

    private static Task<ImmutableArray<MetadataReference>> NetStandardAsync() =>
        ReferenceAssemblies.NetStandard.NetStandard20.ResolveAsync(LanguageNames.CSharp, CancellationToken.None);

    /// <summary>The keys of the fixes for the first of the projects that have the one file.</summary>
    private static async Task<IReadOnlyList<string?>> OfferedAsync(params ImmutableArray<MetadataReference>[] frameworks)
    {
        using var workspace = new AdhocWorkspace();
        var (_, actions) = await ActionsAsync(workspace, new PORT0001AndPORT0002CodeFix(), Source, frameworks);

        return [.. actions.Select(action => action.EquivalenceKey)];
    }

    /// <summary>The file after the one fix of PORT0004, which must compile in all of the projects that have it.</summary>
    private static async Task<string> HostNameFixedAsync(params ImmutableArray<MetadataReference>[] frameworks)
    {
        using var workspace = new AdhocWorkspace();
        var (file, actions) = await ActionsAsync(workspace, new PORT0004CodeFix(), HostName, frameworks);
        var changed = (await Assert.Single(actions).GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>()
            .Single().ChangedSolution;

        foreach (var project in changed.Projects)
        {
            Assert.DoesNotContain((await project.GetCompilationAsync())!.GetDiagnostics(), diagnostic =>
                diagnostic.Severity == DiagnosticSeverity.Error);
        }

        return (await changed.GetDocument(file)!.GetTextAsync()).ToString();
    }

    /// <summary>What is offered for the one fixable diagnostic, in the first of the projects.</summary>
    private static async Task<(DocumentId File, IReadOnlyList<CodeAction> Actions)> ActionsAsync(
        AdhocWorkspace workspace, CodeFixProvider fix, string source, ImmutableArray<MetadataReference>[] frameworks)
    {
        var solution = workspace.CurrentSolution;
        DocumentId? document = null;

        foreach (var references in frameworks)
        {
            solution = Add(solution, source, new CSharpParseOptions(), references, out var added);
            document ??= added;
        }

        var file = solution.GetDocument(document)!;
        var found = (await DiagnosticsAsync(file.Project)).Single(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id));
        var actions = new List<CodeAction>();

        await fix.RegisterCodeFixesAsync(new CodeFixContext(file, found, (action, _) => actions.Add(action), CancellationToken.None));

        return (document!, actions);
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

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project) =>
        await (await project.GetCompilationAsync())!.WithAnalyzers([new SocketAnalyzer()]).GetAnalyzerDiagnosticsAsync();
}

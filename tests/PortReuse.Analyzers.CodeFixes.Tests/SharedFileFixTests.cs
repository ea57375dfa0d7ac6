using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>A file that two target frameworks have: what is written compiles for both.</summary>
public sealed class SharedFileFixTests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";

    private static readonly string HostName = Code.Method($"var socket = {New};\nsocket.Bind(local);\nsocket.Connect(\"example.org\", 80);");

    [Fact]
    public async Task Overload_that_only_one_of_them_has_is_not_called()
    {
        var net = Net80.References.All.Cast<MetadataReference>().ToImmutableArray();
        var standard = await ReferenceAssemblies.NetStandard.NetStandard20.ResolveAsync(LanguageNames.CSharp, CancellationToken.None);

        Assert.Contains("Dns.GetHostAddresses(\"example.org\", AddressFamily.InterNetwork);", await FixedAsync(new PORT0004CodeFix(), HostName, net), StringComparison.Ordinal);
        Assert.Contains("Array.FindAll(Dns.GetHostAddresses(\"example.org\"), ", await FixedAsync(new PORT0004CodeFix(), HostName, net, standard), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connector_is_called_only_where_both_have_the_companion()
    {
        var net = Net80.References.All.Cast<MetadataReference>().ToImmutableArray();
        var withCompanion = net.Add(Companion.Reference);

        Assert.Contains("new OutboundConnector(local)", await FixedAsync(new PORT0004CodeFix(), HostName, withCompanion, withCompanion), StringComparison.Ordinal);
        Assert.DoesNotContain("OutboundConnector", await FixedAsync(new PORT0004CodeFix(), HostName, withCompanion, net), StringComparison.Ordinal);
    }

    /// <summary>The file as it is in each of the projects, which must compile.</summary>
    private static async Task<string> FixedAsync(CodeFixProvider fix, string source, params ImmutableArray<MetadataReference>[] frameworks)
    {
        using var workspace = new AdhocWorkspace();
        var solution = workspace.CurrentSolution;
        var documents = new List<DocumentId>();

        foreach (var references in frameworks)
        {
            var project = ProjectId.CreateNewId();
            documents.Add(DocumentId.CreateNewId(project));
            solution = solution
                .AddProject(ProjectInfo.Create(
                    project,
                    VersionStamp.Default,
                    "P",
                    "P",
                    LanguageNames.CSharp,
                    compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
                    metadataReferences: references))
                .AddDocument(documents[^1], "C.cs", source, filePath: "/C.cs");
        }

        var file = solution.GetDocument(documents[0])!;
        var compilation = (await file.Project.GetCompilationAsync())!;
        var found = (await compilation.WithAnalyzers([new SocketAnalyzer()]).GetAnalyzerDiagnosticsAsync())
            .Single(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id));
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(file, found, (action, _) => actions.Add(action), CancellationToken.None));

        var changed = (await Assert.Single(actions).GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

        foreach (var document in documents)
        {
            var repaired = await changed.GetDocument(document)!.Project.GetCompilationAsync();
            Assert.DoesNotContain(repaired!.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        }

        return (await changed.GetDocument(documents[0])!.GetTextAsync()).ToString();
    }
}

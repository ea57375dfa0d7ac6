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
            var project = ProjectId.CreateNewId();
            var added = DocumentId.CreateNewId(project);
            document ??= added;

            solution = solution
                .AddProject(ProjectInfo.Create(
                    project,
                    VersionStamp.Default,
                    "P",
                    "P",
                    LanguageNames.CSharp,
                    compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
                    metadataReferences: references))
                .AddDocument(added, "C.cs", Source, filePath: "/C.cs");
        }

        var file = solution.GetDocument(document)!;
        var compilation = await file.Project.GetCompilationAsync();
        var diagnostics = await compilation!.WithAnalyzers([new SocketAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        var actions = new List<CodeAction>();

        await new PORT0001AndPORT0002CodeFix().RegisterCodeFixesAsync(
            new CodeFixContext(file, Assert.Single(diagnostics), (action, _) => actions.Add(action), CancellationToken.None));

        return [.. actions.Select(action => action.EquivalenceKey)];
    }
}

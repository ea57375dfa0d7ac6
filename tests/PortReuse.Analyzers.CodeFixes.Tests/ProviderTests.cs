using System.Collections.Immutable;
using System.Net.Sockets;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>What a host sees of the fixes.</summary>
public sealed class ProviderTests
{
    private static readonly PORT0001AndPORT0002CodeFix Provider = new();

    [Fact]
    public void Is_exported_for_CSharp()
        => Assert.Equal([LanguageNames.CSharp], Provider.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages);

    [Fact]
    public void Fixes_only_what_the_analyzer_reports()
        => Assert.Subset(
            new SocketAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id).ToHashSet(),
            Provider.FixableDiagnosticIds.ToHashSet());

    [Fact]
    public void Fixes_all_in_every_scope()
        => Assert.Superset(
            new HashSet<FixAllScope> { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution },
            Provider.GetFixAllProvider().GetSupportedFixAllScopes().ToHashSet());

    [Fact]
    public async Task Fix_All_without_a_key_applies_the_first_fix()
    {
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("P", LanguageNames.CSharp)
            .WithMetadataReferences(Net80.References.All)
            .AddDocument("C.cs", Code.Method("""
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Any, 0));
                socket.Connect(remote);
                """));

        var compilation = await document.Project.GetCompilationAsync();
        var diagnostics = await compilation!.WithAnalyzers([new SocketAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        var context = new FixAllContext(document, Provider, FixAllScope.Project, null, Provider.FixableDiagnosticIds, new Known(diagnostics), CancellationToken.None);

        var action = await Provider.GetFixAllProvider().GetFixAsync(context);
        var operation = (await action!.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        var text = await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync();

        Assert.Contains("SetRawSocketOption", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("socket.Bind", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Companion_has_the_method_that_is_called()
    {
        var method = typeof(SocketExtensions).GetMethod("TrySetBindAddressNoPort", [typeof(Socket)]);

        Assert.Equal("PortReuse.SocketExtensions", method?.DeclaringType?.FullName);
        Assert.True(method!.IsDefined(typeof(ExtensionAttribute)));
    }

    [Fact]
    public void Assembly_references_nothing_that_an_old_host_lacks()
    {
        using var file = new PEReader(File.OpenRead(Provider.GetType().Assembly.Location));
        var metadata = file.GetMetadataReader();

        var references = metadata.AssemblyReferences
            .Select(metadata.GetAssemblyReference)
            .Select(reference => (Name: metadata.GetString(reference.Name), reference.Version))
            .ToList();

        Assert.DoesNotContain(references, reference => reference.Name.StartsWith("System.Composition", StringComparison.Ordinal));
        Assert.All(
            references.Where(reference => reference.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
            reference => Assert.True(reference.Version <= new Version(4, 8, 0, 0), $"{reference.Name} {reference.Version}"));
    }

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Microsoft.CodeAnalysis.Document document, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}

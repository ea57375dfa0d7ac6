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
using PortReuse.Analyzers.CodeFixes.Tests.Corpus;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>What a host sees of the fixes.</summary>
public sealed class ProviderTests
{
    private static readonly PORT0001AndPORT0002CodeFix Provider = new();

    [Fact]
    public void Each_is_exported_for_CSharp_by_its_own_name() =>
        Assert.All(AllFixes.Providers, provider =>
        {
            var export = provider.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>();

            Assert.Equal([LanguageNames.CSharp], export!.Languages);
            Assert.Equal(provider.GetType().Name, export.Name);
            Assert.All(provider.FixableDiagnosticIds, id => Assert.Contains(id, provider.GetType().Name, StringComparison.Ordinal));
        });

    [Fact]
    public void Each_diagnostic_is_fixed_by_one_of_them_at_most_and_is_one_of_the_analyzer()
    {
        var ids = AllFixes.Providers.SelectMany(provider => provider.FixableDiagnosticIds).ToList();

        Assert.Equal(ids.Distinct(), ids);
        Assert.Subset(new SocketAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id).ToHashSet(), ids.ToHashSet());
    }

    [Fact]
    public void Each_fixes_all_in_every_scope() =>
        Assert.All(AllFixes.Providers, provider => Assert.Superset(
            new HashSet<FixAllScope> { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution },
            provider.GetFixAllProvider()!.GetSupportedFixAllScopes().ToHashSet()));

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
        var context = new FixAllContext(document, Provider, FixAllScope.Project, null, Provider.FixableDiagnosticIds,
            new KnownDiagnostics(diagnostics), CancellationToken.None);

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
}

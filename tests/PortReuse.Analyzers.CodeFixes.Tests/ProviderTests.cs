using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

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

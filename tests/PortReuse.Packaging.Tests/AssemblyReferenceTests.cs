using System.Reflection.Metadata;

namespace PortReuse.Packaging.Tests;

/// <summary>
/// The oldest host is Visual Studio 2022 17.8 and the .NET 8 SDK: Roslyn 4.8 and what it brings along. A reference to anything
/// newer does not fail to compile here; it fails to load there, with CS8032 and without a single diagnostic.
/// </summary>
[Collection(PackedPackages.Collection)]
public sealed class AssemblyReferenceTests(PackedPackages packages)
{
    private static readonly Dictionary<string, Version> Host = new()
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
        ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        ["System.Reflection.Metadata"] = new(7, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 1, 2),
        ["System.Runtime.CompilerServices.Unsafe"] = new(6, 0, 0, 0),
    };

    // The compiler loads the fixes' assembly too, but asks it for analyzers only; an editor has Workspaces.
    private static readonly Dictionary<string, Version> Editor = new(Host)
    {
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
        ["PortReuse.Analyzers"] = new(0, 1, 0, 0),
    };

    [Fact]
    public void The_analyzers_reference_only_what_the_oldest_compiler_has() =>
        AssertKnown("analyzers/dotnet/roslyn4.8/cs/PortReuse.Analyzers.dll", Host);

    [Fact]
    public void The_fixes_reference_only_what_the_oldest_editor_has() =>
        AssertKnown("analyzers/dotnet/roslyn4.8/cs/PortReuse.Analyzers.CodeFixes.dll", Editor);

    /// <summary>An assembly of the framework, the one whose name begins otherwise.</summary>
    private const string HomeOfWin32Exception = "Microsoft.Win32.Primitives";

    [Theory]
    [InlineData("net8.0", 8)]
    [InlineData("net10.0", 10)]
    public void The_companion_references_only_its_own_framework(string framework, int major)
    {
        using var assembly = packages.Companion.ReadAssembly($"lib/{framework}/PortReuse.dll");
        var references = References(assembly.GetMetadataReader());

        Assert.NotEmpty(references);
        Assert.All(references, reference =>
        {
            Assert.True(reference.Name is HomeOfWin32Exception
                || reference.Name.StartsWith("System.", StringComparison.Ordinal), reference.Name);
            Assert.InRange(reference.Version.Major, 0, major);
        });
    }

    private void AssertKnown(string name, Dictionary<string, Version> allowed)
    {
        using var assembly = packages.Analyzers.ReadAssembly(name);
        var references = References(assembly.GetMetadataReader());

        Assert.Contains(references, reference => reference.Name == "netstandard");
        var refused = references
            .Where(reference => !allowed.TryGetValue(reference.Name, out var newest) || reference.Version > newest)
            .Select(reference => $"{reference.Name} {reference.Version}, where the host has {allowed.GetValueOrDefault(reference.Name)?.ToString() ?? "none"}")
            .ToArray();
        Assert.True(refused.Length == 0, $"{name} references {string.Join("; ", refused)}.");
    }

    private static (string Name, Version Version)[] References(MetadataReader metadata) =>
        [.. metadata.AssemblyReferences
            .Select(metadata.GetAssemblyReference)
            .Select(reference => (metadata.GetString(reference.Name), reference.Version))];
}

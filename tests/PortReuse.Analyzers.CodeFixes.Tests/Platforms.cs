using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>What a project may be for, and written in.</summary>
internal static class Platforms
{
    /// <summary>
    /// From the oldest on that a fix is held to. The preview stands for the newest, which this compiler may not know by its number.
    /// </summary>
    public static IEnumerable<LanguageVersion> LanguageVersions { get; } =
    [
        .. Enum.GetValues<LanguageVersion>().Where(
            version => version is >= LanguageVersion.CSharp7_3 and < LanguageVersion.LatestMajor or LanguageVersion.Preview),
    ];

    public static async Task<IEnumerable<MetadataReference>> ReferencesOf(string framework) => framework switch
    {
        "net8.0" => Net80.References.All,
        "net10.0" => Net100.References.All,
        "netstandard2.1" => await ReferenceAssemblies.NetStandard.NetStandard21.ResolveAsync(LanguageNames.CSharp, CancellationToken.None),
        "net472" => await ReferenceAssemblies.NetFramework.Net472.Default.ResolveAsync(LanguageNames.CSharp, CancellationToken.None),
        _ => throw new ArgumentOutOfRangeException(nameof(framework), framework, "No references."),
    };
}

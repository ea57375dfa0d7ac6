using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Platforms;

namespace PortReuse.Analyzers.CodeFixes.Providers;

/// <summary>Repairs an option of one system that is set on others too: PORT0007.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PORT0007CodeFix))]
public sealed class PORT0007CodeFix : DocumentFixProvider
{
    /// <summary>The equivalence key of the fix that guards the option by its system.</summary>
    public const string GuardOptionKey = GuardOptionFix.Key;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PORT0007");

    private protected override ImmutableArray<DocumentFix> Fixes { get; } = ImmutableArray.Create<DocumentFix>(new GuardOptionFix());
}

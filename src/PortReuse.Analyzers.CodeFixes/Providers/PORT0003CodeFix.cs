using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Collisions;

namespace PortReuse.Analyzers.CodeFixes.Providers;

/// <summary>Handles the collision of a connect from a listener's port: PORT0003.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PORT0003CodeFix))]
public sealed class PORT0003CodeFix : DocumentFixProvider
{
    /// <summary>The equivalence key of the fix that goes on with a new socket.</summary>
    public const string FreshSocketKey = FallBackToFreshSocketFix.Key;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PORT0003");

    private protected override ImmutableArray<DocumentFix> Fixes { get; } = ImmutableArray.Create<DocumentFix>(
        new FallBackToFreshSocketFix());
}

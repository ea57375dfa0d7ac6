using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Reservations;

namespace PortReuse.Analyzers.CodeFixes.Providers;

/// <summary>Reserves a port that is looked for: PORT0011.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PORT0011CodeFix))]
public sealed class PORT0011CodeFix : DocumentFixProvider
{
    /// <summary>The equivalence key of the fix.</summary>
    public const string ReservePortKey = ReservePortFix.Key;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PORT0011");

    private protected override ImmutableArray<DocumentFix> Fixes { get; } = ImmutableArray.Create<DocumentFix>(new ReservePortFix());
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes;

/// <summary>Handles the collision of a connect from a listener's port: PORT0003.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PORT0003CodeFix))]
public sealed class PORT0003CodeFix : DocumentFixProvider
{
    /// <summary>The equivalence key of the fix that goes on with a new socket.</summary>
    public const string FreshSocketKey = "PortReuse.ConnectFreshSocket";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PORT0003");

    private protected override ImmutableArray<DocumentFix> Fixes { get; } = ImmutableArray.Create<DocumentFix>(new FallBackToFreshSocket());
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.LateOptions;

namespace PortReuse.Analyzers.CodeFixes.Providers;

/// <summary>Removes ReuseAddress from a listener that shares its port with no other socket: PORT0010.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PORT0010CodeFix))]
public sealed class PORT0010CodeFix : DocumentFixProvider
{
    /// <summary>The equivalence key of the fix.</summary>
    public const string RemoveOptionKey = "PortReuse.RemoveReuseAddress";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PORT0010");

    private protected override ImmutableArray<DocumentFix> Fixes { get; }
        = ImmutableArray.Create<DocumentFix>(new RemoveOptionFix(RemoveOptionKey, "Remove ReuseAddress"));
}

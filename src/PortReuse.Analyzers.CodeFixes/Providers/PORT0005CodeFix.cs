using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.LateOptions;

namespace PortReuse.Analyzers.CodeFixes.Providers;

/// <summary>Repairs an option that is set after the bind it was meant for: PORT0005.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PORT0005CodeFix))]
public sealed class PORT0005CodeFix : DocumentFixProvider
{
    /// <summary>The equivalence key of the fix that moves the option before the bind.</summary>
    public const string MoveOptionKey = MoveOptionBeforeBindFix.Key;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PORT0005");

    private protected override ImmutableArray<DocumentFix> Fixes { get; } = ImmutableArray.Create<DocumentFix>(
        new MoveOptionBeforeBindFix());
}

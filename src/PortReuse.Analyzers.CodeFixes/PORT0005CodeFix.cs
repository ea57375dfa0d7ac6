using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes;

/// <summary>Repairs an option that is set after the bind it was meant for: PORT0005.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PORT0005CodeFix))]
public sealed class PORT0005CodeFix : DocumentFixProvider
{
    /// <summary>The equivalence key of the fix that moves the option before the bind.</summary>
    public const string MoveOptionKey = "PortReuse.MoveOptionBeforeBind";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PORT0005");

    private protected override ImmutableArray<DocumentFix> Fixes { get; } = ImmutableArray.Create<DocumentFix>(new MoveOptionBeforeBind());
}

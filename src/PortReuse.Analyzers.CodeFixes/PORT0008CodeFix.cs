using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes;

/// <summary>Removes IP_BIND_ADDRESS_NO_PORT from a UDP socket: PORT0008.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PORT0008CodeFix))]
public sealed class PORT0008CodeFix : DocumentFixProvider
{
    /// <summary>The equivalence key of the fix.</summary>
    public const string RemoveOptionKey = "PortReuse.RemoveBindAddressNoPort";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PORT0008");

    private protected override ImmutableArray<DocumentFix> Fixes { get; }
        = ImmutableArray.Create<DocumentFix>(new RemoveOption(RemoveOptionKey, "Remove IP_BIND_ADDRESS_NO_PORT"));
}

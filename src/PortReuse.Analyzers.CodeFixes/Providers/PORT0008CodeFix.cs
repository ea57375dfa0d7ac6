using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.LateOptions;

namespace PortReuse.Analyzers.CodeFixes.Providers;

/// <summary>Removes IP_BIND_ADDRESS_NO_PORT from a UDP socket: PORT0008.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PORT0008CodeFix))]
public sealed class PORT0008CodeFix : DocumentFixProvider
{
    /// <summary>The equivalence key of the fix.</summary>
    public const string RemoveOptionKey = "PortReuse.RemoveBindAddressNoPort";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PORT0008");

    private protected override ImmutableArray<DocumentFix> Fixes { get; }
        = ImmutableArray.Create<DocumentFix>(new RemoveOptionFix(RemoveOptionKey, "Remove IP_BIND_ADDRESS_NO_PORT"));
}

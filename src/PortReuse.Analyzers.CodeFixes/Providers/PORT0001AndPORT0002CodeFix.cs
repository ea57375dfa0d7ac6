using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.PortChoice;

namespace PortReuse.Analyzers.CodeFixes.Providers;

/// <summary>Repairs a bind that takes an ephemeral port before the destination is known: PORT0001 and PORT0002.</summary>
/// <remarks>
/// There is no <c>[Shared]</c> here. It would make this assembly reference a <c>System.Composition</c> of the version it was
/// built with, which an older host does not bring; the export alone is all that a host asks for.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PORT0001AndPORT0002CodeFix))]
public sealed class PORT0001AndPORT0002CodeFix : DocumentFixProvider
{
    /// <summary>The equivalence key of the fix that sets the option before the bind.</summary>
    public const string SetOptionKey = SetOptionBeforeBindFix.Key;

    /// <summary>The equivalence key of the fix that removes a bind to the wildcard address.</summary>
    public const string RemoveBindKey = RemoveWildcardBindFix.Key;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PORT0001", "PORT0002");

    private protected override ImmutableArray<DocumentFix> Fixes { get; }
        = ImmutableArray.Create<DocumentFix>(new SetOptionBeforeBindFix(), new RemoveWildcardBindFix());
}

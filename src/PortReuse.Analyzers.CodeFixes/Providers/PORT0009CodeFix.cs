using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Collisions;

namespace PortReuse.Analyzers.CodeFixes.Providers;

/// <summary>Lets a listener and its dialer share the port: PORT0009.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PORT0009CodeFix))]
public sealed class PORT0009CodeFix : DocumentFixProvider
{
    /// <summary>The equivalence key of the fix.</summary>
    public const string SharePortKey = ShareListenersPortFix.Key;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PORT0009");

    private protected override ImmutableArray<DocumentFix> Fixes { get; } = ImmutableArray.Create<DocumentFix>(new ShareListenersPortFix());
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Attempts;

namespace PortReuse.Analyzers.CodeFixes.Providers;

/// <summary>Makes one new socket for each attempt to connect: PORT0004.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PORT0004CodeFix))]
public sealed class PORT0004CodeFix : DocumentFixProvider
{
    /// <summary>The equivalence key of the fix.</summary>
    public const string SocketForEachAttemptKey = SocketForEachAttemptFix.Key;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PORT0004");

    private protected override ImmutableArray<DocumentFix> Fixes { get; } = ImmutableArray.Create<DocumentFix>(
        new SocketForEachAttemptFix());
}

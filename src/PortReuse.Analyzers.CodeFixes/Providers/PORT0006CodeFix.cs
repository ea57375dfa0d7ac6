using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.EarlyReads;

namespace PortReuse.Analyzers.CodeFixes.Providers;

/// <summary>Repairs a read of <c>LocalEndPoint</c> that comes before the port is chosen: PORT0006.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PORT0006CodeFix))]
public sealed class PORT0006CodeFix : DocumentFixProvider
{
    /// <summary>The equivalence key of the fix that reads the endpoint as it is after the connect.</summary>
    public const string ReadEndPointKey = ReadTrueEndPointFix.Key;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PORT0006");

    private protected override ImmutableArray<DocumentFix> Fixes { get; } = ImmutableArray.Create<DocumentFix>(new ReadTrueEndPointFix());
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Lint.Tests;

/// <summary>What the command is given to compare ours with: this very assembly.</summary>
public abstract class ForeignAnalyzer(bool onByDefault) : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [new("FOREIGN", "Foreign", "Foreign", "Tests", DiagnosticSeverity.Warning, onByDefault)];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Look, SymbolKind.NamedType);
    }

    protected abstract void Look(SymbolAnalysisContext context);
}

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReportingAnalyzer() : ForeignAnalyzer(onByDefault: true)
{
    protected override void Look(SymbolAnalysisContext context) =>
        context.ReportDiagnostic(Diagnostic.Create(SupportedDiagnostics[0], context.Symbol.Locations[0]));
}

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThrowingAnalyzer() : ForeignAnalyzer(onByDefault: true)
{
    protected override void Look(SymbolAnalysisContext context) => throw new InvalidOperationException("A foreign failure");
}

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OffByDefaultAnalyzer() : ForeignAnalyzer(onByDefault: false)
{
    protected override void Look(SymbolAnalysisContext context) => throw new InvalidOperationException("Nobody asked for this one");
}

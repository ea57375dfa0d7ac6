using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>
/// Flags every bind with no option set in the statement before it, however little it knows of the socket. With it, a test of
/// where a fix can write does not depend on how far the real analyzer can follow a socket.
/// </summary>
#pragma warning disable RS1001, RS1036, RS2008 // No host loads it.
internal sealed class EveryBindAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = new("PORT0002", "Bind", "Bind", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Descriptor];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.InvocationExpression, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var shape = context.SemanticModel.GetSymbolInfo(context.Node).Symbol switch
        {
            IMethodSymbol { Name: "Bind", ContainingType.Name: "Socket" } when !IsOptionSetBefore(context.Node) => DiagnosticProperties.ShapeBind,
            IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType.Name: "TcpClient", Parameters: [{ Type.Name: "IPEndPoint" }] }
                => DiagnosticProperties.ShapeConstructor,
            _ => null,
        };

        if (shape is not null)
        {
            var properties = ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Shape, shape);

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                context.Node.GetLocation(),
                context.Node.ToString().Contains("IPAddress.Any", StringComparison.Ordinal) ? properties.Add(DiagnosticProperties.Wildcard, "true") : properties));
        }
    }

    private static bool IsOptionSetBefore(SyntaxNode bind)
    {
        SyntaxNode? statement = bind.FirstAncestorOrSelf<StatementSyntax>();
        statement = statement?.Parent is GlobalStatementSyntax global ? global : statement;

        return statement?.Parent?.ChildNodes().TakeWhile(node => node != statement).LastOrDefault()?.ToString() is { } previous
            && (previous.Contains("TrySetBindAddressNoPort", StringComparison.Ordinal) || previous.Contains("SetRawSocketOption(0, 24", StringComparison.Ordinal));
    }
}

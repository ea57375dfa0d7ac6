using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>Flags every bind with no option set right before it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class StubAnalyzer : DiagnosticAnalyzer
{
#pragma warning disable RS2008
    private static readonly DiagnosticDescriptor P1 = new("PORT0001", "t", "m", "Reliability", DiagnosticSeverity.Warning, true);
    private static readonly DiagnosticDescriptor P2 = new("PORT0002", "t", "m", "Reliability", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [P1, P2];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.InvocationExpression, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var symbol = context.SemanticModel.GetSymbolInfo(context.Node).Symbol as IMethodSymbol;
        var shape = symbol switch
        {
            { Name: "Bind", ContainingType.Name: "Socket" } => "Bind",
            { MethodKind: MethodKind.Constructor, ContainingType.Name: "TcpClient", Parameters: [{ Type.Name: "IPEndPoint" }] } => "Constructor",
            _ => null,
        };

        var statement = context.Node.FirstAncestorOrSelf<StatementSyntax>();
        var member = context.Node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().First(m => m is not GlobalStatementSyntax || true);
        var all = (member is GlobalStatementSyntax ? member.Parent! : member).ToString();
        SyntaxNode? node = statement;
        SyntaxNode? previous = null;
        if (node is not null)
        {
            if (node.Parent is GlobalStatementSyntax) node = node.Parent;
            var siblings = node.Parent!.ChildNodes().ToList();
            var i = siblings.IndexOf(node);
            previous = i > 0 ? siblings[i - 1] : null;
        }

        if (shape is null || (shape == "Bind" && previous?.ToString() is { } p && (p.Contains("NoPort()") || p.Contains("0, 24,") || p.Contains("ReuseUnicastPort"))))
        {
            return;
        }

        var properties = ImmutableDictionary<string, string?>.Empty.Add("Shape", shape);
        var text = context.Node.ToString();
        if (text.Contains("IPAddress.Any") || text.Contains("IPAddress.IPv6Any") || text.Contains("wildcard")) properties = properties.Add("Wildcard", "");
        if (symbol!.ContainingAssembly.Name == "System") properties = properties.Add("WindowsOnly", "");
        if (all.Contains("LocalEndPoint;")) properties = properties.Add("Blocked", "EarlyRead");
        if (all.Contains("IPAddress[]") || all.Contains("Connect(\"")) properties = properties.Add("Blocked", "SeveralAddresses");

        context.ReportDiagnostic(Diagnostic.Create(all.Contains("ReuseAddress") ? P1 : P2, context.Node.GetLocation(), properties));
    }
}

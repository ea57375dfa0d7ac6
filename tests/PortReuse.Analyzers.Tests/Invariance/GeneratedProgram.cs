using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.Tests.AnySource;

namespace PortReuse.Analyzers.Tests.Invariance;

/// <summary>
/// Generated sources that compile: what has an error in it is taken out, a statement or else a member, until there is none. In code with
/// errors another spelling may well mean something else.
/// </summary>
internal static class GeneratedProgram
{
    private const int MaxPasses = 12;

    /// <summary>
    /// Of a type that is too large to follow to its end, it is the order of its members that says how far it is followed.
    /// </summary>
    private const int MaxRules = 250;

    private static readonly ConcurrentDictionary<uint, TracedProgram?> Known = new();

    /// <summary>Null where there are errors that cannot be taken out.</summary>
    public static TracedProgram? Of(uint seed) => Known.GetOrAdd(seed, Generate);

    private static TracedProgram? Generate(uint seed)
    {
        var text = new SourceGen("File", MaxRules).Generate(new PCG(seed, 1), null, out _);
        text = CSharpSyntaxTree.ParseText(text).GetRoot().NormalizeWhitespace().ToFullString();
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var program = TracedProgram.OfSource(string.Create(CultureInfo.InvariantCulture, $"generated {seed}"), text);
            var compilation = program.Compile();
            var errors = compilation.GetDiagnostics()
                .Where(message => message.Severity == DiagnosticSeverity.Error && message.Location.IsInSource).ToList();
            if (errors.Count == 0)
            {
                return program;
            }

            text = Without(text, errors.Select(error =>
                Removable(compilation.SyntaxTrees[0].GetRoot().FindNode(error.Location.SourceSpan))));
        }

        return null;
    }

    /// <summary>
    /// The statement of a block that the error is in, or the member; a type only where it is the type itself that is wrong.
    /// </summary>
    private static SyntaxNode? Removable(SyntaxNode error) => error.AncestorsAndSelf().FirstOrDefault(node =>
        node is StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax }
            or MemberDeclarationSyntax { Parent: TypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or CompilationUnitSyntax });

    private static string Without(string text, IEnumerable<SyntaxNode?> nodes)
    {
        var end = int.MaxValue;
        foreach (var node in nodes.OfType<SyntaxNode>().Distinct().OrderByDescending(node => node.SpanStart))
        {
            if (node.Span.End <= end)
            {
                end = node.SpanStart;
                text = text.Remove(node.SpanStart, node.Span.Length).Insert(node.SpanStart, node is StatementSyntax ? ";" : "");
            }
        }

        return text;
    }
}

using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Sources;
using PortReuse.Analyzers.Tests.SocketFlow;

namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>What the engine makes of a test's source, for whoever wonders why a rule finds nothing in it, or something.</summary>
internal static class WhatWasSeen
{
    private const string Mark = @"\{\|[^|:\s]*:|\|\}";

    /// <summary>For each type the histories of its sockets, to which the rules put their questions; and whether they do.</summary>
    public static string In(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(Regex.Replace(source, Mark, ""), new CSharpParseOptions(LanguageVersion.Preview));
        var compilation = CSharpCompilation.Create("Seen", [tree], Net80.References.All);
        var sources = new SocketSources(compilation, followsReferences: false);
        var scope = CompilationScope.Of(compilation, sources)!;
        return string.Concat(
            from type in TypeDeclarations.In(compilation.GetSemanticModel(tree), (_, _) => true, CancellationToken.None)
            let isLookedAt = sources.AreWorthALook(type.DeclaringSyntaxReferences, CancellationToken.None)
                && SocketWords.AreIn(type, scope, CancellationToken.None)
            let histories = SocketFlowAnalysis.Of(type, scope, CancellationToken.None).Histories
            select Title(type, isLookedAt) + string.Concat(histories.Select(Histories.Dump).DefaultIfEmpty("no socket\n")));
    }

    private static string Title(ISymbol type, bool isLookedAt) => isLookedAt
        ? $"{type.Name}, what happens to each socket, and what may have happened before:\n"
        : $"{type.Name} is not looked at: it has none of the words in SocketFlow/Sources/SocketSources.cs that lead to what the rules flag. If it were:\n";
}

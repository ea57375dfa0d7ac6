using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>Runs the engine alone, without any rule, and shows the histories as text.</summary>
internal static class Histories
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.Net;
        using System.Net.Sockets;
        using System.Runtime.InteropServices;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    /// <summary>
    /// The histories of the sockets in the statements, which have <c>ip</c>, <c>remote</c>, <c>port</c> and <c>flag</c> to use.
    /// </summary>
    public static string OfStatements(string statements, bool allowErrors = false) => OfMembers(
        $$"""
        async Task M(IPAddress ip, IPEndPoint remote, int port, bool flag)
        {
            const string hint = nameof(Socket.Bind); // Without a word of what the rules are about, no code is looked at.
            {{statements}}
        }
        """,
        allowErrors);

    /// <summary>The histories of the sockets of a class with these members.</summary>
    public static string OfMembers(string members, bool allowErrors = false) =>
        Dump(Analyze($"{Usings}class C {{ {members} }}", allowErrors));

    /// <summary>The histories of the sockets of class <c>C</c>, which is not all there is.</summary>
    public static string OfTypes(string types, params string[] symbols) => Dump(Analyze(Usings + types, allowErrors: false, symbols));

    public static SocketFlowAnalysis Analyze(string source, bool allowErrors = false, params string[] symbols)
    {
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: symbols));
        var compilation = CSharpCompilation.Create(
            "Test", [tree], Net80.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(allowErrors || errors.Count == 0, string.Join('\n', errors));

        return SocketFlowAnalysis.Of(compilation.GetTypeByMetadataName("C")!, CompilationScope
            .Of(compilation, new SocketSources(compilation, followsReferences: false))!, CancellationToken.None);
    }

    private static string Dump(SocketFlowAnalysis analysis) => analysis.Histories
        .Aggregate(new StringBuilder(), (dump, history) => dump.Append(Dump(history)))
        .ToString()
        .TrimEnd('\n');

    /// <summary>A line an event in source order, with what may have happened before it: <c>connect ← bound | nothing</c>.</summary>
    public static string Dump(SocketHistory history)
    {
        var ordered = history.Events
            .OrderBy(socketEvent => socketEvent.Kind == SocketEventKind.Created ? 0 : 1)
            .ThenBy(socketEvent => socketEvent.Operation.Syntax.SpanStart)
            .ThenBy(socketEvent => socketEvent.Operation.Syntax.Span.End)
            .ThenBy(socketEvent => socketEvent.Kind)
            .ToList();
        var before = history.Moments.ToLookup(moment => moment.Event, moment => moment.Before.ToString());
        var dump = new StringBuilder();
        dump.Append(history.Socket.Name).Append(" (").Append(history.Socket.Protocol).Append(")\n");
        foreach (var socketEvent in ordered)
        {
            dump.Append("  ").Append(socketEvent);
            if (socketEvent.Kind != SocketEventKind.Created)
            {
                dump.Append(" ← ").AppendJoin(" | ", before[socketEvent].Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty("never"));
            }

            dump.Append('\n');
        }

        return dump.ToString();
    }
}

using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>Asks the engine alone whether the collision of the first connect of a piece of code is handled.</summary>
internal static class Collisions
{
    private const string Around =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net;
        using System.Net.Sockets;
        using System.Runtime.ExceptionServices;
        using System.Threading;
        using System.Threading.Tasks;

        interface ILogger { bool IsEnabled { get; } void LogError(Exception e, string text); void Error(object text); }
        class PunchException : Exception { public PunchException(string text, Exception inner) : base(text, inner) { } }
        static class Extensions
        {
            public static void SafeClose(this Socket socket) { try { socket.Shutdown(SocketShutdown.Both); } catch { } socket.Close(); }
            public static async Task WithTimeout(this Task task, int ms) { await Task.WhenAny(task, Task.Delay(ms)); await task; }
        }

        """;

    private const string Fields =
        """
        readonly ILogger _log; readonly IPAddress ip; readonly IPEndPoint local, remote; readonly int port; readonly bool flag;
        Socket _socket; Exception _last; int _failures; bool _isConnecting, _useShared;

        """;

    /// <summary>
    /// Whether the first connect in the first method of a class with these members is handled, wherever it is called from;
    /// in a method that has none, the first that it calls. A later one may be the answer to the first.
    /// </summary>
    public static bool IsHandledInMembers(string members, bool allowErrors = false)
    {
        var tree = WithWordInEachMethod(CSharpSyntaxTree
            .ParseText($"{Around}class C {{ {Fields} {members} }}", new CSharpParseOptions(LanguageVersion.Preview)));
        var compilation = CSharpCompilation.Create(
            "Test", [tree], Net80.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(allowErrors || errors.Count == 0, string.Join('\n', errors));

        var scope = CompilationScope.Of(compilation, new SocketSources(compilation, followsReferences: false))!;
        var analysis = SocketFlowAnalysis.Of(compilation.GetTypeByMetadataName("C")!, scope, CancellationToken.None);
        var connects = analysis.Histories
            .SelectMany(history => history.Events)
            .Where(socketEvent => socketEvent.Kind == SocketEventKind.Connecting)
            .ToList();

        var first = MethodsOf(tree).First().Span;
        var inIt = connects.Where(connect => first.Contains(connect.Operation.Syntax.Span)).ToList();
        inIt = inIt.Count > 0 ? inIt : connects.Where(connect => first.Contains(OutermostSite(connect).Span)).ToList();
        var asked = inIt.Where(connect => connect.Operation == inIt.MinBy(other => other.Operation.Syntax.SpanStart)!.Operation).ToList();
        Assert.True(asked.Count > 0 || allowErrors, "nothing connects");
        return asked.All(connect => analysis.IsCollisionHandled(connect));
    }

    private static SyntaxNode OutermostSite(SocketEvent socketEvent)
    {
        var site = socketEvent.Operation.Syntax;
        for (var frame = socketEvent.Frame; frame?.CallSite is { } call; frame = frame.Caller)
        {
            site = call.Syntax;
        }

        return site;
    }

    /// <summary>Without a word of what the rules are about, no member is looked at.</summary>
    private static SyntaxTree WithWordInEachMethod(SyntaxTree tree)
    {
        var text = tree.ToString();
        foreach (var method in MethodsOf(tree).Reverse())
        {
            text = text.Insert(method.SpanStart, "[System.ComponentModel.Description(nameof(Socket.Bind))] ");
        }

        return CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options);
    }

    private static IEnumerable<MethodDeclarationSyntax> MethodsOf(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Single(type => type.Identifier.ValueText == "C")
            .Members.OfType<MethodDeclarationSyntax>();
}

using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow;

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

    /// <summary>The first method of a class with these members is analyzed.</summary>
    public static bool IsHandledInMembers(string members, bool allowErrors = false)
    {
        var tree = CSharpSyntaxTree.ParseText($"{Around}class C {{ {Fields} {members} }}", new CSharpParseOptions(LanguageVersion.Preview));
        var compilation = CSharpCompilation.Create(
            "Test", [tree], Net80.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(allowErrors || errors.Count == 0, string.Join('\n', errors));

        var first = tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Single(type => type.Identifier.ValueText == "C")
            .Members.OfType<MethodDeclarationSyntax>().First();
        var types = SocketTypes.Of(compilation, new SocketSources(compilation, followsReferences: false))!;
        var analysis = TypeWalk.Run(compilation.GetTypeByMetadataName("C")!, types, CancellationToken.None);
        var answers = analysis.Histories
            .SelectMany(history => history.Events)
            .Where(happening => happening.Kind == SocketEventKind.Connecting && first.Span.Contains(happening.Frame!.Root.Body.Symbol!.DeclaringSyntaxReferences[0].Span))
            .OrderBy(happening => happening.Operation.Syntax.SpanStart)
            .Select(connect => CollisionHandling.IsHandled(connect, types, CancellationToken.None))
            .ToList();
        Assert.True(answers.Count > 0 || allowErrors, "nothing connects");
        return answers.Count == 0 || answers[0];
    }
}

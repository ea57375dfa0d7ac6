using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Files that have nothing to do with the others.</summary>
internal sealed class FilesAdded : Transformation
{
    private static readonly string[] Texts =
    [
        "namespace Unrelated1 { public static class Log { public static void Write(string text) { } public static void Connect(string text) { } } }",
        "namespace Unrelated2 { public class Socket { public void Bind(int port) { } public void Connect(int port) { } } public class C { public void M(Socket s) { s.Bind(0); s.Connect(1); } } }",
        "// Socket\nnamespace Unrelated3 { public class OperatingSystem { public static bool IsLinux() => false; } public class HasNoPort { public bool Bind => true; } }",
        "using System.Net; using System.Net.Sockets;\nnamespace Unrelated4 { public sealed class Dialer { public Socket Open(EndPoint remote) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(remote); return s; } public void Connect(Socket s, EndPoint e) => s.Connect(e); public void Bind(Socket s, EndPoint e) => s.Bind(e); } }",
        "using System.Net; using System.Net.Sockets;\nnamespace Unrelated5 { public sealed class Server { private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp); public void Start(int port) { _socket.Bind(new IPEndPoint(IPAddress.Any, port)); _socket.Listen(5); } } }",
    ];

    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices)
    {
        var added = Texts.Select((text, index) => TracedFile.New($"Unrelated{index}.cs", text)).Where(_ => choices.Take(60)).ToList();
        return added.Count == 0 ? null : program with { Files = [.. Choices.Shuffle(choices.Random, added.Concat(program.Files))] };
    }
}

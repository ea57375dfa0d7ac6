using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>In the sources of a framework, its socket is a type of the compilation, and still the socket.</summary>
public class FrameworkSourcesTests
{
    private const string Framework =
        """
        namespace System.Net.Sockets
        {
            public class Socket(SocketType type, ProtocolType protocol)
            {
                private object _state = type;
                public void Bind(EndPoint local) => _state = local;
                public void Connect(EndPoint remote) => _state = (remote, protocol);
            }
        }
        """;

    private const string Use =
        """
        using System.Net;
        using System.Net.Sockets;
        class C
        {
            void M(IPAddress source, EndPoint remote)
            {
                var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
                s.Bind(new IPEndPoint(source, 0));
                s.Connect(remote);
            }
        }
        """;

    [Fact]
    public async Task A_socket_that_is_declared_in_the_compilation_is_one()
    {
        var compilation = CSharpCompilation.Create(
            "System", [CSharpSyntaxTree.ParseText(Framework), CSharpSyntaxTree.ParseText(Use)], Net80.References.All,
                new(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        var findings = await AllRules.Examine(compilation);

        Assert.Equal("PORT0002", Assert.Single(findings).Id);
    }
}

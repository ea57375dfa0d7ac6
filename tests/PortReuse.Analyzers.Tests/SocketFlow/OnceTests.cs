using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis.CSharp;
using PortReuse.Analyzers.Rules;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>What two rules flag between them is looked for once.</summary>
public class OnceTests
{
    private const string Peer =
        """
        using System.Net;
        using System.Net.Sockets;

        class C
        {
            void M(IPEndPoint local, IPEndPoint remote)
            {
                var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
                listener.Bind(local);
                listener.Listen();
                var dialer = new Socket(SocketType.Stream, ProtocolType.Tcp);
                dialer.Bind(local);
                dialer.Connect(remote);
                var other = new Socket(SocketType.Stream, ProtocolType.Tcp);
                other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                other.Connect(remote);
            }
        }
        """;

    [Fact]
    public void The_ports_that_two_rules_ask_for_are_looked_for_once()
    {
        var analysis = Histories.Analyze(Peer);
        var compilation = CSharpCompilation.Create("Types", references: Net80.References.All);
        var scope = CompilationScope.Of(compilation, new SocketSources(compilation, followsReferences: false))!;

        Assert.NotEmpty(ReservedPort.In(analysis, scope));
        Assert.Same(ReservedPort.In(analysis, scope), ReservedPort.In(analysis, scope));
        Assert.NotEmpty(ListenersPort.In(analysis));
        Assert.Same(ListenersPort.In(analysis), ListenersPort.In(analysis));
    }
}

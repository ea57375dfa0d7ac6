using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>What of the companion the fixes call, built for the framework of the tests.</summary>
internal static class Companion
{
    public static MetadataReference Reference { get; } = Build();

    private static CompilationReference Build()
    {
        const string Source = """
            using System;
            using System.Net;
            using System.Net.Sockets;
            using System.Threading;
            using System.Threading.Tasks;
            namespace PortReuse
            {
                public static class SocketExtensions
                {
                    public static bool TrySetBindAddressNoPort(this Socket socket) => true;
                    public static bool TrySetLocalPortRange(this Socket socket, int low, int high) => true;
                    public static bool BindForConnect(this Socket socket, IPEndPoint localEndPoint) { socket.Bind(localEndPoint); return true; }
                    public static void SetReusePort(this Socket socket, bool value) { }
                    public static void SetReuseAddress(this Socket socket, bool value) { }
                    public static IPEndPoint GetLocalEndPoint(this Socket socket) => (IPEndPoint)socket.LocalEndPoint;
                }

                public static class EphemeralPorts
                {
                    public static PortReservation Reserve(IPAddress address) => new PortReservation();
                }

                public sealed class PortReservation : IDisposable
                {
                    internal PortReservation() { }
                    public int Port => 1;
                    public IPEndPoint EndPoint => new IPEndPoint(IPAddress.Loopback, 1);
                    public bool IsBindable => true;
                    public void Dispose() { }
                }

                public sealed class OutboundConnector
                {
                    public OutboundConnector(params IPEndPoint[] sources) { }
                    public Socket Connect(EndPoint remote) => new Socket(SocketType.Stream, ProtocolType.Tcp);
                    public Socket Connect(string host, int port) => new Socket(SocketType.Stream, ProtocolType.Tcp);
                    public ValueTask<Socket> ConnectAsync(EndPoint remote, CancellationToken cancellationToken = default) => default;
                    public ValueTask<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken = default) => default;
                }
            }
            """;

        return CSharpCompilation
            .Create("PortReuse", [CSharpSyntaxTree.ParseText(Source)], Net80.References.All,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .ToMetadataReference();
    }
}

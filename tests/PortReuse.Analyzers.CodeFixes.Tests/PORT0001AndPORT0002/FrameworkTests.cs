using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace PortReuse.Analyzers.CodeFixes.Tests.PORT0001AndPORT0002;

/// <summary>What a framework has decides what can be written.</summary>
public sealed class FrameworkTests
{
    private const string Bind = """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        socket.Connect(remote);
        """;

    [Fact]
    public Task Windows_only_project_sets_ReuseUnicastPort() => FixTest.SetOption(
        Code.Method(Bind),
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true);
            socket.Bind(new IPEndPoint(ip, 0));
            socket.Connect(remote);
            """)).For(ReferenceAssemblies.NetFramework.Net472.Default).In(LanguageVersion.CSharp7_3).RunAsync();

    [Fact]
    public Task Windows_only_project_calls_the_companion_where_it_is_referenced() => FixTest.CallCompanion(
        Code.Method(Bind).OnWindows(),
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.BindForConnect(new IPEndPoint(ip, 0));
            socket.Connect(remote);
            """).Importing().OnWindows()).RunAsync();

    [Fact]
    public Task Windows_option_before_the_bind_of_a_constructor() => FixTest.SetOption(
        Code.Method("""
            var source = new IPEndPoint(ip, 0);
            using var client = {|PORT0002:new TcpClient(source)|};
            client.Connect((IPEndPoint)remote);
            """).OnWindows(),
        Code.Method("""
            var source = new IPEndPoint(ip, 0);
            using var client = new TcpClient(source.AddressFamily);
            client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true);
            client.Client.Bind(source);
            client.Connect((IPEndPoint)remote);
            """).OnWindows()).RunAsync();

    [Fact]
    public Task No_raw_option_in_the_standard_library() => FixTest
        .NotOffered(Code.Method(Bind)).For(ReferenceAssemblies.NetStandard.NetStandard20).In(LanguageVersion.CSharp7_3).RunAsync();
}

namespace PortReuse.Analyzers.CodeFixes.Tests.PORT0001AndPORT0002;

/// <summary>Many diagnostics at once: in one block, in one file, in many files, in many projects.</summary>
public sealed class FixAllTests
{
    private const string Nested = """
        var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var second = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var third = new Socket(SocketType.Stream, ProtocolType.Tcp);
        Action bind = () => {|PORT0002:first.Bind(new IPEndPoint(ip, 0))|};
        bind();
        using (var client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|})
        {
            client.Connect((IPEndPoint)remote);
            if (condition) {|PORT0002:second.Bind(new IPEndPoint(ip, 0))|}; else {|PORT0002:third.Bind(new IPEndPoint(ip, 0))|};
        }

        first.Connect(remote);
        second.Connect(remote);
        third.Connect(remote);
        """;

    private const string NestedRepaired = """
        var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var second = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var third = new Socket(SocketType.Stream, ProtocolType.Tcp);
        Action bind = () => first.BindForConnect(new IPEndPoint(ip, 0));
        bind();
        var localEndPoint = new IPEndPoint(ip, 0);
        using (var client = new TcpClient(localEndPoint.AddressFamily))
        {
            client.Client.BindForConnect(localEndPoint);
            client.Connect((IPEndPoint)remote);
            if (condition) second.BindForConnect(new IPEndPoint(ip, 0)); else third.BindForConnect(new IPEndPoint(ip, 0));
        }

        first.Connect(remote);
        second.Connect(remote);
        third.Connect(remote);
        """;

    [Fact]
    public Task One_block() => FixTest.CallCompanion(Code.Method(Nested), Code.Method(NestedRepaired).Importing()).RunAsync();

    [Fact]
    public Task Two_files() => FixTest
        .CallCompanion(Code.Method(Nested), Code.Method(NestedRepaired).Importing())
        .WithFile("Other.cs", InClass("D", Nested), InClass("D", NestedRepaired).Importing())
        .RunAsync();

    [Fact]
    public Task Two_projects()
    {
        var test = FixTest
            .CallCompanion(Code.Method(Nested), Code.Method(NestedRepaired).Importing())
            .WithProject("Other", InClass("D", Nested), InClass("D", NestedRepaired).Importing());

        // One run of Fix All for each project, where its scope is the document or the project.
        test.NumberOfFixAllInDocumentIterations = 2;
        test.NumberOfFixAllInProjectIterations = 2;

        return test.RunAsync();
    }

    [Fact]
    public Task Two_namespaces_with_directives_of_their_own()
    {
        static string Namespace(string name, string import, string statements) => $$"""
            namespace {{name}}
            {
                using System.Net;
                using System.Net.Sockets;{{import}}

                class C
                {
                    void M(IPAddress ip, EndPoint remote)
                    {
                        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                        {{statements}}
                        socket.Connect(remote);
                    }
                }
            }

            """;

        const string Bind = "{|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};";
        const string Repaired = "socket.BindForConnect(new IPEndPoint(ip, 0));";

        return FixTest.CallCompanion(
            Namespace("A", "", Bind) + Namespace("B", "", Bind),
            Namespace("A", "\n    using PortReuse;", Repaired) + Namespace("B", "\n    using PortReuse;", Repaired)).RunAsync();
    }

    [Fact]
    public Task Wildcard_binds_that_stand_side_by_side() => FixTest.RemoveBind(
        Code.Method("""
            var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
            var second = new Socket(SocketType.Stream, ProtocolType.Tcp);

            {|PORT0002:first.Bind(new IPEndPoint(IPAddress.Any, 0))|};
            {|PORT0002:second.Bind(new IPEndPoint(IPAddress.Any, 0))|};

            first.Connect(remote);
            second.Connect(remote);
            """),
        Code.Method("""
            var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
            var second = new Socket(SocketType.Stream, ProtocolType.Tcp);

            first.Connect(remote);
            second.Connect(remote);
            """)).RunAsync();

    [Fact]
    public Task One_bind_inside_what_another_fix_replaces_waits_for_the_next_run()
    {
        const string Helper = "\n\nprivate static IPEndPoint After(Action action, IPEndPoint endPoint)\n{\n    action();\n    return endPoint;\n}";

        var test = FixTest.CallCompanion(
            Code.Class("""
                public void M(IPAddress ip, EndPoint remote)
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    var client = {|PORT0002:new TcpClient(After(() => {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|}, new IPEndPoint(ip, 0)))|};
                    socket.Connect(remote);
                    client.Connect((IPEndPoint)remote);
                }
                """ + Helper),
            Code.Class("""
                public void M(IPAddress ip, EndPoint remote)
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    IPEndPoint localEndPoint = After(() => socket.BindForConnect(new IPEndPoint(ip, 0)), new IPEndPoint(ip, 0));
                    var client = new TcpClient(localEndPoint.AddressFamily);
                    client.Client.BindForConnect(localEndPoint);
                    socket.Connect(remote);
                    client.Connect((IPEndPoint)remote);
                }
                """ + Helper).Importing());

        test.NumberOfFixAllIterations = 2;

        return test.RunAsync();
    }

    [Fact]
    public Task What_has_no_fix_does_not_hold_up_the_others()
    {
        var test = FixTest.SetOption(
            Code.Method("""
                var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
                {|PORT0002:first.Bind(new IPEndPoint(ip, 0))|};
                first.Connect(remote);
                """) + Blocked,
            Code.Method("""
                var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
                if (OperatingSystem.IsLinux())
                {
                    // IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.
                    first.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
                }
                first.Bind(new IPEndPoint(ip, 0));
                first.Connect(remote);
                """) + Blocked);

        return test.RunAsync();
    }

    private const string Blocked = """

        class D
        {
            void M(IPAddress ip, EndPoint remote)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
                var chosen = socket.LocalEndPoint;
                Console.WriteLine(chosen);
                socket.Connect(remote);
            }
        }

        """;

    private static string InClass(string name, string statements) =>
        Code.Method(statements).Replace("class C", $"class {name}", StringComparison.Ordinal);
}

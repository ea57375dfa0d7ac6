namespace PortReuse.Analyzers.CodeFixes.Tests.PORT0001AndPORT0002;

/// <summary>What makes the inserted names mean what they should.</summary>
public sealed class UsingDirectiveTests
{
    [Theory]
    [InlineData("using System.Net;\nusing System.Net.Sockets;\nusing Zebra;\n", "using System.Net;\nusing System.Net.Sockets;\nusing PortReuse;\nusing Zebra;\n")]
    [InlineData("using Apple;\nusing System.Net;\nusing System.Net.Sockets;\n", "using Apple;\nusing System.Net;\nusing System.Net.Sockets;\nusing PortReuse;\n")]
    [InlineData(
        "using System.Net;\nusing System.Net.Sockets;\nusing static System.Math;\nusing E = Zebra.Empty;\n",
        "using System.Net;\nusing System.Net.Sockets;\nusing PortReuse;\nusing static System.Math;\nusing E = Zebra.Empty;\n")]
    [InlineData("global using System.Net;\nglobal using System.Net.Sockets;\n", "global using System.Net;\nglobal using System.Net.Sockets;\nusing PortReuse;\n")]
    [InlineData(
        "// Header.\n\nusing Zebra; // last\nusing global::System.Net;\nusing System.Net.Sockets;\n",
        "// Header.\n\nusing Zebra; // last\nusing global::System.Net;\nusing System.Net.Sockets;\nusing PortReuse;\n")]
    [InlineData("using System.Net;\nusing System.Net.Sockets;\n#if !NEVER\nusing Apple;\n#endif\n", "using System.Net;\nusing System.Net.Sockets;\nusing PortReuse;\n#if !NEVER\nusing Apple;\n#endif\n")]
    [InlineData("#if !NEVER\nusing Apple;\n#endif\nusing System.Net;\nusing System.Net.Sockets;\n", "#if !NEVER\nusing Apple;\n#endif\nusing System.Net;\nusing System.Net.Sockets;\nusing PortReuse;\n")]
    [InlineData("namespace N;\n\nusing System.Net;\nusing System.Net.Sockets;\nusing Zebra;\n", "namespace N;\n\nusing System.Net;\nusing System.Net.Sockets;\nusing PortReuse;\nusing Zebra;\n")]
    public Task Goes_to_its_place_in_the_order(string usings, string repaired) => Insert(usings, repaired).RunAsync();

    [Fact]
    public Task Order_without_System_first() => Insert(
        "using Apple;\nusing System.Net;\nusing System.Net.Sockets;\n",
        "using Apple;\nusing PortReuse;\nusing System.Net;\nusing System.Net.Sockets;\n")
        .WithEditorConfig("dotnet_sort_system_directives_first = false").RunAsync();

    [Fact]
    public Task Order_before_every_other() => Insert(
        "// Header.\n\nusing System.Net;\nusing System.Net.Sockets;\nusing Zebra;\n",
        "// Header.\n\nusing PortReuse;\nusing System.Net;\nusing System.Net.Sockets;\nusing Zebra;\n")
        .WithEditorConfig("dotnet_sort_system_directives_first = false").RunAsync();

    [Theory]
    [InlineData("using PortReuse;\nusing System.Net;\nusing System.Net.Sockets;\n")]
    [InlineData("using System.Net;\nusing System.Net.Sockets;\nusing static PortReuse.SocketExtensions;\n")]
    [InlineData("using System.Net;\nusing System.Net.Sockets;\nnamespace PortReuse.Inner;\n")]
    public Task Is_not_added_twice(string usings) => Insert(usings, usings).RunAsync();

    [Fact]
    public Task Is_not_added_next_to_a_global_one() =>
        Insert("using System.Net;\nusing System.Net.Sockets;\n", "using System.Net;\nusing System.Net.Sockets;\n")
            .WithFile("Usings.cs", "global using PortReuse;\n").RunAsync();

    [Theory]
    [InlineData("// Header.\nnamespace N\n{\n    class D { }\n}\n", "// Header.\nusing PortReuse;\n\nnamespace N\n{\n    class D { }\n}\n")]
    [InlineData("// Header.\n\n/// <summary>About D.</summary>\nclass D { }\n", "// Header.\n\nusing PortReuse;\n\n/// <summary>About D.</summary>\nclass D { }\n")]
    [InlineData("extern alias lib;\n\nclass D { }\n", "extern alias lib;\nusing PortReuse;\n\nclass D { }\n")]
    public Task Is_the_first_one(string top, string repaired)
    {
        var test = Insert(top, repaired).WithFile("Usings.cs", "global using System.Net;\nglobal using System.Net.Sockets;\n");
        test.CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None;

        return test.RunAsync();
    }

    [Fact]
    public Task Namespace_of_the_same_name_further_in() => FixTest.CallCompanion(
        """
        namespace MyCompany.PortReuse { class Unrelated { } }
        namespace MyCompany
        {
            using System.Net;
            using System.Net.Sockets;

            class C
            {
                void M(IPAddress ip, EndPoint remote)
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
                    socket.Connect(remote);
                }
            }
        }
        """,
        """
        namespace MyCompany.PortReuse { class Unrelated { } }
        namespace MyCompany
        {
            using System.Net;
            using System.Net.Sockets;
            using global::PortReuse;

            class C
            {
                void M(IPAddress ip, EndPoint remote)
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.BindForConnect(new IPEndPoint(ip, 0));
                    socket.Connect(remote);
                }
            }
        }
        """).RunAsync();

    [Theory]
    [InlineData("using System;\n", "", "OperatingSystem", "BitConverter")]
    [InlineData("", "", "System.OperatingSystem", "System.BitConverter")]
    [InlineData("", "class System { }\n", "global::System.OperatingSystem", "global::System.BitConverter")]
    [InlineData("using System;\n", "string OperatingSystem => \"\";\n", "System.OperatingSystem", "BitConverter")]
    public Task Names_of_the_raw_form_are_as_short_as_they_can_be(
        string import, string member, string operatingSystem, string bitConverter) => FixTest.SetOption(
        $$"""
        {{import}}using System.Net;
        using System.Net.Sockets;

        class C
        {
            {{member}}
            void M(IPAddress ip, EndPoint remote)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
                socket.Connect(remote);
            }
        }
        """,
        $$"""
        {{import}}using System.Net;
        using System.Net.Sockets;

        class C
        {
            {{member}}
            void M(IPAddress ip, EndPoint remote)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                if ({{operatingSystem}}.IsLinux())
                {
                    // IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.
                    socket.SetRawSocketOption(0, 24, {{bitConverter}}.GetBytes(1));
                }
                socket.Bind(new IPEndPoint(ip, 0));
                socket.Connect(remote);
            }
        }
        """).RunAsync();

    private static FixTest<PORT0001AndPORT0002CodeFix> Insert(string top, string repairedTop)
    {
        const string Names = "namespace Apple { class Empty { } }\nnamespace Zebra { class Empty { } }\n";
        const string Class = """

            class C
            {
                void M(IPAddress ip, EndPoint remote)
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    $
                    socket.Connect(remote);
                }
            }
            """;

        return FixTest
            .CallCompanion(
                top + Class.Replace("$", "{|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};", StringComparison.Ordinal),
                repairedTop + Class.Replace("$", "socket.BindForConnect(new IPEndPoint(ip, 0));", StringComparison.Ordinal))
            .WithFile("Names.cs", Names);
    }
}

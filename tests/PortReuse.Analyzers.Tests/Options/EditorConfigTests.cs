using PortReuse.Analyzers.Tests.Rules;

namespace PortReuse.Analyzers.Tests.Options;

/// <summary>Each option of <c>docs/Options.md</c> with a value that counts, with one that does not, and without one.</summary>
public class EditorConfigTests
{
    private const string Signature = "(System.Net.Sockets.Socket)";
    private const string SignatureWithEndPoint = "(System.Net.Sockets.Socket,System.Net.IPEndPoint)";

    /// <summary>Methods that nobody can look into, and one that looks as if it did nothing.</summary>
    private const string Own =
        """
        interface INet
        {
            void Attach(Socket socket, IPEndPoint local);
            void AttachTo(Socket socket, IPAddress address, int port);
            void Dial(Socket socket, IPEndPoint remote);
            Task DialAsync(string host, Socket socket);
            Socket Open(IPEndPoint local);
            void Defer(Socket socket);
        }

        static class Tuning
        {
            public static Socket Defer(this Socket socket) => socket;

            public static T Defer<T>(T socket, int level) => socket;
        }

        """;

    [Theory]
    [InlineData("portreuse.no_port_methods = M:Tuning.Defer(System.Net.Sockets.Socket)", true)]
    [InlineData("portreuse.no_port_methods = M:Other.Thing | M:Tuning.Defer(System.Net.Sockets.Socket)|", true)]
    [InlineData("portreuse.no_port_methods = M:Tuning.Defer", false)] // No method has that id.
    [InlineData("portreuse.no_port_methods = Defer, Tuning.Defer", false)]
    [InlineData("portreuse.no_port_methods =", false)]
    [InlineData("portreuse.no_port_methods = M:", false)]
    [InlineData("portreuse.no_port_methods = T:Tuning", false)]
    [InlineData("", false)]
    public Task A_method_that_sets_the_option(string line, bool counts) =>
        With(line, $"var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Defer(); {Bind(counts)}; s.Connect(remote);");

    [Fact]
    public Task Its_result_is_the_same_socket() => With(
        $"portreuse.no_port_methods = M:Tuning.Defer{Signature}",
        "var s = new Socket(SocketType.Stream, ProtocolType.Tcp).Defer(); s.Bind(new IPEndPoint(ip, 0)); s.Connect(remote);");

    [Fact]
    public Task A_generic_method_is_named_by_its_declaration() => With(
        "portreuse.no_port_methods = M:Tuning.Defer``1(``0,System.Int32)",
        "var s = new Socket(SocketType.Stream, ProtocolType.Tcp); Tuning.Defer(s, 1); s.Bind(new IPEndPoint(ip, 0)); s.Connect(remote);");

    [Fact]
    public Task Set_too_late_it_is_flagged_as_the_option_itself_is() => With(
        $"portreuse.no_port_methods = M:INet.Defer{Signature}",
        "var s = new Socket(SocketType.Stream, ProtocolType.Tcp); {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}; {|PORT0005:net.Defer(s)|}; s.Connect(remote);");

    [Theory]
    [InlineData($"portreuse.bind_methods = M:INet.Attach{SignatureWithEndPoint}", "{|PORT0002:net.Attach(s, new IPEndPoint(ip, 0))|}")]
    [InlineData($"portreuse.bind_methods = M:INet.Attach{SignatureWithEndPoint}", "net.Attach(s, new IPEndPoint(ip, 7000))")]
    [InlineData("portreuse.bind_methods = M:INet.AttachTo(System.Net.Sockets.Socket,System.Net.IPAddress,System.Int32)", "{|PORT0002:net.AttachTo(s, ip, 0)|}")]
    [InlineData("portreuse.bind_methods = M:INet.AttachTo(System.Net.Sockets.Socket,System.Net.IPAddress,System.Int32)", "net.AttachTo(s, ip, 7000)")]
    [InlineData($"portreuse.bind_methods = INet.Attach{SignatureWithEndPoint}", "net.Attach(s, new IPEndPoint(ip, 0))")]
    [InlineData("", "net.Attach(s, new IPEndPoint(ip, 0))")]
    public Task A_method_that_binds(string line, string call) =>
        With(line, $"var s = new Socket(SocketType.Stream, ProtocolType.Tcp); {call}; s.Connect(remote);");

    [Fact]
    public Task A_method_that_makes_a_bound_socket() => With(
        "portreuse.bind_methods = M:INet.Open(System.Net.IPEndPoint)",
        "var s = {|PORT0002:net.Open(new IPEndPoint(ip, 0))|}; s.Connect(remote);");

    [Theory]
    [InlineData($"portreuse.connect_methods = M:INet.Dial{SignatureWithEndPoint}", true)]
    [InlineData("portreuse.connect_methods = M:INet.Dial", false)]
    [InlineData("", false)]
    public Task A_method_that_connects(string line, bool counts) =>
        With(line, $"var s = new Socket(SocketType.Stream, ProtocolType.Tcp); {Bind(!counts)}; net.Dial(s, remote);");

    [Fact]
    public Task A_method_that_connects_to_a_host_name() => With(
        "portreuse.connect_methods = M:INet.DialAsync(System.String,System.Net.Sockets.Socket)",
        "var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(ip, 7000)); {|PORT0004:net.DialAsync(host, s)|};");

    [Fact]
    public Task Nothing_but_methods_of_its_own() => With(
        $"portreuse.bind_methods = M:INet.Attach{SignatureWithEndPoint}\nportreuse.connect_methods = M:INet.Dial{SignatureWithEndPoint}",
        "var s = new Socket(SocketType.Stream, ProtocolType.Tcp); {|PORT0002:net.Attach(s, new IPEndPoint(ip, 0))|}; net.Dial(s, remote);");

    [Fact]
    public Task An_option_holds_for_the_files_of_its_section_alone() => RuleTest.SourceWithOptions(
        Own + Method($"var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Defer(); {Bind(false)}; s.Connect(remote);"),
        $"portreuse.no_port_methods = M:Tuning.Defer{Signature}",
        "Elsewhere.cs");

    [Theory]
    [InlineData("portreuse.ignore_wildcard_bind = true", true)]
    [InlineData("portreuse.ignore_wildcard_bind = True", true)]
    [InlineData("portreuse.ignore_wildcard_bind = false", false)]
    [InlineData("portreuse.ignore_wildcard_bind = yes", false)]
    [InlineData("portreuse.ignore_wildcard_bind =", false)]
    [InlineData("", false)]
    public Task A_bind_to_a_wildcard_address(string line, bool isSilent)
    {
        const string bind = "s.Bind(new IPEndPoint(IPAddress.Any, 0))";
        return With(line, $"var s = new Socket(SocketType.Stream, ProtocolType.Tcp); {Marked(bind, isSilent)}; s.Connect(remote);");
    }

    [Fact]
    public Task Another_address_is_no_wildcard() => With(
        "portreuse.ignore_wildcard_bind = true", $"var s = new Socket(SocketType.Stream, ProtocolType.Tcp); {Bind(false)}; s.Connect(remote);");

    [Theory]
    [InlineData("portreuse.target_systems = linux", true)]
    [InlineData("portreuse.target_systems = Linux", true)]
    [InlineData("portreuse.target_systems = linux, windows", false)]
    [InlineData("portreuse.target_systems = linux, plan9", true)] // An entry that is no system counts for nothing.
    [InlineData("portreuse.target_systems = plan9", false)]
    [InlineData("portreuse.target_systems =", false)]
    [InlineData("", false)]
    public Task The_systems_that_a_program_is_for(string line, bool isLinuxAlone)
    {
        const string option = "s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))";
        var call = isLinuxAlone ? option : $"{{|PORT0007:{option}|}}";
        return RuleTest.SourceWithOptions(
            Own + Method($"var s = new Socket(SocketType.Stream, ProtocolType.Tcp); {call}; s.Bind(new IPEndPoint(ip, 0)); s.Connect(remote); // PORT0007"), line);
    }

    [Theory]
    [InlineData("portreuse.target_systems = windows", "s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true);", true)]
    [InlineData("portreuse.target_systems = macos, freebsd", "", true)] // Neither has the option, and there is no cure to tell of.
    [InlineData("portreuse.target_systems = windows", "", false)]
    public Task What_the_systems_have(string line, string option, bool isSilent) =>
        With(line, $"var s = new Socket(SocketType.Stream, ProtocolType.Tcp); {option} {Bind(isSilent)}; s.Connect(remote);");

    private static Task With(string line, string statements) => RuleTest.SourceWithOptions(Own + Method(statements), line);

    private static string Bind(bool isSilent) => Marked("s.Bind(new IPEndPoint(ip, 0))", isSilent);

    private static string Marked(string code, bool isSilent) => isSilent ? code : $"{{|PORT0002:{code}|}}";

    private static string Method(string statements) =>
        $$"""
        class C
        {
            void M(INet net, IPAddress ip, IPEndPoint remote, string host)
            {
                {{statements}}
            }
        }
        """;
}

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>ReuseAddress that is taken from a listener that nobody shares the port of.</summary>
public sealed class PORT0010FixTests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";
    private const string Reuse = "SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true)";

    [Theory]
    [InlineData("var s = NEW;\n// So that it restarts.\n{|PORT0010:s.REUSE|};\ns.Bind(local);\ns.Listen(10);", "var s = NEW;\n// So that it restarts.\ns.Bind(local);\ns.Listen(10);")]
    [InlineData("var s = NEW;\ns.ExclusiveAddressUse = false;\n{|PORT0010:s.REUSE|};\ns.Bind(local);\ns.Listen(10);", "var s = NEW;\ns.Bind(local);\ns.Listen(10);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };\n{|PORT0010:s.REUSE|};\ns.Bind(local);\ns.Listen(10);", "var s = new Socket(SocketType.Stream, ProtocolType.Tcp);\ns.Bind(local);\ns.Listen(10);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false, NoDelay = true };\n{|PORT0010:s.REUSE|};\ns.Bind(local);\ns.Listen(10);", "var s = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };\ns.Bind(local);\ns.Listen(10);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp)\n{\n    NoDelay = true,\n    ExclusiveAddressUse = false, // shared\n};\n{|PORT0010:s.REUSE|};\ns.Bind(local);\ns.Listen(10);", "var s = new Socket(SocketType.Stream, ProtocolType.Tcp)\n{\n    NoDelay = true,\n};\ns.Bind(local);\ns.Listen(10);")]
    [InlineData("var l = new TcpListener(local);\n{|PORT0010:l.Server.REUSE|};\nl.Start();", "var l = new TcpListener(local);\nl.Start();")]
    [InlineData("var s = NEW; {|PORT0010:s.REUSE|}; s.Bind(local); s.Listen(10);", "var s = NEW; s.Bind(local); s.Listen(10);")]
    public Task Option_goes(string code, string repaired) =>
        new FixTest<PORT0010CodeFix>(Code.Method(Written(code)), Code.Method(Written(repaired))).RunAsync();

    [Fact]
    public Task Option_that_is_all_of_a_member_leaves_an_empty_body() => new FixTest<PORT0010CodeFix>(
        Code.Class(Members($"private void Share() => {{|PORT0010:_listener.{Reuse}|}};")),
        Code.Class(Members("private void Share() { }"))).RunAsync();

    /// <summary>The helper is run for a dialer too, of which nothing is said.</summary>
    [Fact]
    public Task Not_offered_where_other_sockets_have_it_from_there()
    {
        var source = Code.Class(
            $$"""
            private static Socket Create()
            {
                var socket = {{New}};
                {|PORT0010:socket.{{Reuse}}|};
                return socket;
            }

            public void M(IPEndPoint local, EndPoint remote)
            {
                var listener = Create();
                listener.Bind(local);
                listener.Listen(10);
                Create().Connect(remote);
            }
            """);

        return new FixTest<PORT0010CodeFix>(source, source).RunAsync();
    }

    private static string Members(string share) =>
        $$"""
        private readonly Socket _listener = {{New}};

        public void Start(IPEndPoint local)
        {
            Share();
            _listener.Bind(local);
            _listener.Listen(10);
        }

        {{share}}
        """;

    private static string Written(string code) =>
        code.Replace("NEW", New, StringComparison.Ordinal).Replace("REUSE", Reuse, StringComparison.Ordinal);
}

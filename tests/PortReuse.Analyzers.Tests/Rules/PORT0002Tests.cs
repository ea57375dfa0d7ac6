using Microsoft.CodeAnalysis.Testing;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.Rules;

namespace PortReuse.Analyzers.Tests.Rules;

public class PORT0002Tests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";

    [Theory]
    [InlineData("var s = NEW; {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}; s.Connect(remote);")]
    [InlineData("var s = NEW; {|PORT0002:s.Bind(new IPEndPoint(ip, IPEndPoint.MinPort))|}; s.Connect(remote);")]
    [InlineData("var s = NEW; {|PORT0002:s.Bind(new IPEndPoint(port: 0, address: ip))|}; s.Connect(remote);")]
    [InlineData("var s = NEW; var local = new IPEndPoint(ip, 0); {|PORT0002:s.Bind(local)|}; s.Connect(remote);")]
    [InlineData("var s = NEW; EndPoint local = new IPEndPoint(IPAddress.Any, 0); {|PORT0002:s.Bind(local)|}; s.Connect(remote);")]
    [InlineData("var s = NEW; int none = 0; {|PORT0002:s.Bind(new IPEndPoint(ip, none))|}; s.Connect(remote);")]
    [InlineData("var s = NEW; {|PORT0002:s.Bind(IPEndPoint.Parse(\"127.0.0.1:0\"))|}; s.Connect(remote);")]
    [InlineData("var s = NEW; {|PORT0002:s.Bind(IPEndPoint.Parse(\"127.0.0.1\"))|}; s.Connect(remote);")]
    [InlineData("var s = NEW; {|PORT0002:s.Bind(IPEndPoint.Parse(\"[::1]:0\"))|}; s.Connect(remote);")]
    [InlineData("var s = NEW; {|PORT0002:s.Bind(new IPEndPoint(flag ? IPAddress.Any : IPAddress.IPv6Any, 0))|}; s.Connect(remote);")]
    [InlineData("var s = NEW; {|PORT0002:s.Bind(flag ? new IPEndPoint(IPAddress.Any, 0) : new IPEndPoint(IPAddress.IPv6Any, 0))|}; s.Connect(remote);")]
    [InlineData("var s = NEW; if (port == 0) {|PORT0002:s.Bind(new IPEndPoint(ip, port))|}; s.Connect(remote);")]
    [InlineData("var s = NEW; int local = 0; if (flag) local = port; {|PORT0002:s.Bind(new IPEndPoint(ip, local))|}; s.Connect(remote);")]
    [InlineData("var s = NEW; IPEndPoint local = null; if (flag) local = new IPEndPoint(ip, 0); if (local != null) {|PORT0002:s.Bind(local)|}; s.Connect(remote);")]
    [InlineData("var s = NEW; var local = new IPEndPoint(ip, 5000); local.Port = 0; {|PORT0002:s.Bind(local)|}; s.Connect(remote);")]
    [InlineData("var s = NEW; if (IPEndPoint.TryParse(\"192.0.2.1:0\", out var local)) {|PORT0002:s.Bind(local)|}; s.Connect(remote);")]
    public Task Flags_port_0_as_the_code_says_it(string statements) => RuleTest.Statements(statements.Replace("NEW", New));

    [Theory]
    [InlineData("await s.ConnectAsync(remote);")]
    [InlineData("s.Connect(ip, 80);")]
    [InlineData("s.BeginConnect(remote, null, null);")]
    [InlineData("s.ConnectAsync(new SocketAsyncEventArgs { RemoteEndPoint = remote });")]
    [InlineData("await s.ConnectAsync(remote, CancellationToken.None).ConfigureAwait(false);")]
    [InlineData("var task = s.ConnectAsync(remote); await task;")]
    [InlineData("await Task.Run(() => s.Connect(remote));")]
    [InlineData("void Go() => s.Connect(remote); Go();")]
    [InlineData("Action go = () => s.Connect(remote); go();")]
    [InlineData("if (flag) s.Connect(remote);")]
    [InlineData("while (flag) { try { s.Connect(remote); break; } catch (SocketException) { } }")]
    public Task Flags_each_way_to_connect(string connect) => RuleTest.Statements(
        $$"""
        var s = {{New}};
        {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|};
        {{connect}}
        """);

    [Theory]
    [InlineData("using (var s = NEW) { {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}; s.Connect(remote); }")]
    [InlineData("using Socket s = new(SocketType.Stream, ProtocolType.Tcp); {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}; s.Connect(remote);")]
    [InlineData("Socket s = null; try { s = NEW; {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}; s.Connect(remote); } finally { s?.Dispose(); }")]
    [InlineData("var s = NEW; s?{|PORT0002:.Bind(new IPEndPoint(ip, 0))|}; s?.Connect(remote);")]
    [InlineData("Socket s = null; s ??= NEW; {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}; s.Connect(remote);")]
    [InlineData("Socket s; if (flag) s = NEW; else s = new Socket(SocketType.Stream, ProtocolType.Tcp); {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}; s.Connect(remote);")]
    [InlineData("var s = NEW; var t = s; {|PORT0002:t.Bind(new IPEndPoint(ip, 0))|}; s.Connect(remote);")]
    [InlineData("foreach (var r in new[] { remote }) { var s = NEW; {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}; s.Connect(r); }")]
    [InlineData("var s = NEW; try { {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}; } catch (SocketException) { throw; } try { s.Connect(remote); } catch { s.Close(); }")]
    [InlineData("Socket Open() => NEW; var s = Open(); {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}; s.Connect(remote);")]
    [InlineData("var s = NEW; void Set(Socket x, int p) { x.Bind(new IPEndPoint(ip, p)); } {|PORT0002:Set(s, 0)|}; s.Connect(remote);")]
    public Task Follows_the_socket(string statements) => RuleTest.Statements(statements.Replace("NEW", New));

    [Theory]
    [InlineData("var c = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|}; c.Connect(remote);")]
    [InlineData("using var c = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0)) { NoDelay = true }|}; await c.ConnectAsync(ip, 80);")]
    [InlineData("using TcpClient c = {|PORT0002:new(new IPEndPoint(IPAddress.Any, 0))|}; await c.ConnectAsync(remote);")]
    [InlineData("var c = new TcpClient(); {|PORT0002:c.Client.Bind(new IPEndPoint(ip, 0))|}; c.Connect(remote);")]
    [InlineData("var c = new TcpClient { Client = new Socket(SocketType.Stream, ProtocolType.Tcp) }; {|PORT0002:c.Client.Bind(new IPEndPoint(ip, 0))|}; c.Connect(remote);")]
    [InlineData("var c = new TcpClient(); var s = c.Client; {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}; c.Connect(remote);")]
    public Task Flags_TcpClient(string statements) => RuleTest.Statements(statements);

    [Fact]
    public Task Flags_read_only_fields_that_can_only_be_port_0() => RuleTest.Members(
        """
        const int None = 0;
        static readonly int Zero = None;
        static readonly IPEndPoint Any = new(IPAddress.Any, Zero);
        static readonly IPEndPoint Fixed = new(IPAddress.Any, 5000);
        readonly IPEndPoint local = new(IPAddress.Loopback, 0);
        readonly IPEndPoint set = new(IPAddress.Loopback, 0);

        C(IPEndPoint given) => set = given;

        void M(Socket a, Socket b, Socket c, Socket d, EndPoint remote)
        {
            {|PORT0002:a.Bind(Any)|};
            a.Connect(remote);
            {|PORT0002:b.Bind(local)|};
            b.Connect(remote);
            c.Bind(Fixed);
            c.Connect(remote);
            d.Bind(set);
            d.Connect(remote);
        }
        """);

    [Fact]
    public Task Flags_fields_properties_and_parameters() => RuleTest.Members(
        """
        Socket field;
        Socket Property { get; set; }
        TcpClient client;

        async Task M(Socket parameter, IPAddress ip, EndPoint remote)
        {
            field = new Socket(SocketType.Stream, ProtocolType.Tcp);
            {|PORT0002:field.Bind(new IPEndPoint(ip, 0))|};
            await field.ConnectAsync(remote);
            {|PORT0002:this.Property.Bind(new IPEndPoint(ip, 0))|};
            Property.Connect(remote);
            {|PORT0002:parameter.Bind(new IPEndPoint(ip, 0))|};
            parameter.Connect(remote);
            client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|};
            client.Connect("192.0.2.1", 80);
        }
        """);

    [Fact]
    public Task Flags_a_type_that_is_a_socket() => RuleTest.Source(
        """
        class Dialer : TcpClient
        {
            void M(IPAddress ip, IPEndPoint remote)
            {
                {|PORT0002:Client.Bind(new IPEndPoint(ip, 0))|};
                Connect(remote);
            }
        }

        class Own : Socket
        {
            Own() : base(SocketType.Stream, ProtocolType.Tcp) { }

            void M(IPAddress ip, IPEndPoint remote)
            {
                {|PORT0002:Bind(new IPEndPoint(ip, 0))|};
                this.Connect(remote);
            }
        }
        """);

    [Fact]
    public Task Flags_a_ConnectCallback() => RuleTest.Members(
        """
        SocketsHttpHandler M(IPAddress ip) => new()
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|};
                    await s.ConnectAsync(context.DnsEndPoint, cancellation);
                    return new NetworkStream(s, ownsSocket: true);
                }
                catch
                {
                    s.Dispose();
                    throw;
                }
            },
        };
        """);

    [Theory]
    [InlineData("p.BindIPEndPointDelegate = (_, _, _) => {|PORT0002:new IPEndPoint(ip, 0)|};")]
    [InlineData("p.BindIPEndPointDelegate += (point, to, tries) => { return {|PORT0002:new IPEndPoint(ip, 0)|}; };")]
    [InlineData("p.BindIPEndPointDelegate = delegate { return tries++ > 3 ? null : {|PORT0002:new IPEndPoint(ip, 0)|}; };")]
    [InlineData("p.BindIPEndPointDelegate = new BindIPEndPoint((_, _, _) => {|PORT0002:new IPEndPoint(ip, 0)|});")]
    [InlineData("p.BindIPEndPointDelegate = Local; IPEndPoint Local(ServicePoint a, IPEndPoint b, int c) => {|PORT0002:new IPEndPoint(ip, 0)|};")]
    [InlineData("p.BindIPEndPointDelegate = (_, to, _) => { if (to.Port == 443) return null; var local = {|PORT0002:new IPEndPoint(ip, 0)|}; return local; };")]
    public Task Flags_a_BindIPEndPointDelegate(string statement) => RuleTest.Members(
        $$"""
        int tries;
        void M(ServicePoint p, IPAddress ip)
        {
            {{statement}}
        }
        """);

    [Fact]
    public Task Flags_the_method_of_a_BindIPEndPointDelegate_once() => RuleTest.Members(
        """
        void M(ServicePoint a, ServicePoint b)
        {
            a.BindIPEndPointDelegate = Callback;
            b.BindIPEndPointDelegate += Callback;
        }

        IPEndPoint Callback(ServicePoint point, IPEndPoint remote, int tries) => {|PORT0002:new IPEndPoint(IPAddress.Loopback, 0)|};

        IPEndPoint Other(ServicePoint point, IPEndPoint remote, int tries) => new IPEndPoint(IPAddress.Loopback, 5000 + tries);
        """);

    [Theory]
    [InlineData("var s = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); s.Bind(new IPEndPoint(ip, 0)); s.Connect(remote);")]
    [InlineData("var u = new UdpClient(); u.Client.Bind(new IPEndPoint(ip, 0)); u.Connect(remote);")]
    [InlineData("var s = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified); s.Bind(new UnixDomainSocketEndPoint(\"x\")); s.Connect(remote);")]
    [InlineData("var s = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp); s.Bind(new IPEndPoint(ip, 0)); s.Connect(remote);")]
    [InlineData("var s = NEW; s.Bind(new IPEndPoint(ip, 0)); s.Listen(); var c = NEW; c.Connect(s.LocalEndPoint);")]
    [InlineData("var s = NEW; s.Bind(new IPEndPoint(ip, 0)); s.Listen(); s.Connect(remote);")]
    [InlineData("var s = NEW; s.Bind(new IPEndPoint(ip, 0)); var free = ((IPEndPoint)s.LocalEndPoint).Port; s.Close();")]
    [InlineData("var s = NEW; s.Bind(new IPEndPoint(ip, 0)); var c = NEW; c.Connect(s.LocalEndPoint);")]
    [InlineData("var l = new TcpListener(ip, 0); l.Start(); var c = new TcpClient(); c.Connect((IPEndPoint)l.LocalEndpoint);")]
    [InlineData("var s = NEW; s.Bind(new IPEndPoint(ip, 5000)); s.Connect(remote);")]
    [InlineData("var s = NEW; s.Bind(new IPEndPoint(ip, port)); s.Connect(remote);")]
    [InlineData("int? given = flag ? port : null; var s = NEW; s.Bind(new IPEndPoint(ip, given ?? 0)); s.Connect(remote);")]
    [InlineData("var s = NEW; s.Bind(new IPEndPoint(ip, flag ? 5000 : 0)); s.Connect(remote);")]
    [InlineData("var s = NEW; remote ??= new IPEndPoint(ip, 0); s.Bind(remote); s.Connect(remote);")]
    [InlineData("var s = NEW; var local = remote ?? new IPEndPoint(ip, 0); s.Bind(local); s.Connect(remote);")]
    [InlineData("int local = 0; if (local == 0) local = 5000; var s = NEW; s.Bind(new IPEndPoint(ip, local)); s.Connect(remote);")]
    [InlineData("int local = 0; if (flag) local = port; var s = NEW; if (local > 0) s.Bind(new IPEndPoint(ip, local)); s.Connect(remote);")]
    [InlineData("int local = 0; if (flag) local = port; var s = NEW; if (local is not 0) s.Bind(new IPEndPoint(ip, local)); s.Connect(remote);")]
    [InlineData("int local = 0; if (flag) local = port; if (local < 1) return; var s = NEW; s.Bind(new IPEndPoint(ip, local)); s.Connect(remote);")]
    [InlineData("var ep = new IPEndPoint(ip, 0); if (flag) ep.Port = port; var s = NEW; if (ep.Port != 0) s.Bind(ep); s.Connect(remote);")]
    [InlineData("var s = NEW; s.Connect(remote); ")]
    [InlineData("var s = NEW; if (flag) { s.Bind(new IPEndPoint(ip, 0)); s.Listen(); } else { s.Connect(remote); }")]
    [InlineData("var s = NEW; s.Bind(new IPEndPoint(ip, 0)); s.Dispose(); s = NEW; s.Connect(remote);")]
    [InlineData("var s = NEW; var t = NEW; s.Bind(new IPEndPoint(ip, 0)); t.Connect(remote);")]
    [InlineData("using var c = new TcpClient(AddressFamily.InterNetwork) { NoDelay = true }; c.Connect(remote);")]
    [InlineData("if (false) { var s = NEW; s.Bind(new IPEndPoint(ip, 0)); s.Connect(remote); }")]
    public Task Is_silent_on_look_alikes(string statements) => RuleTest.Statements(statements.Replace("NEW", New));

    [Theory]
    [InlineData("void M(Socket s, IPAddress ip, EndPoint to) { s.Bind(new IPEndPoint(ip, 0)); s.SendTo(new byte[1], to); s.Connect(to); }")]
    [InlineData("void M(Socket s, IPAddress ip) { s.Bind(new IPEndPoint(ip, 0)); }")]
    [InlineData("class Config { public void Bind(object o) { } public void Connect() { } } void M(Config s, IPAddress ip) { s.Bind(new IPEndPoint(ip, 0)); s.Connect(); }")]
    [InlineData("Action<Socket> configure; void M(IPAddress ip, EndPoint to) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); configure(s); s.Bind(new IPEndPoint(ip, 0)); s.Connect(to); }")]
    [InlineData("int LocalPort; TcpClient c; void M(IPAddress ip, IPEndPoint to) { if (LocalPort == 0) c = new TcpClient(); else c = new TcpClient(new IPEndPoint(ip, LocalPort)); c.Connect(to); }")]
    [InlineData("[SupportedOSPlatform(\"windows\")] void M(Socket s, IPAddress ip, EndPoint to) { s.Bind(new IPEndPoint(ip, 0)); s.Connect(to); }")]
    [InlineData("public IPEndPoint Local { get; set; } = new(IPAddress.Any, 0); void M(Socket s, EndPoint to) { s.Bind(Local); s.Connect(to); }")]
    public Task Is_silent_where_nothing_is_certain(string members) => RuleTest.Members(members);

    [Theory]
    [InlineData("_ = s.LocalEndPoint; s.Connect(remote);", "EarlyRead")]
    [InlineData("s.Connect(\"example.org\", 80);", "SeveralAddresses")]
    [InlineData("s.Connect(new[] { ip }, 80);", "SeveralAddresses")]
    [InlineData("s.Connect(new DnsEndPoint(\"example.org\", 80));", "SeveralAddresses")]
    [InlineData("while (true) { try { s.Connect(remote); break; } catch (SocketException) { } }", "Retry")]
    [InlineData("try { s.Connect(remote); } catch (SocketException) { s.Connect(remote); }", "Retry")]
    [InlineData("s.Connect(remote); _ = s.LocalEndPoint;", null)]
    [InlineData("s.Connect(\"192.0.2.1\", 80);", null)]
    public async Task Tells_the_fix_what_the_option_would_break(string connect, string? reason)
    {
        var finding = Assert.Single(await RuleTest.Findings(
            $$"""
            class C
            {
                void M(IPAddress ip, IPEndPoint remote)
                {
                    var s = {{New}};
                    s.Bind(new IPEndPoint(ip, 0));
                    {{connect}}
                }
            }
            """,
            PORT0002.Id));
        Assert.Equal(reason, finding.Properties.GetValueOrDefault(DiagnosticProperties.Blocked));
    }

    [Theory]
    [InlineData("// <auto-generated/>\n", "")]
    [InlineData("#pragma warning disable PORT0002\n", "")]
    [InlineData("", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Reliability\", \"PORT0002\")]")]
    public Task Is_silenced_as_any_analyzer_is(string header, string attribute) => RuleTest.Plain(
        $$"""
        {{header}}using System.Net;
        using System.Net.Sockets;
        class C
        {
            {{attribute}}
            void M(Socket s, IPAddress ip, EndPoint remote) { s.Bind(new IPEndPoint(ip, 0)); s.Connect(remote); }
        }
        """);

    [Fact]
    public Task Flags_top_level_statements() => RuleTest.Program(
        """
        using var client = {|PORT0002:new TcpClient(new IPEndPoint(IPAddress.Loopback, 0))|};
        client.Connect(args[0], 80);
        """);

    [Fact]
    public Task A_project_for_Windows_only_is_told_of_the_Windows_option() => RuleTest.SourceForNetFramework(
        """
        using System.Net;
        using System.Net.Sockets;

        class C
        {
            void M(IPAddress ip, EndPoint remote)
            {
                var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                {|#0:s.Bind(new IPEndPoint(ip, 0))|};
                {|#1:s.Connect(remote)|};

                var t = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                t.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true);
                t.Bind(new IPEndPoint(ip, 0));
                t.Connect(remote);
            }
        }
        """,
        DiagnosticResult.CompilerWarning("PORT0002").WithLocation(0).WithLocation(1).WithArguments("s", "Set ReuseUnicastPort before the bind"));

    /// <summary>It is the type of the delegate that says what becomes of the endpoint, not where the lambda stands.</summary>
    [Fact]
    public Task Other_delegates_that_return_an_endpoint_are_silent() => RuleTest.Source(
        """
        class C
        {
            Func<IPEndPoint> _fallback = () => new IPEndPoint(IPAddress.Loopback, 0);
            Func<IPEndPoint>[] _makers = [() => new IPEndPoint(IPAddress.Loopback, 0)];
            readonly Lazy<IPEndPoint> _lazy = new(() => new IPEndPoint(IPAddress.Loopback, 0));
            readonly Lazy<IPEndPoint> _lazier = new Lazy<IPEndPoint>(() => new IPEndPoint(IPAddress.Loopback, 0), true);
            readonly Dictionary<string, Func<IPEndPoint>> _named = new() { ["a"] = () => new IPEndPoint(IPAddress.Loopback, 0) };
            event Func<IPEndPoint> Resolving;

            void M(Socket s, EndPoint remote, IPAddress ip)
            {
                Resolving += () => new IPEndPoint(ip, 0);
                _fallback += () => new IPEndPoint(ip, 0);
                _fallback ??= () => new IPEndPoint(ip, 0);
                _makers = [() => new IPEndPoint(ip, 0)];
                var pair = (Name: "a", Make: (Func<IPEndPoint>)(() => new IPEndPoint(ip, 0)));
                s.Bind(new IPEndPoint(ip, 5000));
                s.Connect(remote);
                Console.WriteLine($"{pair} {_fallback()} {_makers} {_lazy} {_lazier} {_named} {Resolving?.Invoke()}");
            }
        }
        """);

    [Fact]
    public Task A_callback_is_told_by_the_type_of_the_delegate_wherever_it_stands() => RuleTest.Source(
        """
        class C
        {
            void M(ServicePoint point, List<BindIPEndPoint> all)
            {
                point.BindIPEndPointDelegate = (_, _, _) => {|PORT0002:new IPEndPoint(IPAddress.Loopback, 0)|};
                point.BindIPEndPointDelegate += (_, _, _) => {|PORT0002:new IPEndPoint(IPAddress.IPv6Loopback, 0)|};
                all.Add((_, _, _) => {|PORT0002:new IPEndPoint(IPAddress.Any, 0)|});
                BindIPEndPoint[] more = [delegate { return {|PORT0002:new IPEndPoint(IPAddress.IPv6Any, 0)|}; }];
                Console.WriteLine(more);
            }
        }
        """);

    /// <summary>A symbol is defined by its whole name, and until it is undefined.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("#define DEBUGX", true)]
    [InlineData("#define XDEBUG // DEBUG", true)]
    [InlineData("#define DEBUG\n#undef DEBUG", true)]
    [InlineData("#if NEVER\n#define DEBUG\n#endif", true)]
    [InlineData("#define DEBUG", false)]
    [InlineData("#undef DEBUG\n#define DEBUG", false)]
    [InlineData("# define   DEBUG // for a while", false)]
    public Task A_conditional_call_is_made_where_its_symbol_is_defined(string directives, bool isFlagged) => RuleTest.Plain(
        $$"""
        {{directives}}
        using System;
        using System.Net;
        using System.Net.Sockets;
        class C
        {
            [System.Diagnostics.Conditional("DEBUG")]
            static void Defer(Socket s) => s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));

            void M(Socket s, IPAddress ip, EndPoint remote)
            {
                Defer(s);
                {{(isFlagged ? "{|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}" : "s.Bind(new IPEndPoint(ip, 0))")}};
                s.Connect(remote);
            }
        }
        """);

    /// <summary>The first turn of the loop passes another port; the call that passes 0 in a later one is the place all the same.</summary>
    [Theory]
    [InlineData("static void Open(Socket s, IPAddress ip, int port) => s.Bind(new IPEndPoint(ip, port));", "")]
    [InlineData("static void Open(Socket s, IPAddress ip, int port) => Inner(s, ip, port); static void Inner(Socket s, IPAddress ip, int port) => s.Bind(new IPEndPoint(ip, port));", "")]
    [InlineData("", "void Open(Socket s, IPAddress ip, int port) => s.Bind(new IPEndPoint(ip, port));")]
    [InlineData("", "Action<Socket, IPAddress, int> Open = (s, ip, port) => s.Bind(new IPEndPoint(ip, port));")]
    public Task A_port_that_becomes_0_in_a_later_turn_is_flagged_at_the_call(string member, string local) => RuleTest.Source(
        $$"""
        class C
        {
            void M(IPAddress ip, EndPoint remote)
            {
                {{local}}
                var port = 5000;
                while (true)
                {
                    using var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    {|PORT0002:Open(s, ip, port)|};
                    s.Connect(remote);
                    port = 0;
                }
            }

            {{member}}
        }
        """);
}

using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Rules;

namespace PortReuse.Analyzers.Tests.Rules;

public class PORT0010Tests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";
    private const string Reuse = "SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true)";

    [Theory]
    [InlineData("var s = NEW; {|PORT0010:s.REUSE|}; s.Bind(remote); s.Listen();")]
    [InlineData("var s = NEW; {|PORT0010:s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, 1)|}; s.Bind(remote); s.Listen(100);")]
    [InlineData("var l = new TcpListener(ip, 80); {|PORT0010:l.Server.REUSE|}; l.Start();")]
    [InlineData("using var l = TcpListener.Create(80); {|PORT0010:l.Server.REUSE|}; l.Start(); var c = await l.AcceptTcpClientAsync();")]
    [InlineData("var s = NEW; s.ExclusiveAddressUse = false; {|PORT0010:s.REUSE|}; s.Bind(remote); s.Listen();")]
    [InlineData("var s = NEW; {|PORT0010:s.REUSE|}; s.Bind(new IPEndPoint(ip, 80)); s.Listen(); var c = new TcpClient(); c.Connect(remote);")]
    [InlineData("var s = NEW; {|PORT0010:s.REUSE|}; s.Bind(new IPEndPoint(ip, 80)); s.Listen(); var t = NEW; t.Bind(new IPEndPoint(ip, 81)); t.Listen();")]
    [InlineData("Socket s = new(AddressFamily.InterNetwork, (SocketType)port, ProtocolType.Unspecified); {|PORT0010:s.REUSE|}; s.Bind(remote); s.Listen();")]
    public Task Flags_the_option(string statements) => RuleTest.Statements(statements.Replace("NEW", New).Replace("REUSE", Reuse));

    /// <summary>The one way without the option is one of more than are told apart: what was left out may be a choice.</summary>
    [Fact]
    public Task Is_silent_where_more_ways_lead_to_the_listener_than_are_told_apart() => RuleTest.Statements(
        $"var s = {New}; {string.Concat(Enumerable.Range(1, 20).Select(way => $"if (port == {way}) s.{Reuse}; else "))}"
        + "{ s.ExclusiveAddressUse = false; s.ExclusiveAddressUse = true; } s.Bind(remote); s.Listen();");

    [Theory]
    [InlineData("var s = NEW; s.Bind(remote); s.Listen();")]
    [InlineData("var s = NEW; s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, false); s.Bind(remote); s.Listen();")]
    [InlineData("var s = NEW; s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, flag); s.Bind(remote); s.Listen();")]
    [InlineData("var s = NEW; s.REUSE; s.ExclusiveAddressUse = true; s.Bind(remote); s.Listen();")]
    [InlineData("var s = NEW; if (flag) s.REUSE; s.Bind(new IPEndPoint(ip, 0)); s.Listen();")]
    [InlineData("var s = NEW; s.REUSE; s.Bind(remote);")]
    [InlineData("var s = NEW; s.REUSE; s.Connect(remote);")]
    [InlineData("var s = NEW; s.ExclusiveAddressUse = false; s.Bind(remote); s.Listen();")]
    [InlineData("if (!OperatingSystem.IsLinux()) return; var s = NEW; s.SetRawSocketOption(1, 15, BitConverter.GetBytes(1)); s.Bind(remote); s.Listen();")]
    [InlineData("var u = new UdpClient(); u.Client.REUSE; u.Client.Bind(remote);")]
    [InlineData("var s = new Socket(SocketType.Dgram, ProtocolType.Udp); s.REUSE; s.Bind(remote);")]
    [InlineData("var s = NEW; s.REUSE; s.Bind(remote); s.Listen(); var t = NEW; t.REUSE; t.Bind(remote); t.Listen();")]
    [InlineData("var s = NEW; s.REUSE; s.Bind(remote); s.Listen(); var t = NEW; t.REUSE; t.Bind(s.LocalEndPoint); t.Listen();")]
    [InlineData("while (flag) { var s = NEW; s.REUSE; s.Bind(remote); s.Listen(); }")]
    [InlineData("for (var i = 0; i < 4; i++) Start(); void Start() { var s = NEW; s.REUSE; s.Bind(remote); s.Listen(); }")]
    [InlineData("var s = NEW; s.REUSE; s.Bind(remote); s.Listen(); var d = NEW; d.REUSE; d.Bind(remote); try { d.Connect(remote); } catch (SocketException) { d = NEW; d.Connect(remote); }")]
    public Task Is_silent_on_look_alikes(string statements) => RuleTest.Statements(statements.Replace("NEW", New).Replace("REUSE", Reuse));

    [Fact]
    public Task The_dialer_is_in_another_member() => RuleTest.Members(
        $$"""
        private readonly Socket _shared = {{New}};
        private readonly Socket _alone = {{New}};

        public void Start()
        {
            _shared.{{Reuse}};
            _shared.Bind(new IPEndPoint(IPAddress.Any, 7000));
            _shared.Listen();

            {|PORT0010:_alone.{{Reuse}}|};
            _alone.Bind(new IPEndPoint(IPAddress.Any, 7001));
            _alone.Listen();
        }

        public bool Dial(EndPoint remote)
        {
            using var socket = {{New}};
            socket.{{Reuse}};
            socket.Bind(new IPEndPoint(IPAddress.Any, 7000));
            try { socket.Connect(remote); return true; }
            catch (SocketException) { return false; }
        }
        """);

    [Fact]
    public async Task Says_what_can_happen()
    {
        var finding = Assert.Single(await RuleTest.Findings(
            $$"""
            class C
            {
                TcpListener listener = new(IPAddress.Any, 80);
                void M() { listener.Server.{{Reuse}}; listener.Start(); }
            }
            """));
        Assert.Equal((PORT0010.Id, DiagnosticSeverity.Info, "Security"), (finding.Id, finding.Severity, finding.Descriptor.Category));
        Assert.Equal(
            "Listener 'listener' sets ReuseAddress, so another process of the same user can take a share of its connections. "
            + "A listener restarts over TIME_WAIT without the option; remove it.",
            finding.GetMessage());
        Assert.Equal($"listener.Server.{Reuse}", RuleTest.CodeAt(finding.Location));
    }

    [Theory]
    [InlineData("#pragma warning disable PORT0010\n", "")]
    [InlineData("", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Security\", \"PORT0010\")]")]
    public Task Is_silenced_as_any_analyzer_is(string header, string attribute) => RuleTest.Source(
        $$"""
        {{header}}
        class C
        {
            {{attribute}}
            void M(Socket s) { s.{{Reuse}}; s.Listen(); }
        }
        """);
}

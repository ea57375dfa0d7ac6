using PortReuse.Analyzers.Rules;

namespace PortReuse.Analyzers.Tests.Rules;

public class PORT0004Tests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";

    /// <summary>The usual harness leaves the rule out of sources that do not name it.</summary>
    private const string Named = "// PORT0004 is asked about.\n";

    [Theory]
    [InlineData("{|PORT0004:s.Connect(\"example.org\", 80)|};")]
    [InlineData("{|PORT0004:s.Connect(new[] { ip }, 80)|};")]
    [InlineData("{|PORT0004:s.Connect(new DnsEndPoint(\"example.org\", 80))|};")]
    [InlineData("EndPoint to = new DnsEndPoint(\"example.org\", 80); await {|PORT0004:s.ConnectAsync(to)|};")]
    [InlineData("await {|PORT0004:s.ConnectAsync(\"example.org\", 80, CancellationToken.None)|};")]
    [InlineData("{|PORT0004:s.BeginConnect(\"example.org\", 80, null, null)|};")]
    [InlineData("var args = new SocketAsyncEventArgs { RemoteEndPoint = new DnsEndPoint(\"example.org\", 80) }; {|PORT0004:s.ConnectAsync(args)|};")]
    [InlineData("if (flag) {|PORT0004:s.Connect(\"example.org\", 80)|}; else s.Connect(remote);")]
    [InlineData("try { s.Connect(remote); } catch (SocketException) { {|PORT0004:s.Connect(remote)|}; }")]
    [InlineData("while (true) { try { {|PORT0004:s.Connect(remote)|}; break; } catch (SocketException) { } }")]
    [InlineData("foreach (var a in new[] { ip, ip }) { try { {|PORT0004:s.Connect(a, 80)|}; break; } catch (SocketException) { await Task.Delay(1); } }")]
    [InlineData("for (var i = 0; i < 3; i++) { try { await {|PORT0004:s.ConnectAsync(remote)|}; break; } catch (SocketException) when (i < 2) { } }")]
    public Task Flags_what_is_more_than_one_attempt(string connect) => RuleTest.Statements(
        $"""
        var s = {New};
        s.Bind(new IPEndPoint(ip, 5000));
        {connect}
        """);

    [Theory]
    [InlineData("s.Bind(new IPEndPoint(IPAddress.Any, 5000));")]
    [InlineData("s.Bind(new IPEndPoint(IPAddress.Loopback, port));")]
    [InlineData("s.Bind(remote);")]
    [InlineData("if (flag) s.Bind(remote);")]
    public Task Flags_an_address_or_a_port_that_was_chosen(string bind) => RuleTest.Statements(
        $$"""
        var s = {{New}};
        {{bind}}
        {|PORT0004:s.Connect("example.org", 80)|};
        """);

    [Theory]
    [InlineData("s.Bind(remote); s.Connect(remote);")]
    [InlineData("s.Bind(remote); s.Connect(\"192.0.2.1\", 80);")]
    [InlineData("s.Bind(remote); s.Connect(ip, 80);")]
    [InlineData("s.Connect(\"example.org\", 80); s.Close();")]
    [InlineData("s.Connect(\"example.org\", 80); var t = NEW; t.Bind(remote);")]
    [InlineData("while (true) { try { s = NEW; s.Bind(remote); s.Connect(remote); break; } catch (SocketException) { s.Close(); } }")]
    [InlineData("while (true) { s = NEW; s.Bind(remote); try { s.Connect(remote); break; } catch (SocketException) { continue; } }")]
    [InlineData("s.Bind(remote); try { s.Connect(remote); } catch (SocketException) { s.Dispose(); s = NEW; s.Connect(remote); }")]
    [InlineData("s.Bind(remote); try { s.Connect(remote); } catch (SocketException) { throw; } s.Close();")]
    [InlineData("s.Bind(remote); s.Connect(remote); s.Disconnect(true);")]
    [InlineData("if (flag) s.Bind(remote); else s.Connect(\"example.org\", 80);")]
    [InlineData("if (OperatingSystem.IsWindows()) { s.Bind(remote); s.Connect(\"example.org\", 80); }")]
    [InlineData("if (!OperatingSystem.IsWindows()) return; s.Bind(remote); s.Connect(\"example.org\", 80);")]
    [InlineData("s.Bind(remote); s.Listen(); s.Connect(\"example.org\", 80);")]
    [InlineData("var u = new UdpClient(5000); u.Connect(\"example.org\", 80);")]
    public Task Is_silent_on_look_alikes(string statements) =>
        RuleTest.Statements($"{Named}var s = {New}; {statements.Replace("NEW", New)}");

    /// <summary>A wildcard address and port 0 choose nothing, so nothing is lost.</summary>
    [Fact]
    public Task A_bind_that_chooses_nothing_is_not_lost() => RuleTest.Statements(
        $$"""
        {{Named}}var s = {{New}};
        {|PORT0002:s.Bind(new IPEndPoint(IPAddress.Any, 0))|};
        s.Connect("example.org", 80);
        """);

    /// <summary>An address alone is a choice too.</summary>
    [Fact]
    public Task An_address_with_port_0_is_lost() => RuleTest.Statements(
        $$"""
        var s = {{New}};
        {|PORT0002:s.Bind(new IPEndPoint(IPAddress.Loopback, 0))|};
        {|PORT0004:s.Connect("example.org", 80)|};
        """);

    [Fact]
    public Task Flags_TcpClient_and_what_a_helper_does_with_it() => RuleTest.Members(
        """
        void M(IPEndPoint local)
        {
            var client = new TcpClient(local);
            Connect(client, "example.org");
            using var other = new TcpClient("example.org", 80);
        }

        static void Connect(TcpClient client, string host) => {|PORT0004:client.Connect(host, 80)|};
        """);

    /// <summary>Which member comes first, and whether the failed socket is the same, is not to be seen.</summary>
    [Fact]
    public Task Another_member_may_have_made_a_new_socket() => RuleTest.Members(
        $$"""
        // PORT0004
        private Socket _socket;

        public void Open(IPEndPoint local)
        {
            _socket = {{New}};
            _socket.Bind(local);
        }

        public void Connect(string host) => _socket.Connect(host, 80);
        """);

    [Theory]
    [InlineData("s.Connect(\"example.org\", 80)", "connects to a host name, which may have several addresses")]
    [InlineData("s.Connect(new[] { ip }, 80)", "connects to several addresses in turn")]
    [InlineData("try { s.Connect(remote); } catch (SocketException) { s.Connect(remote); }", "connects again after a failure")]
    public async Task Says_what_will_happen_and_names_the_bind(string connect, string attempt)
    {
        var finding = Assert.Single(await RuleTest.Findings(
            $$"""
            class C
            {
                void M(Socket s, IPAddress ip, EndPoint remote)
                {
                    s.Bind(new IPEndPoint(ip, 5000));
                    {{connect}};
                }
            }
            """));
        Assert.Equal(PORT0004.Id, finding.Id);
        Assert.Equal(
            $"'s' is bound and {attempt}: after the first failure it connects from another address and port, without an error. "
            + "Bind and connect one new socket for each attempt.",
            finding.GetMessage());
        Assert.Equal(["s.Bind(new IPEndPoint(ip, 5000))"], finding.AdditionalLocations.Select(RuleTest.CodeAt));
    }

    /// <summary>On Windows the socket that failed stays bound.</summary>
    [Fact]
    public Task A_project_for_Windows_only_is_not_told() => RuleTest.SourceForNetFramework(
        """
        // PORT0004
        using System.Net;
        using System.Net.Sockets;

        class C
        {
            void M(Socket s, IPAddress ip)
            {
                s.Bind(new IPEndPoint(ip, 5000));
                s.Connect("example.org", 80);
            }
        }
        """);

    [Theory]
    [InlineData("#pragma warning disable PORT0004\n", "")]
    [InlineData("", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Reliability\", \"PORT0004\")]")]
    public Task Is_silenced_as_any_analyzer_is(string header, string attribute) => RuleTest.Source(
        $$"""
        {{header}}
        class C
        {
            {{attribute}}
            void M(Socket s, EndPoint local) { s.Bind(local); s.Connect("example.org", 80); }
        }
        """);
}

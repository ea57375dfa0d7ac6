using PortReuse.Analyzers.Rules;

namespace PortReuse.Analyzers.Tests.Rules;

public class PORT0003Tests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";
    private const string Reuse = "SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true)";

    private const string Listener =
        $"""
        var listener = {New};
        listener.{Reuse};
        listener.Bind(new IPEndPoint(ip, port));
        listener.Listen();
        """;

    private const string Dialer =
        $"""
        var dialer = {New};
        dialer.{Reuse};

        """;

    [Theory]
    [InlineData("dialer.Bind(listener.LocalEndPoint); {|PORT0003:dialer.Connect(remote)|};")]
    [InlineData("dialer.Bind((IPEndPoint)listener.LocalEndPoint); await {|PORT0003:dialer.ConnectAsync(remote)|};")]
    [InlineData("dialer.Bind(new IPEndPoint(ip, ((IPEndPoint)listener.LocalEndPoint).Port)); {|PORT0003:dialer.Connect(remote)|};")]
    [InlineData("dialer.Bind(new IPEndPoint(IPAddress.Any, port)); {|PORT0003:dialer.Connect(remote)|};")]
    [InlineData("var local = new IPEndPoint(ip, port); dialer.Bind(local); {|PORT0003:dialer.Connect(remote)|};")]
    [InlineData("dialer.Bind(listener.LocalEndPoint); try { {|PORT0003:dialer.Connect(remote)|}; } catch (SocketException) { dialer.Dispose(); throw; }")]
    [InlineData("dialer.Bind(listener.LocalEndPoint); try { {|PORT0003:dialer.Connect(remote)|}; } catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused) { port++; }")]
    [InlineData("dialer.Bind(listener.LocalEndPoint); Action go = () => {|PORT0003:dialer.Connect(remote)|}; go();")]
    public Task Flags_a_dial_from_the_listeners_port(string statements) => RuleTest.Statements($"{Listener}\n{Dialer}{statements}");

    [Theory]
    [InlineData("dialer.Bind(new IPEndPoint(ip, 5001)); dialer.Connect(remote);")]
    [InlineData("dialer.Bind(new IPEndPoint(ip, port + 1)); dialer.Connect(remote);")]
    [InlineData("dialer.Bind(remote); dialer.Connect(remote);")]
    [InlineData("dialer.Connect(remote);")]
    [InlineData("dialer.Bind(listener.LocalEndPoint); dialer.Listen();")]
    [InlineData("dialer.Bind(listener.LocalEndPoint); try { dialer.Connect(remote); } catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable) { await listener.AcceptAsync(); }")]
    [InlineData("dialer.Bind(listener.LocalEndPoint); try { await dialer.ConnectAsync(remote); } catch (SocketException) { var fresh = new TcpClient(); await fresh.ConnectAsync(remote); }")]
    [InlineData("dialer.Bind(listener.LocalEndPoint); dialer.Dispose(); var other = new TcpClient(); other.Connect(remote);")]
    public Task Is_silent_on_look_alikes(string statements) => IsSilent($"{Listener}\n{Dialer}{statements}");

    [Theory]
    [InlineData("var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); udp.Bind(listener.LocalEndPoint); udp.Connect(remote);")]
    [InlineData("var accepted = listener.Accept(); accepted.Close();")]
    public Task Is_silent_on_other_sockets(string statements) => IsSilent($"{Listener}\n{statements}");

    /// <summary>Addresses that are known and differ are different ports; and the port that the kernel chooses is nobody else's.</summary>
    [Theory]
    [InlineData("IPAddress.Parse(\"192.0.2.1\"), 5000", "IPAddress.Parse(\"192.0.2.2\"), 5000")]
    [InlineData("IPAddress.Parse(\"192.0.2.1\"), port", "IPAddress.Parse(\"192.0.2.2\"), port")]
    [InlineData("IPAddress.Loopback, 5000", "ip, 5000")]
    public Task Another_address_is_another_port(string listens, string dials) => IsSilent(
        $"""
        var listener = {New};
        listener.{Reuse};
        listener.Bind(new IPEndPoint({listens}));
        listener.Listen();
        {Dialer}
        dialer.Bind(new IPEndPoint({dials}));
        dialer.Connect(remote);
        """);

    [Fact]
    public Task Two_sockets_on_port_0_have_two_ports() => RuleTest.Statements(
        $$"""
        var listener = {{New}};
        {|PORT0010:listener.{{Reuse}}|};
        listener.Bind(new IPEndPoint(ip, 0));
        listener.Listen();
        {{Dialer}}
        {|PORT0001:dialer.Bind(new IPEndPoint(ip, 0))|};
        dialer.Connect(remote);
        """);

    [Fact]
    public Task The_listener_and_the_dialer_are_in_different_members() => RuleTest.Members(
        $$"""
        private readonly TcpListener _listener = new(IPAddress.Any, 7800);

        public void Start()
        {
            _listener.Server.{{Reuse}};
            _listener.Start();
        }

        public Socket Dial(EndPoint remote)
        {
            var socket = {{New}};
            socket.{{Reuse}};
            socket.Bind(_listener.LocalEndpoint);
            {|PORT0003:socket.Connect(remote)|};
            return socket;
        }

        public bool TryDial(EndPoint remote)
        {
            try { Raw(remote); return true; }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable) { return false; }
        }

        private void Raw(EndPoint remote)
        {
            var socket = {{New}};
            socket.{{Reuse}};
            socket.Bind(_listener.LocalEndpoint);
            socket.Connect(remote);
        }
        """);

    /// <summary>One of the callers does not cope.</summary>
    [Fact]
    public Task Every_caller_is_asked() => RuleTest.Members(
        $$"""
        private readonly TcpListener _listener = new(IPAddress.Any, 7800);

        public void Start()
        {
            _listener.ExclusiveAddressUse = false;
            _listener.Start();
        }

        public bool TryDial(EndPoint remote)
        {
            try { Raw(remote); return true; }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable) { return false; }
        }

        public void Dial(EndPoint remote) => Raw(remote);

        private void Raw(EndPoint remote)
        {
            var socket = {{New}};
            socket.{{Reuse}};
            socket.Bind(_listener.LocalEndpoint);
            {|PORT0003:socket.Connect(remote)|};
        }
        """);

    /// <summary>Opened and closed by one member, it is not there when another one dials.</summary>
    [Theory]
    [InlineData("listener.Close();", "socket.Connect(remote)")]
    [InlineData("listener.Accept(); listener.Close();", "{|PORT0003:socket.Connect(remote)|}")]
    [InlineData("", "{|PORT0003:socket.Connect(remote)|}")]
    public Task A_listener_of_another_member_may_be_a_probe(string afterwards, string connect) => RuleTest.Members(
        $$"""
        public void Probe()
        {
            var listener = {{New}};
            listener.{{Reuse}};
            listener.Bind(new IPEndPoint(IPAddress.Any, 7000));
            listener.Listen();
            {{afterwards}}
        }

        public void Dial(EndPoint remote)
        {
            var socket = {{New}};
            socket.{{Reuse}};
            socket.Bind(new IPEndPoint(IPAddress.Any, 7000));
            {{connect}};
        }
        """);

    [Fact]
    public async Task Says_what_will_happen_and_names_the_bind_and_the_listener()
    {
        var finding = Assert.Single(await RuleTest.Findings(
            $$"""
            class C
            {
                readonly Socket dialer = {{New}};
                void M(IPAddress ip, int port, EndPoint remote)
                {
                    {{Listener}}
                    dialer.{{Reuse}};
                    dialer.Bind(listener.LocalEndPoint);
                    dialer.Connect(remote);
                }
            }
            """));
        Assert.Equal(PORT0003.Id, finding.Id);
        Assert.Equal(
            "'dialer' connects from the port of listener 'listener', and fails with AddressNotAvailable if the peer has dialed that port or does so "
            + "now. Catch that, and connect a new socket from another port.",
            finding.GetMessage());
        Assert.Equal(["dialer.Bind(listener.LocalEndPoint)", New, New], finding.AdditionalLocations.Select(RuleTest.CodeAt));
    }

    [Theory]
    [InlineData("#pragma warning disable PORT0003\n", "")]
    [InlineData("", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Reliability\", \"PORT0003\")]")]
    public Task Is_silenced_as_any_analyzer_is(string header, string attribute) => RuleTest.Source(
        $$"""
        {{header}}
        class C
        {
            {{attribute}}
            void M(IPAddress ip, int port, EndPoint remote)
            {
                {{Listener}}
                {{Dialer}}
                dialer.Bind(listener.LocalEndPoint);
                dialer.Connect(remote);
            }
        }
        """);

    /// <summary>What made the listener has let go of it before it starts, and so is bound.</summary>
    [Fact]
    public async Task Flags_where_a_loop_starts_the_listener_that_a_helper_made() => Assert.NotEmpty(await RuleTest.Findings(
        $$"""
        class C
        {
            private TcpListener _listener;

            void Make(IPAddress ip, int port)
            {
                var made = new TcpListener(ip, port) { ExclusiveAddressUse = false };
                made.Server.{{Reuse}};
                _listener = made;
            }

            void M(IPAddress ip, int port, EndPoint remote)
            {
                for (var i = 0; i < 3; i++)
                {
                    Make(ip, port);
                    _listener.Start();
                    {{Dialer}}
                    dialer.Bind(new IPEndPoint(ip, port));
                    dialer.Connect(remote);
                }
            }
        }
        """,
        PORT0003.Id));

    /// <summary>A listener whose port nobody else has is PORT0010's business.</summary>
    private static async Task IsSilent(string statements) => Assert.Empty(await RuleTest.Findings(
        $$"""
        class C
        {
            async Task M(IPAddress ip, IPEndPoint remote, int port)
            {
                await Task.Yield();
                {{statements}}
            }
        }
        """,
        PORT0003.Id));
}

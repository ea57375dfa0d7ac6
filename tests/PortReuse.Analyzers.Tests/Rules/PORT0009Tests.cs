using PortReuse.Analyzers.Rules;

namespace PortReuse.Analyzers.Tests.Rules;

public class PORT0009Tests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";
    private const string Reuse = "SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true)";

    [Theory]
    [InlineData("", "dialer.REUSE;")]
    [InlineData("listener.REUSE;", "")]
    [InlineData("", "")]
    [InlineData("listener.ExclusiveAddressUse = true;", "dialer.REUSE;")]
    [InlineData("listener.REUSE;", "dialer.REUSE; dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, false);")]
    [InlineData("listener.REUSE;", "if (OperatingSystem.IsLinux()) dialer.SetRawSocketOption(1, 2, BitConverter.GetBytes(1));")]
    [InlineData("listener.REUSE;", "if (OperatingSystem.IsWindows()) dialer.ExclusiveAddressUse = false;")]
    public Task Flags_the_dialers_bind_instead_of_its_connect(string listens, string dials) => RuleTest.Statements(
        $$"""
        var listener = {{New}};
        {{listens.Replace("REUSE", Reuse)}}
        listener.Bind(new IPEndPoint(ip, port));
        listener.Listen();
        var dialer = {{New}};
        {{dials.Replace("REUSE", Reuse)}}
        {|PORT0009:dialer.Bind(new IPEndPoint(ip, port))|};
        dialer.Connect(remote);
        """);

    [Theory]
    [InlineData("{|PORT0009:dialer.Bind(listener.LocalEndPoint)|}; dialer.Connect(remote);")]
    [InlineData("{|PORT0009:dialer.Bind(new IPEndPoint(IPAddress.Any, ((IPEndPoint)listener.LocalEndPoint).Port))|}; await dialer.ConnectAsync(remote);")]
    [InlineData("dialer.Dispose(); using var client = {|PORT0009:new TcpClient((IPEndPoint)listener.LocalEndPoint)|}; client.Connect(remote);")]
    [InlineData("var local = (IPEndPoint)listener.LocalEndPoint; {|PORT0009:dialer.Bind(local)|}; dialer.Connect(remote);")]
    [InlineData("{|PORT0009:dialer.Bind(listener.LocalEndPoint)|}; try { dialer.Connect(remote); } catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable) { await listener.AcceptAsync(); }")]
    public Task Flags_each_way_to_have_the_listeners_port(string statements) => RuleTest.Statements(
        $"""
        var listener = {New};
        listener.Bind(new IPEndPoint(ip, 0));
        listener.Listen();
        var dialer = {New};
        {statements}
        """);

    [Theory]
    [InlineData("listener.REUSE;", "dialer.REUSE;")]
    [InlineData("listener.ExclusiveAddressUse = false;", "dialer.ExclusiveAddressUse = false;")]
    [InlineData("listener.REUSE;", "dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, flag);")]
    [InlineData("if (flag) listener.REUSE;", "dialer.REUSE;")]
    [InlineData("listener.REUSE;", "Configure(dialer);")]
    [InlineData("Configure(listener);", "dialer.REUSE;")]
    [InlineData("listener.REUSE;", "if (OperatingSystem.IsLinux()) dialer.SetRawSocketOption(1, 15, BitConverter.GetBytes(1)); else return;")]
    public async Task Is_silent_where_both_may_share(string listens, string dials) => Assert.Empty(await RuleTest.Findings(
        $$"""
        class C
        {
            Action<Socket> Configure { get; set; }

            void M(IPAddress ip, IPEndPoint remote, int port, bool flag)
            {
                var listener = {{New}};
                {{listens.Replace("REUSE", Reuse)}}
                listener.Bind(new IPEndPoint(ip, port));
                listener.Listen();
                var dialer = {{New}};
                {{dials.Replace("REUSE", Reuse)}}
                dialer.Bind(new IPEndPoint(ip, port));
                dialer.Connect(remote);
            }
        }
        """,
        PORT0009.Id));

    [Theory]
    [InlineData("listener.Bind(new IPEndPoint(ip, 0)); listener.Listen(); dialer.Bind(new IPEndPoint(ip, port)); dialer.Connect(remote);")]
    [InlineData("listener.Bind(new IPEndPoint(ip, port)); listener.Listen(); dialer.Bind(new IPEndPoint(ip, port + 1)); dialer.Connect(remote);")]
    [InlineData("listener.Bind(new IPEndPoint(ip, port)); listener.Listen(); listener.Close(); dialer.Bind(new IPEndPoint(ip, port)); dialer.Connect(remote);")]
    [InlineData("using (listener) { listener.Bind(new IPEndPoint(ip, port)); listener.Listen(); } dialer.Bind(new IPEndPoint(ip, port)); dialer.Connect(remote);")]
    [InlineData("listener.Bind(new IPEndPoint(IPAddress.Loopback, 5000)); listener.Listen(); dialer.Bind(new IPEndPoint(IPAddress.Parse(\"192.0.2.1\"), 5000)); dialer.Connect(remote);")]
    [InlineData("listener.Bind(new IPEndPoint(ip, port)); dialer.Bind(new IPEndPoint(ip, port)); dialer.Connect(remote);")]
    [InlineData("listener.Bind(new IPEndPoint(ip, port)); listener.Listen(); var udp = new UdpClient(new IPEndPoint(ip, port)); udp.Connect(remote);")]
    [InlineData("listener.Bind(new IPEndPoint(ip, port)); listener.Listen(); dialer.Connect(new IPEndPoint(ip, port));")]
    [InlineData("if (flag) { listener.Bind(new IPEndPoint(ip, port)); listener.Listen(); } else { dialer.Bind(new IPEndPoint(ip, port)); dialer.Connect(remote); }")]
    [InlineData("listener.ExclusiveAddressUse = true; if (flag) { listener.Bind(new IPEndPoint(ip, port)); listener.Listen(); } else { dialer.Bind(new IPEndPoint(ip, port)); dialer.Connect(remote); }")]
    public Task Is_silent_on_look_alikes(string statements) => RuleTest.Statements($"var listener = {New}; var dialer = {New}; {statements}");

    [Fact]
    public Task The_listener_is_in_another_member() => RuleTest.Members(
        $$"""
        private readonly TcpListener _listener = new(IPAddress.Any, 7800);

        public void Start()
        {
            _listener.Start();
            _listener.BeginAcceptSocket(null, null);
        }

        public void Dial(EndPoint remote)
        {
            var socket = {{New}};
            socket.{{Reuse}};
            {|PORT0009:socket.Bind(_listener.LocalEndpoint)|};
            socket.Connect(remote);
        }
        """);

    [Theory]
    [InlineData("", "dialer.ExclusiveAddressUse = false;", "listener")]
    [InlineData("listener.ExclusiveAddressUse = false;", "", "dialer")]
    [InlineData("", "", "dialer")]
    public async Task Names_both_and_the_one_that_does_not_share(string listens, string dials, string unsharing)
    {
        var finding = Assert.Single(await RuleTest.Findings(
            $$"""
            class C
            {
                void M(IPEndPoint local, EndPoint remote)
                {
                    var listener = {{New}};
                    {{listens}}
                    listener.Bind(local);
                    listener.Listen();
                    var dialer = {{New}};
                    {{dials}}
                    dialer.Bind(local);
                    dialer.Connect(remote);
                }
            }
            """));
        Assert.Equal(PORT0009.Id, finding.Id);
        Assert.Equal(
            $"'dialer' is bound to the port of listener 'listener', which '{unsharing}' does not share: the bind fails with AddressAlreadyInUse. "
            + "Set ReuseAddress on both before they are bound.",
            finding.GetMessage());
        Assert.Equal("dialer.Bind(local)", RuleTest.CodeAt(finding.Location));
        Assert.Equal(New, RuleTest.CodeAt(finding.AdditionalLocations[0]));
    }

    /// <summary>Windows asks only the later of the two.</summary>
    [Theory]
    [InlineData("dialer.ExclusiveAddressUse = false;", "dialer.Bind(local)")]
    [InlineData("", "{|PORT0009:dialer.Bind(local)|}")]
    public Task On_Windows_the_dialer_alone_decides(string option, string bind) => RuleTest.SourceForNetFramework(
        $$"""
        using System.Net;
        using System.Net.Sockets;

        class C
        {
            bool M(IPEndPoint local, EndPoint remote)
            {
                var listener = {{New}};
                listener.Bind(local);
                listener.Listen(10);
                var dialer = {{New}};
                {{option}}
                {{bind}};
                try { dialer.Connect(remote); return true; }
                catch (SocketException) { return false; }
            }
        }
        """);

    [Theory]
    [InlineData("#pragma warning disable PORT0009\n", "")]
    [InlineData("", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Reliability\", \"PORT0009\")]")]
    public Task Is_silenced_as_any_analyzer_is(string header, string attribute) => RuleTest.Source(
        $$"""
        {{header}}
        class C
        {
            {{attribute}}
            void M(IPEndPoint local, EndPoint remote)
            {
                var listener = {{New}};
                listener.Bind(local);
                listener.Listen();
                var dialer = {{New}};
                dialer.Bind(local);
                dialer.Connect(remote);
            }
        }
        """);
}

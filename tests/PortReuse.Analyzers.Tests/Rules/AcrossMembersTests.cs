namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>The bind in one method, the option or the connect in another.</summary>
public class AcrossMembersTests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";

    [Fact]
    public Task A_helper_that_binds_the_port_it_is_given_is_flagged_at_the_call() => RuleTest.Source(
        """
        static class Extensions
        {
            public static void ReuseBind(this Socket socket, EndPoint local)
            {
                socket.ExclusiveAddressUse = false;
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(local);
            }
        }

        class C
        {
            async Task M(IPEndPoint server, IPEndPoint local)
            {
                var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                {|PORT0001:socket.ReuseBind(new IPEndPoint(server.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0))|};
                await socket.ConnectAsync(server);

                var other = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                other.ReuseBind(local);
                await other.ConnectAsync(server);

                var udp = new UdpClient();
                udp.Client.ReuseBind(new IPEndPoint(IPAddress.Any, 0));
                udp.Connect(server);
            }
        }
        """);

    [Fact]
    public Task A_helper_that_binds_port_0_is_flagged_once_at_its_bind() => RuleTest.Members(
        $$"""
        static void Prepare(Socket socket) => {|PORT0002:socket.Bind(new IPEndPoint(IPAddress.Loopback, 0))|};

        void First(EndPoint remote) { var s = {{New}}; Prepare(s); s.Connect(remote); /* BindHere */ }

        void Second(EndPoint remote) { var Bind = {{New}}; Prepare(Bind); Bind.Connect(remote); }
        """);

    [Fact]
    public Task Any_number_of_members_may_lie_between_the_option_and_the_connect() => RuleTest.Members(
        $$"""
        private Socket _s;
        public void Dial(EndPoint remote) => _s.Connect(remote);
        public void Bind() => {|PORT0001:_s.Bind(new IPEndPoint(IPAddress.Loopback, 0))|};
        public void Share() => _s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        public void Rest() => _s.Disconnect(true);
        public void Open() => _s = {{New}};
        """);

    [Fact]
    public Task A_factory_returns_a_bound_socket() => RuleTest.Members(
        $$"""
        static Socket Create(IPAddress ip)
        {
            var socket = {{New}};
            {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
            return socket;
        }

        static async Task<Socket> CreateAsync(int port)
        {
            await Task.Yield();
            var socket = {{New}};
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }

        static bool TryCreate(int port, out Socket socket)
        {
            socket = {{New}};
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }

        async Task M(IPAddress ip, EndPoint remote)
        {
            var TcpClient = Create(ip);
            TcpClient.Connect(remote);
            using var second = await {|PORT0002:CreateAsync(0)|};
            second.Connect(remote);
            if (TryCreate(5000, out var third)) third.Connect(remote);
        }
        """);

    [Fact]
    public Task A_field_is_used_across_members() => RuleTest.Members(
        $$"""
        Socket _socket;

        void Configure() => _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);

        void Connect(EndPoint remote) => Dial(remote);

        void Dial(EndPoint remote) => _socket.Connect(remote);

        Socket Socket => _socket;

        void M(IPAddress ip, EndPoint remote)
        {
            _socket = {{New}};
            Configure();
            {|PORT0001:Socket.Bind(new IPEndPoint(ip, 0))|};
            Connect(remote);
        }
        """);

    [Theory]
    [InlineData("static void Configure(Socket s) { if (OperatingSystem.IsLinux()) s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); }")]
    [InlineData("static void Configure(Socket s) { if (!OperatingSystem.IsLinux()) return; try { s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); } catch (SocketException) { } }")]
    [InlineData("static void Configure(object s) { var t = s as Socket; t?.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); }")]
    [InlineData("static Action<Socket> Configure;")]
    [InlineData("protected virtual void Configure(Socket s) { }")]
    public Task A_helper_that_may_cure_it_keeps_the_rule_silent(string configure) => RuleTest.Members(
        $$"""
        {{configure}}

        void M(IPAddress ip, EndPoint remote)
        {
            var s = {{New}};
            Configure(s);
            s.Bind(new IPEndPoint(ip, 0));
            s.Connect(remote);
        }
        """);

    [Theory]
    [InlineData("static void Configure(Socket s) => s.NoDelay = true;")]
    [InlineData("static void Configure(Socket s) { Console.WriteLine(s); Log(\"x\"); } static void Log(string text) { }")]
    [InlineData("static void Configure(Socket s) => Again(s, 9); static void Again(Socket s, int n) { if (n > 0) s.SendBufferSize = n; }")]
    public Task A_helper_that_does_nothing_about_it_does_not(string configure) => RuleTest.Members(
        $$"""
        {{configure}}

        void M(IPAddress ip, EndPoint remote)
        {
            var s = {{New}};
            Configure(s);
            {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|};
            s.Connect(remote);
        }
        """);

    [Fact]
    public Task A_member_that_may_be_overridden_may_replace_the_socket() => RuleTest.Members(
        $$"""
        Socket _socket = {{New}};

        protected virtual void Reset() => _socket = {{New}};

        void M(IPAddress ip, EndPoint remote)
        {
            _socket.Bind(new IPEndPoint(ip, 0));
            Reset();
            _socket.Connect(remote);
        }
        """);

    [Fact]
    public Task A_lambda_belongs_to_the_code_that_made_it() => RuleTest.Source(
        $$"""
        class Retry
        {
            Socket _socket;

            public static void Run(Action action)
            {
                for (var i = 0; i < 3; i++) { try { action(); return; } catch (SocketException) { } }
            }

            public void RunOn(Action<Socket> action) { action(_socket); action(null); }
        }

        class C
        {
            Socket _socket = {{New}};

            void M(IPAddress ip, EndPoint remote) => Retry.Run(() =>
            {
                {|PORT0002:_socket.Bind(new IPEndPoint(ip, 0))|};
                _socket.Connect(remote);
            });

            void N(Retry retry, IPAddress ip, EndPoint remote) => retry.RunOn(other =>
            {
                other.Bind(new IPEndPoint(ip, 0));
                _socket.Connect(remote);
            });
        }
        """);

    [Fact]
    public Task A_callback_gets_its_endpoint_from_another_method() => RuleTest.Members(
        """
        static IPEndPoint Local(int tries) => tries > 0 ? null : {|PORT0002:new IPEndPoint(IPAddress.Loopback, 0)|};

        void M(ServicePoint point) => point.BindIPEndPointDelegate = (_, _, tries) => Local(tries);
        """);

    [Fact]
    public Task Methods_that_call_each_other_end_in_silence() => RuleTest.Members(
        $$"""
        void A(Socket s, EndPoint remote, int n) { s.Bind(new IPEndPoint(IPAddress.Any, n)); B(s, remote, n); }
        void B(Socket s, EndPoint remote, int n) { if (n > 3) A(s, remote, n - 1); else C1(s, remote, n); }
        void C1(Socket s, EndPoint remote, int n) { A(s, remote, n); B(s, remote, n); s.Connect(remote); }
        """);

    /// <summary>Which member came last is not to be seen.</summary>
    [Theory]
    [InlineData("private int _localPort = 0; public void Configure() => _localPort = 5000;")]
    [InlineData("private int _localPort; public void Configure(int port) => _localPort = port;")]
    [InlineData("private int _localPort; C() => _localPort = 0; C(int port) => _localPort = port;")]
    [InlineData("private int _localPort = 0; public void Configure() => _localPort = 5000; public void Reset() => _localPort = 0;")]
    [InlineData("public int _localPort = 0;")]
    [InlineData("public int _localPort { get; set; } = 0;")]
    public Task A_port_that_another_member_may_set_is_unknown(string members) => RuleTest.Members(
        $$"""
        {{members}}

        public void M(Socket s, IPAddress ip, EndPoint remote)
        {
            s.Bind(new IPEndPoint(ip, _localPort));
            s.Connect(remote);
        }
        """);

    [Theory]
    [InlineData("private int _localPort = 0;")]
    [InlineData("private readonly int _localPort = 0;")]
    [InlineData("private int _localPort { get; } = 0;")]
    [InlineData("private int _localPort; C() => _localPort = 0;")]
    public Task A_port_that_nobody_sets_otherwise_is_0(string members) => RuleTest.Members(
        $$"""
        {{members}}

        public void M(Socket s, IPAddress ip, EndPoint remote)
        {
            {|PORT0002:s.Bind(new IPEndPoint(ip, _localPort))|};
            s.Connect(remote);
        }
        """);

    [Fact]
    public Task A_protection_in_another_member_may_come_first() => RuleTest.Members(
        $$"""
        private readonly Socket _socket = {{New}};

        public void Open() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        public void Defer() => _socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));

        public void Dial(EndPoint remote) => _socket.Connect(remote);
        """);

    [Fact]
    public Task Without_one_the_bind_is_flagged() => RuleTest.Members(
        $$"""
        private readonly Socket _socket = {{New}};

        public void Open() => {|PORT0002:_socket.Bind(new IPEndPoint(IPAddress.Loopback, 0))|};

        public void Dial(EndPoint remote) => _socket.Connect(remote);
        """);
}

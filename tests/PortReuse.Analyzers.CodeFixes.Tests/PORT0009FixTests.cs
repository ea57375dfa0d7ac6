namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>A listener and its dialer that come to share the port.</summary>
public sealed class PORT0009FixTests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";
    private const string Reuse = "SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);";

    /// <summary>The collision that can happen from then on is handled at once, or it would be the next diagnostic.</summary>
    [Theory]
    [InlineData("", "listener.REUSE\n", "dialer.REUSE\n", "dialer.REUSE\n")]
    [InlineData("listener.REUSE\n", "listener.REUSE\n", "", "dialer.REUSE\n")]
    [InlineData("", "listener.REUSE\n", "", "dialer.REUSE\n")]
    [InlineData("listener.ExclusiveAddressUse = true;\n", "listener.ExclusiveAddressUse = false;\nlistener.REUSE\n", "dialer.REUSE\n", "dialer.REUSE\n")]
    public Task Option_is_set_where_it_is_missing(string listens, string listensThen, string dials, string dialsThen) => Fixed(
        $$"""
        var listener = {{New}};
        {{listens}}listener.Bind(local); // here
        listener.Listen(10);
        var dialer = {{New}};
        {{dials}}{|PORT0009:dialer.Bind(local)|};
        dialer.Connect(remote);
        """,
        $$"""
        var listener = {{New}};
        {{listensThen}}listener.Bind(local); // here
        listener.Listen(10);
        var dialer = {{New}};
        {{dialsThen}}dialer.Bind(local);
        try
        {
            dialer.Connect(remote);
        }
        {{PORT0003FixTests.Handler("dialer", New, "dialer.Connect(remote);")}}
        """);

    [Fact]
    public Task Collision_that_is_handled_already_stays_as_it_is() => Fixed(
        $$"""
        var listener = new TcpListener(local);
        listener.Start();
        var dialer = {{New}};
        dialer.{{Reuse}}
        {|PORT0009:dialer.Bind(listener.LocalEndpoint)|};
        try
        {
            dialer.Connect(remote);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            listener.AcceptSocket();
        }
        """,
        $$"""
        var listener = new TcpListener(local);
        listener.Server.{{Reuse}}
        listener.Start();
        var dialer = {{New}};
        dialer.{{Reuse}}
        dialer.Bind(listener.LocalEndpoint);
        try
        {
            dialer.Connect(remote);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            listener.AcceptSocket();
        }
        """);

    [Fact]
    public Task Constructor_that_binds_is_split() => Fixed(
        """
        var listener = new TcpListener(local);
        listener.Start();
        using var dialer = {|PORT0009:new TcpClient((IPEndPoint)listener.LocalEndpoint)|};
        dialer.Connect((IPEndPoint)remote);
        """,
        $$"""
        var listener = new TcpListener(local);
        listener.Server.{{Reuse}}
        listener.Start();
        IPEndPoint localEndPoint = (IPEndPoint)listener.LocalEndpoint;
        var dialer = new TcpClient(localEndPoint.AddressFamily);
        try
        {
            dialer.Client.{{Reuse}}
            dialer.Client.Bind(localEndPoint);
            try
            {
                dialer.Connect((IPEndPoint)remote);
            }
        {{PORT0003FixTests.Deeper(PORT0003FixTests.Handler("dialer", "new TcpClient(localEndPoint.AddressFamily)", "dialer.Connect((IPEndPoint)remote);"))}}
        }
        finally
        {
            dialer.Dispose();
        }
        """);

    [Fact]
    public Task Listener_of_another_member() => new FixTest<PORT0009CodeFix>(
        Code.Class(Members("=> _listener.Start();", "{|PORT0009:dialer.Bind(_listener.LocalEndpoint)|};\n    dialer.Connect(remote);")),
        Code.Class(Members(
            $"\n{{\n    _listener.Server.{Reuse}\n    _listener.Start();\n}}",
            $"dialer.Bind(_listener.LocalEndpoint);\n    try\n    {{\n        dialer.Connect(remote);\n    }}\n{PORT0003FixTests.Deeper(PORT0003FixTests.Handler("dialer", New, "dialer.Connect(remote);"))}"))
            .Replace("Start() \n", "Start()\n", StringComparison.Ordinal)).RunAsync();

    /// <summary>The bind is run for a listener of another port too, which then would share that with anybody.</summary>
    [Fact]
    public Task Not_offered_where_other_sockets_are_bound_there()
    {
        var source = Code.Class(
            $$"""
            private static Socket Bound(IPEndPoint local)
            {
                var socket = {{New}};
                {|PORT0009:socket.Bind(local)|};
                return socket;
            }

            public void M(IPEndPoint local, IPEndPoint other, EndPoint remote)
            {
                Bound(other).Listen(10);
                var listener = Bound(local);
                listener.Listen(10);
                var dialer = Bound(local);
                dialer.Connect(remote);
            }
            """);

        return new FixTest<PORT0009CodeFix>(source, source).RunAsync();
    }

    private static string Members(string start, string dial) =>
        $$"""
        private readonly TcpListener _listener = new TcpListener(IPAddress.Any, 7800);

        public void Start() {{start}}

        public void Accept() => _listener.AcceptSocket();

        public void Dial(EndPoint remote)
        {
            var dialer = {{New}};
            dialer.{{Reuse}}
            {{dial}}
        }
        """;

    private static Task Fixed(string code, string repaired) =>
        new FixTest<PORT0009CodeFix>(Code.Method(Written(code)), Code.Method(Written(repaired))).RunAsync();

    private static string Written(string code) => code.Replace("REUSE", Reuse, StringComparison.Ordinal);
}

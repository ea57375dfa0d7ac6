namespace PortReuse.Analyzers.CodeFixes.Tests.PORT0001AndPORT0002;

/// <summary>A bind that names neither address nor port goes.</summary>
public sealed class RemoveWildcardBindTests
{
    [Fact]
    public Task Statement() => Remove(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.Bind(new IPEndPoint(IPAddress.Any, 0))|};
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(remote);
        """);

    [Fact]
    public Task Comment_above_stays_and_comment_behind_goes() => Remove(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        // Connect from anywhere.
        #region Bind
        {|PORT0002:socket.Bind(
            new IPEndPoint(IPAddress.Any, 0))|}; // any port
        #endregion
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        // Connect from anywhere.
        #region Bind
        #endregion
        socket.Connect(remote);
        """);

    [Fact]
    public Task No_second_empty_line_is_left() => Remove(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        {|PORT0002:socket.Bind(new IPEndPoint(IPAddress.Any, 0))|};

        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        socket.Connect(remote);
        """);

    [Fact]
    public Task Neighbours_on_its_line_stay() => Remove(
        """
        var other = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp); {|PORT0002:socket.Bind(new IPEndPoint(IPAddress.Any, 0))|}; // bind
        {|PORT0002:other.Bind(new IPEndPoint(IPAddress.IPv6Any, 0))|}; socket.Connect(remote);
        other.Connect(remote);
        """,
        """
        var other = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(remote);
        other.Connect(remote);
        """);

    [Fact]
    public Task Condition_without_effect_goes_too() => Remove(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition && !socket.IsBound)
            {|PORT0002:socket.Bind(new IPEndPoint(IPAddress.Any, 0))|};
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(remote);
        """);

    [Fact]
    public Task Condition_with_effect_stays() => Remove(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (Console.ReadLine() == "")
            {|PORT0002:socket.Bind(new IPEndPoint(IPAddress.Any, 0))|};
        if (condition)
            // Why.
            {|PORT0002:socket.Bind(new IPEndPoint(IPAddress.Any, 0))|};
        if (condition)
            {|PORT0002:socket.Bind(new IPEndPoint(IPAddress.Any, 0))|};
        else
            Console.WriteLine();
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (Console.ReadLine() == "")
            { }
        if (condition)
            // Why.
            { }
        if (condition)
            { }
        else
            Console.WriteLine();
        socket.Connect(remote);
        """);

    [Fact]
    public Task Body_becomes_empty() => FixTest.RemoveBind(
        Code.Class("""
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

            public void Open(EndPoint remote)
            {
                Action<Socket> bind = each => {|PORT0002:each.Bind(new IPEndPoint(IPAddress.Any, 0))|};
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                bind(socket);
                socket.Connect(remote);
                BindToAny();
                _socket.Connect(remote);
            }

            private void BindToAny() => {|PORT0002:_socket.Bind(new IPEndPoint(IPAddress.Any, 0))|};
            """),
        Code.Class("""
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

            public void Open(EndPoint remote)
            {
                Action<Socket> bind = each => { };
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                bind(socket);
                socket.Connect(remote);
                BindToAny();
                _socket.Connect(remote);
            }

            private void BindToAny() { }
            """)).RunAsync();

    [Theory]
    [InlineData("IPAddress.Any", "InterNetwork")]
    [InlineData("IPAddress.IPv6Any", "InterNetworkV6")]
    public Task Constructor_takes_the_family(string address, string family) => FixTest.RemoveBind(
        Code.Class($"public TcpClient Make(IPEndPoint target)\n{{\n    var client = {{|PORT0002:new TcpClient(new IPEndPoint({address}, 0))|}};\n    client.Connect(target);\n    return client;\n}}"),
        Code.Class($"public TcpClient Make(IPEndPoint target)\n{{\n    var client = new TcpClient(AddressFamily.{family});\n    client.Connect(target);\n    return client;\n}}"))
        .RunAsync();

    [Fact]
    public Task Constructor_anywhere_in_an_expression() => FixTest.RemoveBind(
        Code.Class("""
            private readonly TcpClient _client = {|PORT0002:new(new IPEndPoint(IPAddress.Any, 0)) { NoDelay = true }|};

            public void Open(IPEndPoint target) => _client.Connect(target);
            """),
        Code.Class("""
            private readonly TcpClient _client = new(AddressFamily.InterNetwork) { NoDelay = true };

            public void Open(IPEndPoint target) => _client.Connect(target);
            """)).RunAsync();

    [Fact]
    public Task Several_addresses_are_no_obstacle() => Remove(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.Bind(new IPEndPoint(IPAddress.Any, 0))|};
        socket.Connect("example.org", 80);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect("example.org", 80);
        """);

    [Theory]
    [InlineData("socket.Bind(new IPEndPoint(ip, 0))", "")]
    [InlineData("socket.Bind(new IPEndPoint(IPAddress.Any, 0))", "Console.WriteLine(socket.LocalEndPoint); var unbound = socket.LocalEndPoint;")]
    public Task Not_offered_for_an_address_or_where_the_endpoint_is_read(string bind, string next) => FixTest.NotOffered(
        Code.Method($$"""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            {|PORT0002:{{bind}}|};
            {{next}}
            socket.Connect(remote);
            """),
        PORT0001AndPORT0002CodeFix.RemoveBindKey).RunAsync();

    [Fact]
    public Task Not_offered_where_making_the_endpoint_does_something() => FixTest.NotOffered(
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            {|PORT0002:socket.Bind(Log(new IPEndPoint(IPAddress.Any, 0)))|};
            socket.Connect(remote);

            static IPEndPoint Log(IPEndPoint endPoint)
            {
                Console.WriteLine(endPoint);
                return endPoint;
            }
            """),
        PORT0001AndPORT0002CodeFix.RemoveBindKey).RunAsync();

    [Fact]
    public Task Constructor_whose_endpoint_is_not_spelled_out() => FixTest.NotOffered(
        Code.Method("""
            var wildcard = new IPEndPoint(IPAddress.Any, 0);
            var client = {|PORT0002:new TcpClient(wildcard)|};
            client.Connect((IPEndPoint)remote);
            """),
        PORT0001AndPORT0002CodeFix.RemoveBindKey).RunAsync();

    private static Task Remove(string statements, string repaired) =>
        FixTest.RemoveBind(Code.Method(statements), Code.Method(repaired)).RunAsync();
}

using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>One new socket, configured and bound alike, for each address and for each attempt.</summary>
public sealed class PORT0004FixTests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";

    [Fact]
    public Task Creation_bind_and_connect_go_into_a_loop() => Fixed(
        $$"""
        // The socket.
        var socket = {{New}};
        socket.NoDelay = true;
        // From here.
        socket.Bind(local);
        {|PORT0004:socket.Connect("example.org", 80)|}; // to there
        socket.Send(new byte[1]);
        """,
        $$"""
        {{Loop("socket", $"// The socket.\n    socket = {New};", "socket.NoDelay = true;\n        // From here.\n        socket.Bind(local);\n        socket.Connect(addresses[index], 80); // to there", "Dns.GetHostAddresses(\"example.org\", AddressFamily.InterNetwork)")}}
        socket.Send(new byte[1]);
        """);

    [Fact]
    public Task Client_that_is_bound_when_it_is_made_and_disposed_of_at_the_end() => Fixed(
        """
        using var client = new TcpClient(local);
        {|PORT0004:client.Connect(new IPAddress[] { ip, ip }, 80)|};
        client.GetStream().WriteByte(1);
        """,
        $$"""
        {{Loop("client", "client = new TcpClient(local);", "client.Connect(addresses[index], 80);", "Array.FindAll(new IPAddress[] { ip, ip }, address => address.AddressFamily == local.AddressFamily)", "TcpClient")}}
        try
        {
            client.GetStream().WriteByte(1);
        }
        finally
        {
            client.Dispose();
        }
        """);

    /// <summary>What stands around has the variable too, so that stays where it is.</summary>
    [Fact]
    public Task Bind_and_connect_inside_a_try_are_repeated_with_a_socket_made_anew() => Fixed(
        $$"""
        var socket = {{New}};
        try
        {
            socket.NoDelay = true;
            socket.Bind(local);
            {|PORT0004:socket.Connect(new DnsEndPoint("example.org", 80))|};
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        """,
        $$"""
        var socket = {{New}};
        try
        {
            socket.NoDelay = true;
            var addresses = Dns.GetHostAddresses("example.org", AddressFamily.InterNetwork);
            if (addresses.Length == 0)
            {
                throw new SocketException((int)SocketError.HostNotFound);
            }
            for (var index = 0; ; index++)
            {
                try
                {
                    socket.Bind(local);
                    socket.Connect(addresses[index], 80);
                    break;
                }
                catch (SocketException) when (index < addresses.Length - 1)
                {
                    // After a failure the same socket would go on from another local address.
                    socket.Dispose();
                    socket = {{New}};
                    socket.NoDelay = true;
                }
            }
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        """);

    [Fact]
    public Task Socket_of_a_loop_is_made_in_each_turn() => Fixed(
        $$"""
        // One for all.
        var socket = {{New}};
        socket.Bind(local);
        for (var i = 0; i < 3; i++)
        {
            try
            {
                {|PORT0004:socket.Connect(remote)|};
                return;
            }
            catch (SocketException e)
            {
                Console.WriteLine(e);
            }
        }
        """,
        $$"""
        for (var i = 0; i < 3; i++)
        {
            // One for all.
            var socket = {{New}};
            socket.Bind(local);
            try
            {
                socket.Connect(remote);
                return;
            }
            catch (SocketException e)
            {
                socket.Dispose();
                Console.WriteLine(e);
            }
        }
        """);

    [Fact]
    public Task Second_attempt_has_a_socket_of_its_own() => Fixed(
        $$"""
        var socket = {{New}};
        socket.NoDelay = true;
        socket.Bind(local);
        try
        {
            socket.Connect(remote);
        }
        catch (SocketException)
        {
            {|PORT0004:socket.Connect(ip, 80)|};
        }
        """,
        $$"""
        var socket = {{New}};
        socket.NoDelay = true;
        socket.Bind(local);
        try
        {
            socket.Connect(remote);
        }
        catch (SocketException)
        {
            // The socket that has failed would leave from another local address.
            socket.Dispose();
            socket = {{New}};
            socket.NoDelay = true;
            socket.Bind(local);
            socket.Connect(ip, 80);
        }
        """);

    [Fact]
    public Task Second_attempt_in_a_field_that_may_be_null() => new FixTest<PORT0004CodeFix>(
        Code.Class(Attempts("{|PORT0004:_socket!.Connect(ip, 80)|};")),
        Code.Class(Attempts(
            $$"""
            // The socket that has failed would leave from another local address.
                    _socket!.Dispose();
                    _socket = {{New}};
                    _socket!.NoDelay = true;
                    _socket!.Bind(local);
                    _socket!.Connect(ip, 80);
            """))).RunAsync();

    [Fact]
    public Task Connector_of_the_companion_takes_the_place_of_a_socket_that_is_only_bound() => new FixTest<PORT0004CodeFix>(
        Code.Method($$"""
            var socket = {{New}};
            socket.TrySetBindAddressNoPort();
            socket.Bind(local);
            {|PORT0004:socket.Connect("example.org", 80)|};
            socket.Send(new byte[1]);
            """).Importing(),
        Code.Method("""
            var socket = new OutboundConnector(local).Connect("example.org", 80);
            socket.Send(new byte[1]);
            """).Importing()).WithCompanion().RunAsync();

    [Fact]
    public Task Connector_is_awaited_where_the_connect_was() => new FixTest<PORT0004CodeFix>(
        Code.Method($$"""
            using Socket socket = {{New}};
            socket.Bind(new IPEndPoint(ip, 5000));
            await {|PORT0004:socket.ConnectAsync("example.org", 80)|}.ConfigureAwait(false);
            """, "async "),
        Code.Method("""
            using Socket socket = await new OutboundConnector(new IPEndPoint(ip, 5000)).ConnectAsync("example.org", 80).ConfigureAwait(false);
            """, "async ").Importing()).WithCompanion().RunAsync();

    [Fact]
    public Task A_socket_that_is_configured_is_not_left_to_the_connector() => new FixTest<PORT0004CodeFix>(
        Code.Method(Configured("socket.Bind(local);\n{|PORT0004:socket.Connect(\"example.org\", 80)|};")),
        Code.Method(Loop(
            "socket",
            $"socket = {New};",
            "socket.NoDelay = true;\n        socket.Bind(local);\n        socket.Connect(addresses[index], 80);",
            "Dns.GetHostAddresses(\"example.org\", AddressFamily.InterNetwork)"))).WithCompanion().RunAsync();

    /// <summary>Neither the overload with a family nor a newer language is there.</summary>
    [Fact]
    public Task Standard_library() => new FixTest<PORT0004CodeFix>(
        Code.Method(Configured("socket.Bind(local);\n{|PORT0004:socket.Connect(\"example.org\", 80)|};")),
        Code.Method(Loop(
            "socket",
            $"socket = {New};",
            "socket.NoDelay = true;\n        socket.Bind(local);\n        socket.Connect(addresses[index], 80);",
            "Array.FindAll(Dns.GetHostAddresses(\"example.org\"), address => address.AddressFamily == AddressFamily.InterNetwork)")))
        .For(ReferenceAssemblies.NetStandard.NetStandard20).In(LanguageVersion.CSharp7_3).RunAsync();

    /// <summary>
    /// The failure comes later; the socket is made elsewhere; there is a value to be evaluated again; and the port 0 would be reserved in
    /// two places.
    /// </summary>
    [Theory]
    [InlineData("var s = NEW; s.Bind(local); {|PORT0004:s.BeginConnect(\"example.org\", 80, null, null)|};")]
    [InlineData("var s = NEW; s.Bind(local); var dial = {|PORT0004:s.ConnectAsync(\"example.org\", 80)|}; dial.Wait();")]
    [InlineData("var s = NEW;\ns.Bind(Next());\n{|PORT0004:s.Connect(\"example.org\", 80)|};")]
    [InlineData("var s = Make();\ns.Bind(local);\n{|PORT0004:s.Connect(\"example.org\", 80)|};")]
    [InlineData("_only.Bind(local);\n{|PORT0004:_only.Connect(\"example.org\", 80)|};")]
    [InlineData("var c = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|};\ntry { c.Connect(local); } catch (SocketException) { {|PORT0004:c.Connect(local)|}; }")]
    public Task Not_offered(string statements)
    {
        var source = Code.Class(
            $$"""
            private readonly Socket _only = {{New}};

            private static Socket Make() => {{New}};

            private static IPEndPoint Next() => new IPEndPoint(IPAddress.Loopback, Environment.TickCount);

            public void M(IPAddress ip, IPEndPoint local)
            {
                {{statements.Replace("NEW", New, StringComparison.Ordinal).Replace("\n", "\n    ", StringComparison.Ordinal)}}
            }
            """);

        return new FixTest<PORT0004CodeFix>(source, source).RunAsync();
    }

    private static string Attempts(string second) =>
        $$"""
        private Socket? _socket;

        public void M(IPEndPoint local, EndPoint remote, IPAddress ip)
        {
            _socket = {{New}};
            _socket!.NoDelay = true;
            _socket!.Bind(local);
            try
            {
                _socket!.Connect(remote);
            }
            catch (SocketException)
            {
                {{second}}
            }
        }
        """;

    private static string Configured(string rest) => $"var socket = {New};\nsocket.NoDelay = true;\n{rest}";

    private static string Loop(string name, string made, string inside, string addresses, string type = "Socket") =>
        $$"""
        var addresses = {{addresses}};
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }
        {{type}} {{name}};
        for (var index = 0; ; index++)
        {
            {{made}}
            try
            {
                {{inside}}
                break;
            }
            catch (Exception e)
            {
                // After a failure the same socket would go on from another local address.
                {{name}}.Dispose();
                if (!(e is SocketException) || index == addresses.Length - 1)
                {
                    throw;
                }
            }
        }
        """;

    private static Task Fixed(string statements, string repaired) =>
        new FixTest<PORT0004CodeFix>(Code.Method(statements), Code.Method(repaired)).RunAsync();
}

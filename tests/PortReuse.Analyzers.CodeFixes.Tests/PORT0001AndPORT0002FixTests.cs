namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>Where the option goes: every place that a call of Bind can stand in.</summary>
public sealed class PORT0001AndPORT0002FixTests
{
    [Fact]
    public Task Raw_option_behind_a_guard_without_the_companion() => FixTest.SetOption(
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
            socket.Connect(remote);
            """),
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (OperatingSystem.IsLinux())
            {
                // IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.
                socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
            }
            socket.Bind(new IPEndPoint(ip, 0));
            socket.Connect(remote);
            """)).RunAsync();

    [Fact]
    public Task Companion_where_it_is_referenced() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.BindForConnect(new IPEndPoint(ip, 0));
        socket.Connect(remote);
        """);

    [Fact]
    public Task After_a_reuse_option() => FixTest.InMethod(
        """
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        {|PORT0001:socket.Bind(new IPEndPoint(ip, 0))|};
        socket.Connect(remote);
        """,
        """
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.BindForConnect(new IPEndPoint(ip, 0));
        socket.Connect(remote);
        """);

    [Fact]
    public Task Socket_with_an_object_initializer() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };

        {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };

        socket.BindForConnect(new IPEndPoint(ip, 0));
        socket.Connect(remote);
        """);

    [Fact]
    public Task Socket_inside_a_client() => FixTest.InMethod(
        """
        using var client = new TcpClient(AddressFamily.InterNetwork);
        {|PORT0002:client.Client.Bind(new IPEndPoint(ip, 0))|};
        client.Client.Connect(remote);
        """,
        """
        using var client = new TcpClient(AddressFamily.InterNetwork);
        client.Client.BindForConnect(new IPEndPoint(ip, 0));
        client.Client.Connect(remote);
        """);

    [Fact]
    public Task Conditional_access() => FixTest.InMethod(
        """
        Socket? socket = condition ? new Socket(SocketType.Stream, ProtocolType.Tcp) : null;
        socket?{|PORT0002:.Bind(new IPEndPoint(ip, 0))|};
        socket?.Connect(remote);
        """,
        """
        Socket? socket = condition ? new Socket(SocketType.Stream, ProtocolType.Tcp) : null;
        socket?.BindForConnect(new IPEndPoint(ip, 0));
        socket?.Connect(remote);
        """);

    [Fact]
    public Task Conditional_access_to_the_socket_inside_a_client() => FixTest.SetOption(
        Code.Method("""
            TcpClient? client = condition ? new TcpClient(AddressFamily.InterNetwork) : null;
            client?{|PORT0002:.Client.Bind(new IPEndPoint(ip, 0))|};
            client?.Client.Connect(remote);
            """),
        Code.Method("""
            TcpClient? client = condition ? new TcpClient(AddressFamily.InterNetwork) : null;
            if (OperatingSystem.IsLinux())
            {
                // IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.
                client?.Client.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
            }
            client?.Client.Bind(new IPEndPoint(ip, 0));
            client?.Client.Connect(remote);
            """)).RunAsync();

    [Fact]
    public Task Field_of_this() => FixTest.CallCompanion(
        Code.Class("""
            private readonly Socket _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

            public void Open(IPAddress ip, EndPoint remote)
            {
                {|PORT0002:this._socket.Bind(new IPEndPoint(ip, 0))|};
                this._socket.Connect(remote);
            }
            """),
        Code.Class("""
            private readonly Socket _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

            public void Open(IPAddress ip, EndPoint remote)
            {
                this._socket.BindForConnect(new IPEndPoint(ip, 0));
                this._socket.Connect(remote);
            }
            """).Importing()).RunAsync();

    [Theory]
    [InlineData("Bind")]
    [InlineData("this.Bind")]
    [InlineData("base.Bind")]
    public Task Within_a_socket_class(string bind) => FixTest.CallCompanion(
        Code.Class($$"""
            private sealed class Dialer() : Socket(SocketType.Stream, ProtocolType.Tcp)
            {
                public void Dial(IPAddress ip, EndPoint remote)
                {
                    {|PORT0002:{{bind}}(new IPEndPoint(ip, 0))|};
                    Connect(remote);
                }
            }
            """),
        Code.Class($$"""
            private sealed class Dialer() : Socket(SocketType.Stream, ProtocolType.Tcp)
            {
                public void Dial(IPAddress ip, EndPoint remote)
                {
                    this.BindForConnect(new IPEndPoint(ip, 0));
                    Connect(remote);
                }
            }
            """).Importing()).RunAsync();

    [Fact]
    public Task Receiver_broken_over_lines_stays_so() => FixTest.InMethod(
        """
        using var client = new TcpClient(AddressFamily.InterNetwork);
        {|PORT0002:client
            .Client // the socket
            .Bind(
                new IPEndPoint(ip, 0))|};
        client.Client.Connect(remote);
        """,
        """
        using var client = new TcpClient(AddressFamily.InterNetwork);
        client
            .Client // the socket
            .BindForConnect(
                new IPEndPoint(ip, 0));
        client.Client.Connect(remote);
        """);

    [Fact]
    public Task Embedded_statement_needs_no_braces() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition)
            {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|}; // the source
        else
            Console.WriteLine();

        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition)
            socket.BindForConnect(new IPEndPoint(ip, 0)); // the source
        else
            Console.WriteLine();

        socket.Connect(remote);
        """);

    [Fact]
    public Task Embedded_statement_on_the_line_of_its_condition() => FixTest.SetOption(
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (condition) {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
            socket.Connect(remote);
            """),
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (condition)
            {
                if (OperatingSystem.IsLinux())
                {
                    // IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.
                    socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
                }
                socket.Bind(new IPEndPoint(ip, 0));
            }
            socket.Connect(remote);
            """)).RunAsync();

    [Fact]
    public Task Embedded_statement_between_an_if_and_an_else_on_one_line() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition) {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|}; else Console.WriteLine();
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition) socket.BindForConnect(new IPEndPoint(ip, 0)); else Console.WriteLine();
        socket.Connect(remote);
        """);

    [Fact]
    public Task Else_and_else_if() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition)
            Console.WriteLine();
        else if (ip.IsIPv6LinkLocal) {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        else
            // Any other address.
            {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition)
            Console.WriteLine();
        else if (ip.IsIPv6LinkLocal) socket.BindForConnect(new IPEndPoint(ip, 0));
        else
            // Any other address.
            socket.BindForConnect(new IPEndPoint(ip, 0));
        socket.Connect(remote);
        """);

    [Fact]
    public Task Body_of_using_and_lock() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (socket.SafeHandle)
        lock (socket)
            {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (socket.SafeHandle)
        lock (socket)
            socket.BindForConnect(new IPEndPoint(ip, 0));
        socket.Connect(remote);
        """);

    [Fact]
    public Task Switch_section_and_label() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        switch (ip.AddressFamily)
        {
            case AddressFamily.InterNetwork:
                {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
                break;
            case AddressFamily.InterNetworkV6: {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|}; break;
            default:
                goto other;
            other: {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
                break;
        }

        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        switch (ip.AddressFamily)
        {
            case AddressFamily.InterNetwork:
                socket.BindForConnect(new IPEndPoint(ip, 0));
                break;
            case AddressFamily.InterNetworkV6: socket.BindForConnect(new IPEndPoint(ip, 0)); break;
            default:
                goto other;
            other: socket.BindForConnect(new IPEndPoint(ip, 0));
                break;
        }

        socket.Connect(remote);
        """);

    [Fact]
    public Task Block_on_one_line_stays_on_one() => FixTest.SetOption(
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (condition) { {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|}; socket.Connect(remote); }
            """),
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (condition) { if (OperatingSystem.IsLinux()) { /* IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known. */ socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); } socket.Bind(new IPEndPoint(ip, 0)); socket.Connect(remote); }
            """)).RunAsync();

    [Fact]
    public Task Top_level_statements() => FixTest.CallCompanion(
        """
        using System.Net;
        using System.Net.Sockets;

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.Bind(new IPEndPoint(IPAddress.Loopback, 0))|};
        socket.Connect(IPAddress.Loopback, 80);
        """,
        """
        using System.Net;
        using System.Net.Sockets;
        using PortReuse;

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.BindForConnect(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(IPAddress.Loopback, 80);
        """).AsProgram().RunAsync();

    [Fact]
    public Task Endpoint_that_is_passed_by_name() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.Bind(localEP: new IPEndPoint(ip, 0))|};
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.BindForConnect(localEndPoint: new IPEndPoint(ip, 0));
        socket.Connect(remote);
        """);

    /// <summary>
    /// BindForConnect takes an IPEndPoint. Where the code does not say that it is one, the bind stays, and the option comes before it.
    /// </summary>
    [Theory]
    [InlineData("EndPoint from = new IPEndPoint(ip, 0);", "from")]
    [InlineData("", "(EndPoint)new IPEndPoint(ip, 0)")]
    [InlineData("", "new IPEndPoint(ip, 0) as EndPoint")]
    public Task Endpoint_of_another_type(string declaration, string from)
    {
        var code = $$"""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            {{declaration}}
            BIND
            socket.Connect(remote);
            """;

        return FixTest.InMethod(
            code.Replace("BIND", $$"""{|PORT0002:socket.Bind({{from}})|};""", StringComparison.Ordinal),
            code.Replace("BIND", $"socket.TrySetBindAddressNoPort();\nsocket.Bind({from});", StringComparison.Ordinal));
    }

    [Fact]
    public Task Embedded_statement_gets_braces_where_the_bind_stays() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        EndPoint from = new IPEndPoint(ip, 0);
        if (condition)
            {|PORT0002:socket.Bind(from)|}; // the source
        else if (ip.IsIPv6LinkLocal) {|PORT0002:socket.Bind(from)|};
        else
            // Any other address.
            {|PORT0002:socket.Bind(from)|};

        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        EndPoint from = new IPEndPoint(ip, 0);
        if (condition)
        {
            socket.TrySetBindAddressNoPort();
            socket.Bind(from); // the source
        }
        else if (ip.IsIPv6LinkLocal)
        {
            socket.TrySetBindAddressNoPort();
            socket.Bind(from);
        }
        else
        {
            socket.TrySetBindAddressNoPort();
            // Any other address.
            socket.Bind(from);
        }

        socket.Connect(remote);
        """);

    [Fact]
    public Task Two_binds_next_to_each_other() => FixTest.InMethod(
        """
        var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var second = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:first.Bind(new IPEndPoint(ip, 0))|};
        {|PORT0002:second.Bind(new IPEndPoint(ip, 0))|};
        first.Connect(remote);
        second.Connect(remote);
        """,
        """
        var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var second = new Socket(SocketType.Stream, ProtocolType.Tcp);
        first.BindForConnect(new IPEndPoint(ip, 0));
        second.BindForConnect(new IPEndPoint(ip, 0));
        first.Connect(remote);
        second.Connect(remote);
        """);
}

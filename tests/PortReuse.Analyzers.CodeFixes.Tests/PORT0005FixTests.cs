namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>An option is moved before the bind that it was meant for.</summary>
public sealed class PORT0005FixTests
{
    [Fact]
    public Task Right_after_the_bind() => Move(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        {|PORT0005:socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true)|};
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(local);
        socket.Connect(remote);
        """);

    [Fact]
    public Task With_its_comments_and_past_other_statements() => Move(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        // The source.
        socket.Bind(local); // fixed
        socket.NoDelay = true;

        // Others may share it.
        {|PORT0005:socket.ExclusiveAddressUse = false|}; // on Unix too

        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        // Others may share it.
        socket.ExclusiveAddressUse = false; // on Unix too
        // The source.
        socket.Bind(local); // fixed
        socket.NoDelay = true;

        socket.Connect(remote);
        """);

    [Fact]
    public Task With_a_guard_that_asks_for_the_system_among_other_things() => Move(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        if (OperatingSystem.IsLinux() && socket.Blocking)
            {|PORT0005:socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true)|};
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux() && socket.Blocking)
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(local);
        socket.Connect(remote);
        """);

    [Fact]
    public Task With_its_guard() => Move(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        if (OperatingSystem.IsLinux())
        {
            // IP_BIND_ADDRESS_NO_PORT
            {|PORT0005:socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))|};
        }

        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            // IP_BIND_ADDRESS_NO_PORT
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        }
        socket.Bind(new IPEndPoint(ip, 0));

        socket.Connect(remote);
        """);

    [Fact]
    public Task Before_a_bind_that_depends_on_a_condition() => Move(
        """
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        if (condition)
            socket.Bind(local);
        {|PORT0005:socket.DualMode = true|};
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        socket.DualMode = true;
        if (condition)
            socket.Bind(local);
        socket.Connect(remote);
        """);

    [Fact]
    public Task Between_the_parts_of_a_constructor() => Move(
        """
        using var client = new TcpClient(local);
        client.NoDelay = true;
        {|PORT0005:client.Client.SetSocketOption(
            SocketOptionLevel.Socket,
            SocketOptionName.ReuseAddress,
            true)|};
        client.Connect((IPEndPoint)remote);
        """,
        """
        using var client = new TcpClient(local.AddressFamily);
        client.Client.SetSocketOption(
            SocketOptionLevel.Socket,
            SocketOptionName.ReuseAddress,
            true);
        client.Client.Bind(local);
        client.NoDelay = true;
        client.Connect((IPEndPoint)remote);
        """);

    [Fact]
    public Task Of_a_constructor_in_a_using_statement() => Move(
        """
        using (var client = new TcpClient(local))
        {
            {|PORT0005:client.ExclusiveAddressUse = false|};
            client.Connect((IPEndPoint)remote);
        }
        """,
        """
        using (var client = new TcpClient(local.AddressFamily))
        {
            client.ExclusiveAddressUse = false;
            client.Client.Bind(local);
            client.Connect((IPEndPoint)remote);
        }
        """);

    [Fact]
    public Task In_the_initializer_of_a_constructor() => Move(
        """
        var client = new TcpClient(local)
        {
            {|PORT0005:ExclusiveAddressUse = false|}, // shared
        };
        client.Connect((IPEndPoint)remote);
        """,
        """
        var client = new TcpClient(local.AddressFamily)
        {
            ExclusiveAddressUse = false, // shared
        };
        client.Client.Bind(local);
        client.Connect((IPEndPoint)remote);
        """);

    [Fact]
    public Task Windows_line_ends_stay()
    {
        const string Late = """
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(local);
            {|PORT0005:socket.ExclusiveAddressUse = true|};
            socket.Connect(remote);
            """;
        const string Early = """
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.ExclusiveAddressUse = true;
            socket.Bind(local);
            socket.Connect(remote);
            """;

        return new FixTest<PORT0005CodeFix>(Code.Method(Late).WithWindowsLineEnds(), Code.Method(Early).WithWindowsLineEnds()).RunAsync();
    }

    [Fact]
    public Task Several_in_one_block() => Move(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        {|PORT0005:socket.ExclusiveAddressUse = true|};
        socket.NoDelay = true;
        {|PORT0005:socket.DualMode = true|};
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.ExclusiveAddressUse = true;
        socket.DualMode = true;
        socket.Bind(local);
        socket.NoDelay = true;
        socket.Connect(remote);
        """);

    [Fact]
    public Task Not_where_it_needs_what_comes_in_between() => NotOffered("""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        var share = ((IPEndPoint)socket.LocalEndPoint!).Port > 1024;
        {|PORT0005:socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, share)|};
        socket.Connect(remote);
        """);

    [Fact]
    public Task Not_past_a_directive() => NotOffered("""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        #pragma warning disable CS0618 // that the option would leave its reach is the case
        {|PORT0005:socket.ExclusiveAddressUse = true|};
        #pragma warning restore CS0618
        socket.Connect(remote);
        """);

    [Fact]
    public Task Not_out_of_a_lambda() => NotOffered("""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        Action share = () => {|PORT0005:socket.ExclusiveAddressUse = false|};
        share();
        socket.Connect(remote);
        """);

    [Fact]
    public Task Not_where_an_early_read_would_go_stale() => NotOffered("""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        Console.WriteLine(socket.LocalEndPoint);
        if (OperatingSystem.IsLinux())
            {|PORT0005:socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))|};
        socket.Connect(remote);
        """);

    private static Task Move(string statements, string repaired) =>
        new FixTest<PORT0005CodeFix>(Code.Method(statements), Code.Method(repaired)).RunAsync();

    private static Task NotOffered(string statements) => Move(statements, statements);
}

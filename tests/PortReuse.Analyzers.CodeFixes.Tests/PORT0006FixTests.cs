namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>The local endpoint is read after the connect, or without keeping what it is before.</summary>
public sealed class PORT0006FixTests
{
    private const string Bound = """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(ip, 0));

        """;

    [Fact]
    public Task What_is_only_kept_is_read_after_the_connect() => Fix(
        """
        // Who we are.
        var from = {|PORT0006:socket.LocalEndPoint|}; // with the port
        socket.NoDelay = true;
        socket.Connect(remote);
        Console.WriteLine(from);
        """,
        """
        socket.NoDelay = true;
        socket.Connect(remote);
        // Who we are.
        var from = socket.LocalEndPoint; // with the port
        Console.WriteLine(from);
        """);

    [Fact]
    public Task After_a_connect_that_is_awaited() => new FixTest<PORT0006CodeFix>(
        Async("""
            var port = ((IPEndPoint){|PORT0006:socket.LocalEndPoint|}!).Port;
            await socket.ConnectAsync(remote).ConfigureAwait(false);
            return port;
            """),
        Async("""
            await socket.ConnectAsync(remote).ConfigureAwait(false);
            var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            return port;
            """)).RunAsync();

    [Fact]
    public Task Variable_that_was_there_before() => Fix(
        """
        EndPoint? from = null;
        from = {|PORT0006:socket.LocalEndPoint|};
        socket.Connect(remote);
        Console.WriteLine(from);
        """,
        """
        EndPoint? from = null;
        socket.Connect(remote);
        from = socket.LocalEndPoint;
        Console.WriteLine(from);
        """);

    [Fact]
    public Task Moved_too_where_the_companion_is_referenced() => FixWithCompanion(
        """
        var from = {|PORT0006:socket.LocalEndPoint|};
        socket.Connect(remote);
        Console.WriteLine(from);
        """,
        """
        socket.Connect(remote);
        var from = socket.LocalEndPoint;
        Console.WriteLine(from);
        """, isImported: false);

    [Fact]
    public Task What_is_used_before_the_connect_is_asked_of_the_companion() => FixWithCompanion(
        """
        Console.WriteLine($"from {{|PORT0006:socket.LocalEndPoint|}}");
        socket.Connect(remote);
        """,
        """
        Console.WriteLine($"from {socket.GetLocalEndPoint()}");
        socket.Connect(remote);
        """);

    [Fact]
    public Task In_a_pattern_and_by_conditional_access() => FixWithCompanion(
        """
        if (socket?{|PORT0006:.LocalEndPoint|} is IPEndPoint { Port: var port })
            Console.WriteLine(port);
        socket!.Connect(remote);
        """,
        """
        if (socket?.GetLocalEndPoint() is IPEndPoint { Port: var port })
            Console.WriteLine(port);
        socket!.Connect(remote);
        """);

    [Fact]
    public Task Not_without_the_companion_where_it_is_used_before_the_connect() => NotOffered("""
        Console.WriteLine({|PORT0006:socket.LocalEndPoint|});
        socket.Connect(remote);
        """);

    [Fact]
    public Task Not_past_a_use_of_the_variable() => NotOffered("""
        var from = {|PORT0006:socket.LocalEndPoint|};
        Console.WriteLine(from);
        socket.Connect(remote);
        """);

    [Fact]
    public Task Not_past_a_connect_that_goes_on_by_itself() => NotOffered("""
        var from = {|PORT0006:socket.LocalEndPoint|};
        var connecting = socket.ConnectAsync(remote);
        connecting.Wait();
        Console.WriteLine(from);
        """);

    [Fact]
    public Task Not_past_a_way_out_that_leaves_the_variable_as_it_was() => NotOffered("""
        EndPoint? from = null;
        try
        {
            from = {|PORT0006:socket.LocalEndPoint|};
            socket.Connect(remote);
        }
        finally
        {
            Console.WriteLine(from);
        }
        """);

    private static string Async(string statements) => Code.Class(
        $"public async System.Threading.Tasks.Task<int> M(IPAddress ip, EndPoint remote)\n{{\n    {(Bound + statements).Replace("\n", "\n    ", StringComparison.Ordinal)}\n}}");

    private static Task Fix(string statements, string repaired) =>
        new FixTest<PORT0006CodeFix>(Code.Method(Bound + statements), Code.Method(Bound + repaired)).RunAsync();

    private static Task FixWithCompanion(string statements, string repaired, bool isImported = true)
    {
        var after = Code.Method(Bound + repaired);

        return new FixTest<PORT0006CodeFix>(Code.Method(Bound + statements), isImported ? after.Importing() : after)
            .WithCompanion().RunAsync();
    }

    private static Task NotOffered(string statements) => Fix(statements, statements);
}

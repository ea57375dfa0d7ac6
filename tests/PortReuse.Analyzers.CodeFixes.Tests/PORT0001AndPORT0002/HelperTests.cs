namespace PortReuse.Analyzers.CodeFixes.Tests.PORT0001AndPORT0002;

/// <summary>The port 0 is passed to a method that binds: the option goes into that method, or before the call.</summary>
public sealed class HelperTests
{
    private const string Wrapper = """
        using System.Net;
        using System.Net.Sockets;

        sealed class Pipe
        {
            private readonly Socket _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

            public void Bind(EndPoint local) => _socket.Bind(local);

            public void Connect(EndPoint remote) => _socket.Connect(remote);
        }
        """;

    private const string RepairedWrapper = """
        using System.Net;
        using System.Net.Sockets;
        using PortReuse;

        sealed class Pipe
        {
            private readonly Socket _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

            public void Bind(EndPoint local)
            {
                _socket.TrySetBindAddressNoPort();
                _socket.Bind(local);
            }

            public void Connect(EndPoint remote) => _socket.Connect(remote);
        }
        """;

    private const string Extension = """
        static class Extensions
        {
            public static Socket BindTo(this Socket socket, IPAddress address, int port)
            {
                socket.Bind(new IPEndPoint(address, port));
                return socket;
            }

            public static bool TryBind(this Socket socket, EndPoint local)
            {
                socket.Bind(local);
                return true;
            }
        }

        """;

    [Fact]
    public Task Wrapper_in_another_file_sets_it_for_its_own_socket()
    {
        var calls = Code.Method("""
            var pipe = new Pipe();
            {|PORT0002:pipe.Bind(new IPEndPoint(ip, 0))|};
            pipe.Connect(remote);
            var other = new Pipe();
            {|PORT0002:other.Bind(new IPEndPoint(ip, 0))|};
            other.Connect(remote);
            """);

        var test = FixTest.CallCompanion(calls, calls.Replace("{|PORT0002:", "", StringComparison.Ordinal)
            .Replace("|}", "", StringComparison.Ordinal))
            .WithFile("Pipe.cs", Wrapper, RepairedWrapper);

        // One change repairs both.
        test.NumberOfIncrementalIterations = 1;

        return test.RunAsync();
    }

    [Fact]
    public Task Method_of_the_same_type() => FixTest.CallCompanion(
        Code.Class("""
            private static Socket Create() => new Socket(SocketType.Stream, ProtocolType.Tcp);

            public void Open(IPAddress ip, EndPoint remote)
            {
                {|PORT0002:Connect(Create(), ip, 0, remote)|};
            }

            private static void Connect(Socket socket, IPAddress ip, int port, EndPoint remote)
            {
                socket.Bind(new IPEndPoint(ip, port));
                socket.Connect(remote);
            }
            """),
        Code.Class("""
            private static Socket Create() => new Socket(SocketType.Stream, ProtocolType.Tcp);

            public void Open(IPAddress ip, EndPoint remote)
            {
                Connect(Create(), ip, 0, remote);
            }

            private static void Connect(Socket socket, IPAddress ip, int port, EndPoint remote)
            {
                socket.BindForConnect(new IPEndPoint(ip, port));
                socket.Connect(remote);
            }
            """).Importing()).RunAsync();

    [Fact]
    public Task Constructor_that_calls_another() => FixTest.CallCompanion(
        Code.Class("""
            private readonly Socket _socket;

            public C(IPAddress ip)
                {|PORT0002:: this(ip, 0)|}
            {
            }

            public C(IPAddress ip, int port)
            {
                _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                _socket.Bind(new IPEndPoint(ip, port));
            }

            public void Open(EndPoint remote) => _socket.Connect(remote);
            """),
        Code.Class("""
            private readonly Socket _socket;

            public C(IPAddress ip)
                : this(ip, 0)
            {
            }

            public C(IPAddress ip, int port)
            {
                _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                _socket.BindForConnect(new IPEndPoint(ip, port));
            }

            public void Open(EndPoint remote) => _socket.Connect(remote);
            """).Importing()).RunAsync();

    [Fact]
    public Task Method_for_any_socket_is_left_alone_and_the_option_set_before_the_call() => BeforeCall(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.BindTo(ip, 0)|};
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.TrySetBindAddressNoPort();
        socket.BindTo(ip, 0);
        socket.Connect(remote);
        """);

    [Fact]
    public Task Call_in_a_condition_and_as_a_static_method() => BeforeCall(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (!{|PORT0002:Extensions.TryBind(socket, new IPEndPoint(ip, 0))|})
            return;
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.TrySetBindAddressNoPort();
        if (!Extensions.TryBind(socket, new IPEndPoint(ip, 0)))
            return;
        socket.Connect(remote);
        """);

    [Fact]
    public Task Socket_that_is_said_not_to_be_null() => BeforeCall(
        """
        Socket? socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket!.BindTo(ip, 0)|};
        socket.Connect(remote);
        """,
        """
        Socket? socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket!.TrySetBindAddressNoPort();
        socket!.BindTo(ip, 0);
        socket.Connect(remote);
        """);

    [Fact]
    public Task Socket_without_a_name_gets_one() => BeforeCall(
        """
        var socket = {|PORT0002:new Socket(SocketType.Stream, ProtocolType.Tcp).BindTo(ip, 0)|};
        socket.Connect(remote);
        """,
        """
        var newSocket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        newSocket.TrySetBindAddressNoPort();
        var socket = newSocket.BindTo(ip, 0);
        socket.Connect(remote);
        """);

    [Fact]
    public Task Not_where_a_condition_decides_whether_the_call_is_made() => FixTest.NotOffered(
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            var bound = condition && {|PORT0002:socket.TryBind(new IPEndPoint(ip, 0))|};
            socket.Connect(remote);
            """) + Extension).WithCompanion().RunAsync();

    [Fact]
    public Task Option_that_comes_too_late_is_moved() => FixTest.CallCompanion(
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
            if (OperatingSystem.IsLinux())
                {|PORT0005:socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))|};
            socket.Connect(remote);
            """),
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (OperatingSystem.IsLinux())
                socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
            socket.Bind(new IPEndPoint(ip, 0));
            socket.Connect(remote);
            """)).RunAsync();

    [Fact]
    public Task Read_that_would_go_stale_moves_behind_the_connect() => FixTest.CallCompanion(
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
            var from = socket.LocalEndPoint;
            socket.Connect(remote);
            Console.WriteLine(from);
            """),
        Code.Method("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.BindForConnect(new IPEndPoint(ip, 0));
            socket.Connect(remote);
            var from = socket.LocalEndPoint;
            Console.WriteLine(from);
            """).Importing()).RunAsync();

    private static Task BeforeCall(string statements, string repaired) =>
        FixTest.CallCompanion(Code.Method(statements) + Extension, Code.Method(repaired).Importing() + Extension).RunAsync();
}

namespace PortReuse.Analyzers.CodeFixes.Tests.PORT0001AndPORT0002;

/// <summary>A method that others give a socket to may be given one of UDP: the option is set on those of TCP alone.</summary>
public sealed class GivenSocketTests
{
    private const string Dialer = """
        class Dialer
        {
            void M(IPAddress ip, EndPoint remote)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                Helpers.BindAnywhere(socket, ip);
                socket.Connect(remote);
            }
        }

        """;

    private const string Receiver = """
        class Receiver
        {
            Socket M(IPAddress ip)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                Helpers.BindAnywhere(socket, ip);
                return socket;
            }
        }

        """;

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    public Task Companion_is_called_for_a_stream_only(string accessibility) => FixTest.CallCompanion(
        Helper(accessibility, "{|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};") + Dialer,
        Helper(accessibility, """
            if (socket.SocketType == SocketType.Stream)
                    {
                        socket.TrySetBindAddressNoPort();
                    }
                    socket.Bind(new IPEndPoint(ip, 0));
            """).Importing() + Dialer).RunAsync();

    [Fact]
    public Task Raw_option_is_set_on_a_stream_only() => FixTest.SetOption(
        Helper("public", "{|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};") + Dialer,
        Helper("public", """
            if (OperatingSystem.IsLinux() && socket.SocketType == SocketType.Stream)
                    {
                        // IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.
                        socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
                    }
                    socket.Bind(new IPEndPoint(ip, 0));
            """) + Dialer).RunAsync();

    [Fact]
    public Task Caller_with_a_datagram_socket_is_no_obstacle() => FixTest.CallCompanion(
        Helper("public", "{|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};") + Dialer + Receiver,
        Helper("public", """
            if (socket.SocketType == SocketType.Stream)
                    {
                        socket.TrySetBindAddressNoPort();
                    }
                    socket.Bind(new IPEndPoint(ip, 0));
            """).Importing() + Dialer + Receiver).RunAsync();

    [Fact]
    public Task Method_that_nobody_else_can_call_does_not_ask() => FixTest.CallCompanion(
        Code.Class("""
            public void M(IPAddress ip, EndPoint remote)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                Open(socket, ip);
                socket.Connect(remote);
            }

            private static void Open(Socket socket, IPAddress ip) => {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
            """),
        Code.Class("""
            public void M(IPAddress ip, EndPoint remote)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                Open(socket, ip);
                socket.Connect(remote);
            }

            private static void Open(Socket socket, IPAddress ip) => socket.BindForConnect(new IPEndPoint(ip, 0));
            """).Importing()).RunAsync();

    /// <summary>What the fix would bring about is in another file, and reached by its type or by an extension method.</summary>
    [Theory]
    [InlineData("Helpers.BindAnywhere(socket, ip);")]
    [InlineData("socket.BindAnywhere(ip);")]
    public Task Caller_in_another_file_whose_read_would_go_stale_keeps_it_from_being_offered(string call) => FixTest
        .NotOffered(Helper("public", "{|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};", "this "))
        .WithFile("Caller.cs", Code.Method($"""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            {call}
            Console.WriteLine(socket.LocalEndPoint);
            socket.Connect(remote);
            """))
        .WithCompanion()
        .RunAsync();

    private static string Helper(string accessibility, string statements, string receiver = "") => $$"""
        using System;
        using System.Net;
        using System.Net.Sockets;

        static class Helpers
        {
            {{accessibility}} static void BindAnywhere({{receiver}}Socket socket, IPAddress ip)
            {
                {{statements}}
            }
        }

        """;
}

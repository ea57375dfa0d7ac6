namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>
/// The engine by itself. A history is shown as its events in source order, each with the numbers of those that may follow.
/// </summary>
public class SocketHistoryTests
{
    [Fact]
    public void A_straight_line() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 bind ip:0 → 3
              3 connect → 4, 5
              4 connect failed
              5 dispose
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            var local = new IPEndPoint(ip, 0);
            s.Bind(local);
            await s.ConnectAsync(remote);
            s.Close();
            """));

    [Fact]
    public void An_object_initializer_sets_options() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 ExclusiveAddressUse = false → 3
              3 bind ?
            """,
        Histories.OfStatements(
            """
            var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ExclusiveAddressUse = false };
            s.Bind(remote);
            """));

    [Fact]
    public void A_conditional_access_is_the_same_socket() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 bind *:0 → 3
              3 connect → 4
              4 connect failed
            """,
        Histories.OfStatements(
            """
            Socket s = flag ? new Socket(SocketType.Stream, ProtocolType.Tcp) : null;
            s?.Bind(new IPEndPoint(IPAddress.Any, 0));
            s?.Connect(remote);
            """));

    [Fact]
    public void A_conditional_expression_may_be_either_socket() => Assert.Equal(
            """
            a (Tcp)
              1 created → 2
              2 bind ip:0 → 3
              3 connect → 4
              4 connect failed
            b (Tcp)
              1 created → 2
              2 bind ip:0
            """,
        Histories.OfStatements(
            """
            var a = new Socket(SocketType.Stream, ProtocolType.Tcp);
            var b = new Socket(SocketType.Stream, ProtocolType.Tcp);
            (flag ? a : b).Bind(new IPEndPoint(ip, 0));
            a.Connect(remote);
            """));

    [Fact]
    public void A_reassigned_variable_is_another_socket() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 bind ? → 3
              3 dispose
            s (Tcp)
              1 created → 2
              2 connect → 3
              3 connect failed
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            s.Bind(remote);
            s.Close();
            s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            s.Connect(remote);
            """));

    [Fact]
    public void A_TcpClient_and_its_Client_are_one() => Assert.Equal(
            """
            client (Tcp)
              1 created → 2
              2 ExclusiveAddressUse = false → 3
              3 bind ip:0 → 4
              4 connect to a host name → 5
              5 connect failed
            """,
        Histories.OfStatements(
            """
            var client = new TcpClient();
            var socket = client.Client;
            client.ExclusiveAddressUse = false;
            socket.Bind(new IPEndPoint(ip, 0));
            client.Connect("example.org", 80);
            """));

    [Fact]
    public void A_TcpClient_constructor_binds() => Assert.Equal(
            """
            client (Tcp)
              1 created → 3
              2 dispose
              3 bind *:0 → 4
              4 connect to several addresses → 2, 5
              5 connect failed → 2
            """,
        Histories.OfStatements(
            """
            using var client = new TcpClient(new IPEndPoint(IPAddress.Any, 0));
            await client.ConnectAsync(new[] { ip }, 80);
            """));

    [Fact]
    public void A_TcpListener_and_its_Server_are_one() => Assert.Equal(
            """
            listener (Tcp)
              1 created → 2
              2 ReuseAddress = true → 3
              3 bind ip:0 → 4
              4 listen → 5
              5 listen
            accepted (Tcp)
              1 created → 2
              2 dispose
            """,
        Histories.OfStatements(
            """
            var listener = new TcpListener(ip, 0);
            listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            listener.Start();
            var accepted = await listener.AcceptTcpClientAsync();
            accepted.Close();
            """));

    [Fact]
    public void A_handle_is_its_socket() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 connect → 3
              3 connect failed
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            var same = new Socket(s.SafeHandle);
            same.Connect(remote);
            """));

    [Fact]
    public void A_test_of_the_port_decides_what_it_is() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2, 3
              2 bind ip:0
              3 bind ip:? or ip:not 0
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            int local = 0;
            if (flag) local = port;
            if (local == 0) s.Bind(new IPEndPoint(ip, local));
            else if (local > 0) s.Bind(new IPEndPoint(ip, local));
            """));

    [Fact]
    public void Unknown_code_ends_what_is_known() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 escape → 3
              3 bind ?
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            Action<Socket> configure = Console.WriteLine;
            configure(s);
            s.Bind(remote);
            """));

    [Fact]
    public void Pattern_variables_hold_what_was_tested() => Assert.Equal(
            """
            o (Tcp)
              1 created → 2
              2 connect → 3
              3 connect failed
            """,
        Histories.OfStatements(
            """
            object o = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (o is Socket { Connected: false } s) s.Connect(remote);
            """));

    [Fact]
    public void A_socket_of_unknown_kind_is_datagram_once_it_sends_datagrams() => Assert.Equal(
            """
            s (Unknown)
              1 created → 2
              2 bind ip:0 → 3
              3 datagram
            """,
        Histories.OfStatements(
            """
            Socket s = new(AddressFamily.InterNetwork, (SocketType)port, ProtocolType.Unspecified);
            s.Bind(new IPEndPoint(ip, 0));
            s.SendTo(new byte[1], remote);
            """));

    [Fact]
    public void A_socket_that_may_be_null_does_not_exist_where_it_is_null() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 connect → 3, 4
              3 connect failed
              4 dispose
            """,
        Histories.OfStatements(
            """
            Socket s = null;
            if (flag) s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (s == null) return;
            s.Connect(remote);
            s?.Close();
            """));

    [Theory]
    [InlineData("listener.AcceptSocket")]
    [InlineData("listener.AcceptTcpClient")]
    [InlineData("listener.AcceptSocketAsync")]
    [InlineData("listener.AcceptTcpClientAsync")]
    [InlineData("listener.Server.Accept")]
    public void Whatever_takes_connections_says_that_it_listens_where_it_is_handed_over(string accept) => Assert.Contains(
        " listen",
        Histories.OfStatements(
            $"""
            var listener = new TcpListener(ip, 0);
            var accepted = await Task.Run({accept});
            """),
        StringComparison.Ordinal);
}

namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>
/// The engine by itself. A history is shown as its events in source order, each with what may have happened before it.
/// </summary>
public class SocketHistoryTests
{
    [Fact]
    public void A_straight_line() => Assert.Equal(
            """
            s (Tcp)
              created
              bind ip:0 ← nothing
              connect ← bound
              connect failed ← bound connected
              dispose ← bound connected
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
              created
              ExclusiveAddressUse = false ← nothing
              bind ? ← sharing
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
              created
              bind *:0 ← nothing
              connect ← bound
              connect failed ← bound connected
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
              created
              bind ip:0 ← nothing
              connect ← bound
              connect failed ← bound connected
            b (Tcp)
              created
              bind ip:0 ← nothing
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
              created
              bind ? ← nothing
              dispose ← bound
            s (Tcp)
              created
              connect ← nothing
              connect failed ← connected
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
              created
              ExclusiveAddressUse = false ← nothing
              bind ip:0 ← sharing
              connect to a host name ← sharing bound
              connect failed ← sharing bound connected
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
              created
              dispose ← bound connected | bound connected failed
              bind *:0 ← nothing
              connect to several addresses ← bound
              connect failed ← bound connected
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
              created
              ReuseAddress = true ← nothing
              bind ip:0 ← sharing
              listen ← sharing bound
              listen ← sharing bound listening
            accepted (Tcp)
              created
              dispose ← nothing
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
              created
              connect ← nothing
              connect failed ← connected
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
              created
              bind ip:0 ← nothing
              bind ip:? or ip:not 0 ← nothing
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
              created
              escape ← nothing
              bind ? ← escaped
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
              created
              connect ← nothing
              connect failed ← connected
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
              created
              bind ip:0 ← nothing
              datagram ← bound
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
              created
              connect ← nothing
              connect failed ← connected
              dispose ← connected
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

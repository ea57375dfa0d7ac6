namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>The ways that a socket may go: through branches and loops, by exceptions, and on one system or another.</summary>
public class PathHistoryTests
{
    [Fact]
    public void A_using_declaration_disposes_on_every_way_out() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2, 3
              2 dispose
              3 connect → 2, 4
              4 connect failed → 2
            """,
        Histories.OfStatements(
            """
            using var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (flag) return;
            s.Connect(remote);
            """));

    [Fact]
    public void A_branch_forks_the_history_and_joins_it() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2, 3
              2 ExclusiveAddressUse = false → 3
              3 bind ip:5000 or ip:? → 4
              4 connect → 5
              5 connect failed
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (flag) s.ExclusiveAddressUse = false;
            s.Bind(new IPEndPoint(ip, flag ? 0 : 5000));
            s.Connect(remote);
            """));

    [Fact]
    public void A_loop_leads_back() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 connect → 3
              3 connect failed → 2
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            while (flag)
            {
                try { s.Connect(remote); return; }
                catch (SocketException) { }
            }
            """));

    [Fact]
    public void A_socket_created_in_a_loop_starts_anew() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 bind ip:0 → 3
              3 connect → 4
              4 connect failed
            """,
        Histories.OfStatements(
            """
            foreach (var address in new[] { ip })
            {
                var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
                s.Bind(new IPEndPoint(address, 0));
                s.Connect(remote);
            }
            """));

    [Fact]
    public void A_failed_bind_leaves_an_unbound_socket() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2, 3
              2 bind ip:0 → 3
              3 connect → 4
              4 connect failed
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try { s.Bind(new IPEndPoint(ip, 0)); }
            catch (SocketException) { }
            s.Connect(remote);
            """));

    [Fact]
    public void A_finally_runs_on_every_way_out() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 connect → 3, 4, 5
              3 connect failed → 5
              4 read LocalEndPoint → 5
              5 dispose
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                s.Connect(remote);
                if (flag) return;
                _ = s.LocalEndPoint;
            }
            finally { s.Dispose(); }
            """));

    [Fact]
    public void A_filter_may_let_an_exception_through() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 connect → 3
              3 connect failed → 4, 5
              4 dispose
              5 read LocalEndPoint
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                try { s.Connect(remote); }
                catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut) { s.Close(); }
            }
            catch (Exception) { _ = s.LocalEndPoint; }
            """));

    [Fact]
    public void A_handler_that_no_socket_operation_leads_to_is_followed() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 bind ip:? or ip:0
            """,
        Histories.OfStatements(
            """
            int local = 5000;
            try { local = int.Parse("1"); } catch (FormatException) { local = 0; }
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            s.Bind(new IPEndPoint(ip, local));
            """));

    [Fact]
    public void A_test_of_the_system_is_an_event() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2, 3
              2 on Linux → 4, 5
              3 on Windows, MacOS, FreeBsd, Other → 5
              4 BindAddressNoPort = true → 5
              5 bind ?
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (OperatingSystem.IsLinux() && flag)
                s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
            s.Bind(remote);
            """));

    [Fact]
    public void An_early_return_leaves_one_system() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 connect → 3
              3 connect failed
            """,
        Histories.OfStatements(
            """
            if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux)) return;
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (OperatingSystem.IsWindows()) s.Close();
            s.Connect(remote);
            """));

    [Fact]
    public void A_handler_that_does_not_match_lets_an_exception_through() => Assert.Equal(
            """
            s (Tcp)
              1 created → 2
              2 connect → 3
              3 connect failed → 4
              4 read LocalEndPoint
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                try { s.Connect(remote); }
                catch (FormatException) { }
            }
            catch (SocketException) { _ = s.LocalEndPoint; }
            """));
}

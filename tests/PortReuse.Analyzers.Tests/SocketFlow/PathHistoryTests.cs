namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>The ways that a socket may go: through branches and loops, by exceptions, and on one system or another.</summary>
public class PathHistoryTests
{
    [Fact]
    public void A_using_declaration_disposes_on_every_way_out() => Assert.Equal(
            """
            s (Tcp)
              created
              dispose ← connected | nothing
              connect ← nothing
              connect failed ← connected
            """,
        Histories.OfStatements(
            """
            using var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (flag) return;
            s.Connect(remote);
            """));

    [Fact]
    public void A_branch_forks_the_past_and_joins_it() => Assert.Equal(
            """
            s (Tcp)
              created
              ExclusiveAddressUse = false ← nothing
              bind ip:5000 or ip:? ← nothing | sharing
              connect ← bound | sharing bound
              connect failed ← bound connected | sharing bound connected
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
              created
              connect ← connected | nothing
              connect failed ← connected
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
              created
              bind ip:0 ← nothing
              connect ← bound
              connect failed ← bound connected
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
              created
              bind ip:0 ← nothing
              connect ← bound | nothing
              connect failed ← bound connected | connected
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
              created
              bind ? ← nothing
              connect ← bound
              connect failed ← bound connected
              read LocalEndPoint ← bound connected
              dispose ← bound connected | bound connected failed
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            s.Bind(remote);
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
              created
              bind ? ← nothing
              connect ← bound
              connect failed ← bound connected
              dispose ← bound connected failed
              read LocalEndPoint ← bound connected failed
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            s.Bind(remote);
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
              created
              bind ip:? or ip:0 ← nothing
            """,
        Histories.OfStatements(
            """
            int local = 5000;
            try { local = int.Parse("1"); } catch (FormatException) { local = 0; }
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            s.Bind(new IPEndPoint(ip, local));
            """));

    [Fact]
    public void A_test_of_the_system_tells_the_ways_apart() => Assert.Equal(
            """
            s (Tcp)
              created
              BindAddressNoPort = true ← nothing on Linux
              bind ? ← no port on Linux | nothing
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
              created
              connect ← nothing on Linux
              connect failed ← connected on Linux
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
              created
              bind ? ← nothing
              connect ← bound
              connect failed ← bound connected
              read LocalEndPoint ← bound connected failed
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            s.Bind(remote);
            try
            {
                try { s.Connect(remote); }
                catch (FormatException) { }
            }
            catch (SocketException) { _ = s.LocalEndPoint; }
            """));
}

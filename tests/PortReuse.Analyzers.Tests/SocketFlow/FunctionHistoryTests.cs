namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>What happens to a socket in lambdas and local functions.</summary>
public class FunctionHistoryTests
{
    [Fact]
    public void A_lambda_runs_where_it_is_invoked() => Assert.Equal(
            """
            s (Tcp)
              created
              connect ← bound
              connect failed ← bound connected
              bind ? ← nothing
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            Action connect = () => s.Connect(remote);
            s.Bind(remote);
            connect();
            """));

    [Fact]
    public void A_lambda_may_run_where_it_is_handed_over() => Assert.Equal(
            """
            s (Tcp)
              created
              dispose ← nothing
              connect ← disposed | nothing
              connect failed ← connected | connected disposed
            """,
        Histories.OfStatements(
            """
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            using var registration = CancellationToken.None.Register(() => s.Dispose());
            s.Connect(remote);
            """));

    [Fact]
    public void A_lambda_that_nobody_runs_is_analyzed_alone() => Assert.Equal(
            """
            s (Tcp)
              created
              dispose ← connected
              connect ← nothing
              connect failed ← connected
            """,
        Histories.OfStatements(
            """
            Func<Task> later = async () =>
            {
                using var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await s.ConnectAsync(remote);
            };
            """));

    [Fact]
    public void A_local_function_runs_where_it_is_called() => Assert.Equal(
            """
            s (Tcp)
              created
              ExclusiveAddressUse = false ← nothing
              bind ip:0 ← sharing
            s (Tcp)
              created
              ExclusiveAddressUse = false ← nothing
              bind ip:5000 ← sharing
            """,
        Histories.OfStatements(
            """
            Socket Create()
            {
                var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
                s.ExclusiveAddressUse = false;
                return s;
            }
            void Bind(Socket x, int p) => x.Bind(new IPEndPoint(ip, p));
            var a = Create();
            Bind(a, 0);
            var b = Create();
            Bind(b, 5000);
            """));

    [Fact]
    public void A_recursive_local_function_ends() => Assert.Equal(
            """
            s (Tcp)
              created
              connect ← nothing
              connect failed ← connected
            """,
        Histories.OfStatements(
            """
            void Retry(Socket x, int n)
            {
                x.Connect(remote);
                if (n > 0) Retry(x, n - 1);
            }
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            Retry(s, 3);
            """));
}

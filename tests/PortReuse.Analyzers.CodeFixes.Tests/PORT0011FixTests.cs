namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>The companion's reservation in the place of a socket that finds a port.</summary>
public sealed class PORT0011FixTests
{
    [Fact]
    public Task A_listener() => Fix(
        """
        static int FreePort(IPAddress ip)
        {
            // Any port will do.
            var listener = new TcpListener(ip, 0);
            listener.Start();
            int port = ((IPEndPoint)listener.LocalEndpoint).Port;
            {|PORT0011:listener.Stop()|}; // and free again
            return port;
        }
        """,
        """
        static int FreePort(IPAddress ip)
        {
            // Any port will do.
            var reservation = EphemeralPorts.Reserve(ip);
            int port = reservation.Port;
            if (!reservation.IsBindable)
            {
                reservation.Dispose();
            } // and free again
            return port;
        }
        """);

    [Fact]
    public Task A_socket_that_a_using_closes() => Fix(
        """
        static int FreePort()
        {
            using Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            socket.Listen(1);
            return {|PORT0011:((IPEndPoint)socket.LocalEndPoint!).Port|};
        }
        """,
        """
        static int FreePort()
        {
            var reservation = EphemeralPorts.Reserve(IPAddress.Loopback);
            if (!reservation.IsBindable)
            {
                reservation.Dispose();
            }
            return reservation.Port;
        }
        """);

    [Fact]
    public Task A_socket_that_a_using_block_closes() => Fix(
        """
        static int FreePort(IPAddress ip)
        {
            // A probe.
            using (var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp))
            {
                socket.Bind(new IPEndPoint(ip, 0));

                // Which one is it?
                var local = (IPEndPoint)socket.LocalEndPoint!;
                if (local.Port < 1024)
                {
                    throw new InvalidOperationException();
                }

                return {|PORT0011:local.Port|};
            } // free again
        }
        """,
        """
        static int FreePort(IPAddress ip)
        {
            // A probe.
            var reservation = EphemeralPorts.Reserve(ip);
            if (!reservation.IsBindable)
            {
                reservation.Dispose();
            }
            // Which one is it?
            var local = reservation.EndPoint;
            if (local.Port < 1024)
            {
                throw new InvalidOperationException();
            }

            return local.Port; // free again
        }
        """);

    [Fact]
    public Task Closed_in_a_finally_and_with_an_option() => Fix(
        """
        static int FreePort()
        {
            var listener = new TcpListener(new IPEndPoint(IPAddress.Any, 0));
            listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Linger, false);
            listener.ExclusiveAddressUse = true;
            try
            {
                listener.Start(1);
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            finally
            {
                {|PORT0011:listener.Stop()|};
            }
        }
        """,
        """
        static int FreePort()
        {
            var reservation = EphemeralPorts.Reserve(IPAddress.Any);
            try
            {
                return reservation.Port;
            }
            finally
            {
                if (!reservation.IsBindable)
                {
                    reservation.Dispose();
                }
            }
        }
        """);

    [Fact]
    public Task The_endpoint_itself() => Fix(
        """
        static IPEndPoint Free()
        {
            var listener = new TcpListener(IPAddress.Loopback, 0); listener.Start();
            var local = (IPEndPoint)listener.LocalEndpoint;
            {|PORT0011:listener.Stop()|};
            Console.WriteLine((listener.LocalEndpoint as IPEndPoint)?.Port);
            return local;
        }
        """,
        """
        static IPEndPoint Free()
        {
            var reservation = EphemeralPorts.Reserve(IPAddress.Loopback);
            var local = reservation.EndPoint;
            if (!reservation.IsBindable)
            {
                reservation.Dispose();
            }
            Console.WriteLine((reservation.EndPoint as IPEndPoint)?.Port);
            return local;
        }
        """);

    [Fact]
    public Task Two_in_one_method_and_on_one_line() => Fix(
        """
        static (int, int) Free(int reservation)
        {
            var one = new TcpListener(IPAddress.Loopback, 0); one.Start(); var first = ((IPEndPoint)one.LocalEndpoint).Port; {|PORT0011:one.Stop()|};
            var two = new TcpListener(IPAddress.Loopback, 0);
            two.Start();
            var second = ((IPEndPoint)two.LocalEndpoint).Port;
            {|PORT0011:two.Stop()|};
            return (first, second);
        }
        """,
        """
        static (int, int) Free(int reservation)
        {
            var reservation1 = EphemeralPorts.Reserve(IPAddress.Loopback); var first = reservation1.Port; if (!reservation1.IsBindable) { reservation1.Dispose(); }
            var reservation2 = EphemeralPorts.Reserve(IPAddress.Loopback);
            var second = reservation2.Port;
            if (!reservation2.IsBindable)
            {
                reservation2.Dispose();
            }
            return (first, second);
        }
        """);

    [Theory]
    [InlineData("using (var s = new Socket(SocketType.Stream, ProtocolType.Tcp)) { s.Bind(new IPEndPoint(ip, 0)); return {|PORT0011:((IPEndPoint)s.LocalEndPoint!).Port|}; }")]
    [InlineData("var l = TcpListener.Create(0); l.Start(); var port = ((IPEndPoint)l.LocalEndpoint).Port; {|PORT0011:l.Stop()|}; return port;")]
    [InlineData("var l = new TcpListener(ip, 0); l.Start(); var port = ((IPEndPoint)l.LocalEndpoint).Port; var isBusy = l.Pending(); {|PORT0011:l.Stop()|}; return isBusy ? 0 : port;")]
    [InlineData("var l = new TcpListener(Next(), 0); l.Start(); var port = ((IPEndPoint)l.LocalEndpoint).Port; {|PORT0011:l.Stop()|}; return port; IPAddress Next() => ip;")]
    [InlineData("TcpListener l; l = new TcpListener(ip, 0); l.Start(); var port = ((IPEndPoint)l.LocalEndpoint).Port; {|PORT0011:l.Stop()|}; return port;")]
    [InlineData("var l = new TcpListener(ip, 0); l.Start(); var port = ((IPEndPoint)l.LocalEndpoint).Port; if (port == 5) { l.Stop(); l.Start(); } {|PORT0011:l.Stop()|}; return port;")]
    public Task Not_of_a_socket_that_does_more(string statements)
    {
        var source = Code.Class($"static int Free(IPAddress ip)\n{{\n    {statements}\n}}");
        return new FixTest<PORT0011CodeFix>(source, source).WithCompanion().RunAsync();
    }

    [Fact]
    public Task Not_without_the_companion()
    {
        var source = Code.Class(
            """
            static int Free(IPAddress ip)
            {
                var listener = new TcpListener(ip, 0);
                listener.Start();
                int port = ((IPEndPoint)listener.LocalEndpoint).Port;
                {|PORT0011:listener.Stop()|};
                return port;
            }
            """);
        return new FixTest<PORT0011CodeFix>(source, source).RunAsync();
    }

    private static Task Fix(string member, string repaired) =>
        new FixTest<PORT0011CodeFix>(Code.Class(member), Code.Class(repaired).Importing()).WithCompanion().RunAsync();
}

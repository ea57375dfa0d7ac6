namespace PortReuse.Analyzers.CodeFixes.Tests.PORT0001AndPORT0002;

/// <summary>A constructor that binds on one side of <c>?:</c>: the other side is left as it is.</summary>
public sealed class ConditionalSplitTests
{
    [Fact]
    public Task Variable() => FixTest.InMethod(
        """
        var client = condition ? {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|} : new TcpClient();
        client.Connect((IPEndPoint)remote);
        """,
        """
        TcpClient client;
        if (condition)
        {
            var localEndPoint = new IPEndPoint(ip, 0);
            client = new TcpClient(localEndPoint.AddressFamily);
            client.Client.BindForConnect(localEndPoint);
        }
        else
        {
            client = new TcpClient();
        }
        client.Connect((IPEndPoint)remote);
        """);

    [Fact]
    public Task Assignment_on_the_other_side_with_the_raw_option() => FixTest.SetOption(
        Code.Method("""
            TcpClient client;
            var end = new IPEndPoint(ip, 0);
            client = (condition && ip != IPAddress.Any)
                ? new TcpClient { NoDelay = true }
                : {|PORT0002:new TcpClient(end) { NoDelay = true }|}; // ours
            client.Connect((IPEndPoint)remote);
            """),
        Code.Method("""
            TcpClient client;
            var end = new IPEndPoint(ip, 0);
            if (condition && ip != IPAddress.Any)
            {
                client = new TcpClient { NoDelay = true };
            }
            else
            {
                client = new TcpClient(end.AddressFamily) { NoDelay = true };
                if (OperatingSystem.IsLinux())
                {
                    // IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.
                    client.Client.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
                }
                client.Client.Bind(end);
            } // ours
            client.Connect((IPEndPoint)remote);
            """)).RunAsync();

    [Fact]
    public Task Result() => FixTest.CallCompanion(
        Code.Class("""
            public void Open(IPAddress ip, IPEndPoint remote) => Create(ip).Connect(remote);

            private static TcpClient Create(IPAddress? ip)
            {
                return ip is null ? new TcpClient() : {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|};
            }
            """),
        Code.Class("""
            public void Open(IPAddress ip, IPEndPoint remote) => Create(ip).Connect(remote);

            private static TcpClient Create(IPAddress? ip)
            {
                if (ip is null)
                {
                    return new TcpClient();
                }
                else
                {
                    var localEndPoint = new IPEndPoint(ip, 0);
                    TcpClient client = new TcpClient(localEndPoint.AddressFamily);
                    client.Client.BindForConnect(localEndPoint);
                    return client;
                }
            }
            """).Importing()).RunAsync();

    [Fact]
    public Task Both_sides_one_after_the_other()
    {
        var test = FixTest.CallCompanion(
            Code.Method("""
                var client = condition ? {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|} : {|PORT0002:new TcpClient(new IPEndPoint(IPAddress.Loopback, 0))|};
                client.Connect((IPEndPoint)remote);
                """),
            Code.Method("""
                TcpClient client;
                if (condition)
                {
                    var localEndPoint = new IPEndPoint(ip, 0);
                    client = new TcpClient(localEndPoint.AddressFamily);
                    client.Client.BindForConnect(localEndPoint);
                }
                else
                {
                    var localEndPoint1 = new IPEndPoint(IPAddress.Loopback, 0);
                    client = new TcpClient(localEndPoint1.AddressFamily);
                    client.Client.BindForConnect(localEndPoint1);
                }
                client.Connect((IPEndPoint)remote);
                """).Importing());

        test.NumberOfFixAllIterations = 2;

        return test.RunAsync();
    }

    [Theory]
    [InlineData("using var client = condition ? {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|} : new TcpClient();")]
    [InlineData("var client = condition ? {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|} /* why */ : new TcpClient();")]
    [InlineData("var client = condition ? {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|} : condition ? new TcpClient() : new TcpClient(); GC.KeepAlive(client);")]
    public Task Not_where_there_is_no_place_for_it(string statement) => FixTest.NotOffered(Code.Method($"""
        {statement}
        client.Connect((IPEndPoint)remote);
        """)).WithCompanion().RunAsync();
}

namespace PortReuse.Analyzers.CodeFixes.Tests.PORT0001AndPORT0002;

/// <summary>A constructor that binds becomes a construction, the option, and a bind.</summary>
public sealed class SplitConstructorTests
{
    [Fact]
    public Task Local() => Companion(
        """
        // Leaves from one address.
        var client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|}; // any port
        client.Connect(target);
        """,
        """
        var localEndPoint = new IPEndPoint(ip, 0);
        // Leaves from one address.
        var client = new TcpClient(localEndPoint.AddressFamily); // any port
        client.Client.BindForConnect(localEndPoint);
        client.Connect(target);
        """);

    [Fact]
    public Task Raw_form() => FixTest.SetOption(
        Method("""
            TcpClient client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|};
            client.Connect(target);
            """),
        Method("""
            var localEndPoint = new IPEndPoint(ip, 0);
            TcpClient client = new TcpClient(localEndPoint.AddressFamily);
            if (OperatingSystem.IsLinux())
            {
                // IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.
                client.Client.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
            }
            client.Client.Bind(localEndPoint);
            client.Connect(target);
            """)).RunAsync();

    [Fact]
    public Task Using_declaration_and_target_typed_new() => Companion(
        """
        using TcpClient client = {|PORT0002:new(IPEndPoint.Parse("10.0.0.1:0"))|};
        client.Connect(target);
        """,
        """
        IPEndPoint localEndPoint = IPEndPoint.Parse("10.0.0.1:0");
        using TcpClient client = new(localEndPoint.AddressFamily);
        client.Client.BindForConnect(localEndPoint);
        client.Connect(target);
        """);

    [Fact]
    public Task Endpoint_that_has_a_name_keeps_it() => Companion(
        """
        var source = new IPEndPoint(ip, 0);
        using var client = {|PORT0002:new TcpClient(localEP: source)|};
        client.Connect(target);
        """,
        """
        var source = new IPEndPoint(ip, 0);
        using var client = new TcpClient(source.AddressFamily);
        client.Client.BindForConnect(source);
        client.Connect(target);
        """);

    [Fact]
    public Task Object_initializer_stays() => Companion(
        """
        using var client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))
        {
            NoDelay = true,
        }|};
        client.Connect(target);
        """,
        """
        var localEndPoint = new IPEndPoint(ip, 0);
        using var client = new TcpClient(localEndPoint.AddressFamily)
        {
            NoDelay = true,
        };
        client.Client.BindForConnect(localEndPoint);
        client.Connect(target);
        """);

    [Fact]
    public Task Using_block() => Companion(
        """
        using (var client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|}) // one
        { // two
            client.Connect(target);
        }
        """,
        """
        var localEndPoint = new IPEndPoint(ip, 0);
        using (var client = new TcpClient(localEndPoint.AddressFamily)) // one
        { // two
            client.Client.BindForConnect(localEndPoint);
            client.Connect(target);
        }
        """);

    [Fact]
    public Task Using_block_on_one_line() => Companion(
        """
        using (var client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|}) { client.Connect(target); }
        """,
        """
        var localEndPoint = new IPEndPoint(ip, 0);
        using (var client = new TcpClient(localEndPoint.AddressFamily)) { client.Client.BindForConnect(localEndPoint); client.Connect(target); }
        """);

    [Fact]
    public Task Using_with_a_single_statement() => Companion(
        """
        using (var client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|})
            client.Connect(target);
        """,
        """
        var localEndPoint = new IPEndPoint(ip, 0);
        using (var client = new TcpClient(localEndPoint.AddressFamily))
        {
            client.Client.BindForConnect(localEndPoint);
            client.Connect(target);
        }
        """);

    [Fact]
    public Task Stack_of_usings_is_indented() => Companion(
        """
        using (var client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|})
        using (var token = new System.Threading.CancellationTokenSource())
        {
            client.Connect(target);
            Console.WriteLine(@"not
        moved");
        #if !NEVER
            Console.WriteLine();
        #endif
        }
        """,
        """
        var localEndPoint = new IPEndPoint(ip, 0);
        using (var client = new TcpClient(localEndPoint.AddressFamily))
        {
            client.Client.BindForConnect(localEndPoint);
            using (var token = new System.Threading.CancellationTokenSource())
            {
                client.Connect(target);
                Console.WriteLine(@"not
        moved");
        #if !NEVER
                Console.WriteLine();
        #endif
            }
        }
        """);

    [Fact]
    public Task Inner_using_of_a_stack_whose_endpoint_has_a_name() => Companion(
        """
        var source = new IPEndPoint(ip, 0);
        using (var token = new System.Threading.CancellationTokenSource())
        using (var client = {|PORT0002:new TcpClient(source)|})
        {
            client.Connect(target);
        }
        """,
        """
        var source = new IPEndPoint(ip, 0);
        using (var token = new System.Threading.CancellationTokenSource())
        using (var client = new TcpClient(source.AddressFamily))
        {
            client.Client.BindForConnect(source);
            client.Connect(target);
        }
        """);

    [Fact]
    public Task Field() => FixTest.CallCompanion(
        Code.Class("""
            private TcpClient? _client;

            public void Open(IPAddress ip, IPEndPoint target)
            {
                _client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|};
                _client.Connect(target);
            }
            """),
        Code.Class("""
            private TcpClient? _client;

            public void Open(IPAddress ip, IPEndPoint target)
            {
                var localEndPoint = new IPEndPoint(ip, 0);
                _client = new TcpClient(localEndPoint.AddressFamily);
                _client.Client.BindForConnect(localEndPoint);
                _client.Connect(target);
            }
            """).Importing()).RunAsync();

    [Fact]
    public Task Property_and_readonly_field() => FixTest.CallCompanion(
        Code.Class("""
            private static readonly IPEndPoint Source = new(IPAddress.Loopback, 0);

            public TcpClient? Client { get; private set; }

            public void Open(IPEndPoint target)
            {
                this.Client = {|PORT0002:new(Source)|};
                this.Client.Connect(target);
            }
            """),
        Code.Class("""
            private static readonly IPEndPoint Source = new(IPAddress.Loopback, 0);

            public TcpClient? Client { get; private set; }

            public void Open(IPEndPoint target)
            {
                this.Client = new(Source.AddressFamily);
                this.Client.Client.BindForConnect(Source);
                this.Client.Connect(target);
            }
            """).Importing()).RunAsync();

    [Fact]
    public Task Embedded_assignment() => Companion(
        """
        TcpClient client;
        if (ip.IsIPv6LinkLocal)
            client = new TcpClient();
        else
            client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|};
        client.Connect(target);
        """,
        """
        TcpClient client;
        if (ip.IsIPv6LinkLocal)
            client = new TcpClient();
        else
        {
            var localEndPoint = new IPEndPoint(ip, 0);
            client = new TcpClient(localEndPoint.AddressFamily);
            client.Client.BindForConnect(localEndPoint);
        }
        client.Connect(target);
        """);

    [Fact]
    public Task Endpoint_is_evaluated_once_under_a_name_of_its_own() => Companion(
        """
        var localEndPoint = Guid.NewGuid();
        using var first = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|};
        using var second = {|PORT0002:new TcpClient(new IPEndPoint(IPAddress.Parse("10.0.0.1"), 0))|};
        first.Connect(target);
        second.Connect(target);
        """,
        """
        var localEndPoint = Guid.NewGuid();
        var localEndPoint1 = new IPEndPoint(ip, 0);
        using var first = new TcpClient(localEndPoint1.AddressFamily);
        first.Client.BindForConnect(localEndPoint1);
        var localEndPoint2 = new IPEndPoint(IPAddress.Parse("10.0.0.1"), 0);
        using var second = new TcpClient(localEndPoint2.AddressFamily);
        second.Client.BindForConnect(localEndPoint2);
        first.Connect(target);
        second.Connect(target);
        """);

    [Theory]
    [InlineData("Use({|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|}, target);")]
    [InlineData("TcpClient a = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|}, b = new TcpClient(); Use(a, target);")]
    [InlineData("object client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|}; Use((TcpClient)client, target);")]
    [InlineData("TcpClient? client = null; client ??= {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|}; Use(client, target);")]
    [InlineData("var client = target.Port > 0 ? {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|} : new TcpClient(); Use(client, target);")]
    [InlineData("using (var token = new System.IO.MemoryStream()) using (var client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|}) Use(client, target);")]
    public Task Nowhere_to_put_the_statements(string statements) => FixTest.NotOffered(
        Code.Class($"public void M(IPAddress ip, IPEndPoint target)\n{{\n    {statements}\n}}\n\nprivate static void Use(TcpClient client, IPEndPoint target) => client.Connect(target);"))
        .WithCompanion().RunAsync();

    [Fact]
    public Task Returned() => FixTest.CallCompanion(
        Code.Class("""
            public void M(IPAddress ip, IPEndPoint target) => Make(ip).Connect(target);

            private static TcpClient Make(IPAddress ip)
            {
                return {|PORT0002:new TcpClient(new IPEndPoint(ip, 0)) { NoDelay = true }|}; // the client
            }
            """),
        Code.Class("""
            public void M(IPAddress ip, IPEndPoint target) => Make(ip).Connect(target);

            private static TcpClient Make(IPAddress ip)
            {
                var localEndPoint = new IPEndPoint(ip, 0);
                var client = new TcpClient(localEndPoint.AddressFamily) { NoDelay = true };
                client.Client.BindForConnect(localEndPoint);
                return client; // the client
            }
            """).Importing()).RunAsync();

    [Fact]
    public Task Body_of_a_member_or_lambda() => FixTest.CallCompanion(
        Code.Class("""
            public void M(IPAddress ip, IPEndPoint target)
            {
                Make(new IPEndPoint(ip, 0)).Connect(target);
                Func<TcpClient> make = () => {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|};
                make().Connect(target);
            }

            // Any port.
            private static TcpClient Make(IPEndPoint local) => new(local); // bound
            """).Replace("Make(new IPEndPoint(ip, 0))", "{|PORT0002:Make(new IPEndPoint(ip, 0))|}", StringComparison.Ordinal),
        Code.Class("""
            public void M(IPAddress ip, IPEndPoint target)
            {
                Make(new IPEndPoint(ip, 0)).Connect(target);
                Func<TcpClient> make = () =>
                {
                    var localEndPoint = new IPEndPoint(ip, 0);
                    var client = new TcpClient(localEndPoint.AddressFamily);
                    client.Client.BindForConnect(localEndPoint);
                    return client;
                };
                make().Connect(target);
            }

            // Any port.
            private static TcpClient Make(IPEndPoint local)
            {
                TcpClient client = new(local.AddressFamily);
                client.Client.BindForConnect(local);
                return client; // bound
            }
            """).Importing()).RunAsync();

    [Fact]
    public Task Assigned_in_a_constructor_with_an_expression_as_its_body() => FixTest.CallCompanion(
        Code.Class("""
            private readonly TcpClient _client;

            public C(IPAddress ip) => _client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|};

            public void Open(IPEndPoint target) => _client.Connect(target);
            """),
        Code.Class("""
            private readonly TcpClient _client;

            public C(IPAddress ip)
            {
                var localEndPoint = new IPEndPoint(ip, 0);
                _client = new TcpClient(localEndPoint.AddressFamily);
                _client.Client.BindForConnect(localEndPoint);
            }

            public void Open(IPEndPoint target) => _client.Connect(target);
            """).Importing()).RunAsync();

    [Fact]
    public Task Constructor_of_the_base_class() => FixTest.SetOption(
        Code.Class("""
            private sealed class Dialer : TcpClient
            {
                public Dialer(IPAddress ip)
                    {|PORT0002:: base(new IPEndPoint(ip, 0))|}
                {
                    NoDelay = true;
                }

                public void Open(IPEndPoint target) => Connect(target);
            }
            """),
        Code.Class("""
            private sealed class Dialer : TcpClient
            {
                public Dialer(IPAddress ip)
                    : base(ip.AddressFamily)
                {
                    if (OperatingSystem.IsLinux())
                    {
                        // IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.
                        Client.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
                    }
                    Client.Bind(new IPEndPoint(ip, 0));
                    NoDelay = true;
                }

                public void Open(IPEndPoint target) => Connect(target);
            }
            """)).RunAsync();

    private static string Method(string statements) =>
        Code.Method("var target = (IPEndPoint)remote;\n" + statements);

    private static Task Companion(string statements, string repaired) =>
        FixTest.CallCompanion(Method(statements), Method(repaired).Importing()).RunAsync();
}

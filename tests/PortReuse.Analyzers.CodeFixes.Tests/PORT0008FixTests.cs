namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>IP_BIND_ADDRESS_NO_PORT that is taken from a UDP socket, with the guard that has nothing else in it.</summary>
public sealed class PORT0008FixTests
{
    private const string Option = "{|PORT0008:udp.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))|}";

    [Theory]
    [InlineData("{|PORT0007:" + Option + "|}; // the option\n", "")]
    [InlineData("if (OperatingSystem.IsLinux())\n    " + Option + ";\n", "")]
    [InlineData("if (OperatingSystem.IsLinux())\n{\n    " + Option + "; // the option\n}\n", "")]
    [InlineData("if (OperatingSystem.IsLinux()) { " + Option + "; }\n", "")]
    [InlineData("if (OperatingSystem.IsLinux())\n{\n    // IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): as a fix writes it.\n    "
        + Option + ";\n}\n", "")]
    [InlineData("if (OperatingSystem.IsLinux())\n{\n    udp.DontFragment = true;\n    " + Option + ";\n}\n", "if (OperatingSystem.IsLinux())\n{\n    udp.DontFragment = true;\n}\n")]
    [InlineData("if (OperatingSystem.IsLinux())\n{\n    // Why.\n    " + Option + ";\n}\n", "if (OperatingSystem.IsLinux())\n{\n    // Why.\n}\n")]
    [InlineData("if (OperatingSystem.IsLinux())\n    " + Option + ";\nelse\n    udp.DontFragment = true;\n", "if (OperatingSystem.IsLinux())\n    { }\nelse\n    udp.DontFragment = true;\n")]
    public Task Option_goes(string set, string left) => Test(set, left).RunAsync();

    [Theory]
    [InlineData("{|PORT0008:udp.TrySetBindAddressNoPort()|};\nudp.Bind(local);\n", "udp.Bind(local);\n")]
    [InlineData("_ = {|PORT0008:udp.TrySetBindAddressNoPort()|};\nudp.Bind(local);\n", "udp.Bind(local);\n")]
    [InlineData("{|PORT0008:udp.BindForConnect(local)|};\n", "udp.Bind(local);\n")]
    public Task Companion_goes(string set, string left) =>
        new FixTest<PORT0008CodeFix>(Code.Method(Udp + set).Importing(), Code.Method(Udp + left).Importing()).WithCompanion().RunAsync();

    /// <summary>A value that the code goes on with, and code that is run for TCP sockets too.</summary>
    [Fact]
    public Task Not_offered()
    {
        var used = Code.Method(Udp + "if ({|PORT0008:udp.TrySetBindAddressNoPort()|}) udp.Bind(local);").Importing();
        var shared = Code.Class(
            """
            private static void Defer(Socket socket)
            {
                if (OperatingSystem.IsLinux())
                    {|PORT0008:socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))|};
            }

            public void M(IPEndPoint local, EndPoint remote)
            {
                var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                Defer(udp);
                var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                Defer(tcp);
                tcp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                tcp.Connect(remote);
            }
            """);

        return Task.WhenAll(
            new FixTest<PORT0008CodeFix>(used, used).WithCompanion().RunAsync(),
            new FixTest<PORT0008CodeFix>(shared, shared).RunAsync());
    }

    private const string Udp = "var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);\n";

    private static FixTest<PORT0008CodeFix> Test(string set, string left) =>
        new(Code.Method($"{Udp}{set}udp.Bind(local);"), Code.Method($"{Udp}{left}udp.Bind(local);"));
}

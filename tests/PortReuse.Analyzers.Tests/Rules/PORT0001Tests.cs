namespace PortReuse.Analyzers.Tests.Rules;

public class PORT0001Tests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";
    private const string Reuse = "s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);";
    private const string Bind = "{|PORT0001:s.Bind(new IPEndPoint(ip, 0))|};";

    [Theory]
    [InlineData("s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);")]
    [InlineData("s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, 1);")]
    [InlineData("s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, flag);")]
    [InlineData("s.SetSocketOption(optionValue: true, optionName: SocketOptionName.ReuseAddress, optionLevel: SocketOptionLevel.Socket);")]
    [InlineData("s.ExclusiveAddressUse = false;")]
    [InlineData("s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ExclusiveAddressUse, false);")]
    [InlineData("s.SetRawSocketOption(1, 2, BitConverter.GetBytes(1));")]
    [InlineData("s.SetRawSocketOption(1, 15, new byte[] { 1, 0, 0, 0 });")]
    [InlineData("s.SetRawSocketOption(0xffff, 0x200, BitConverter.GetBytes(1));")]
    public Task Flags_each_way_to_share_an_address(string option) => RuleTest.Statements(
        $"""
        using var s = {New};
        {option}
        {Bind}
        await s.ConnectAsync(remote);
        """);

    [Fact]
    public Task Flags_a_reuse_option_set_by_a_native_call() => RuleTest.Members(
        """
        [DllImport("libc", SetLastError = true)]
        static extern int setsockopt(int socket, int level, int name, ref int value, uint length);

        void M(IPAddress ip, EndPoint remote)
        {
            var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            int on = 1;
            setsockopt((int)s.Handle, 1, 15, ref on, 4);
            {|PORT0001:s.Bind(new IPEndPoint(ip, 0))|};
            s.Connect(remote);
        }
        """);

    [Fact]
    public Task Flags_a_NO_PORT_that_holds_on_one_path_only() => RuleTest.Statements(
        $"""
        var s = {New};
        {Reuse}
        if (flag) s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        {Bind}
        s.Connect(remote);
        """);

    [Fact]
    public Task Flags_a_NO_PORT_that_is_switched_off_again() => RuleTest.Statements(
        $"""
        var s = {New};
        {Reuse}
        s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        s.SetRawSocketOption(0, 24, BitConverter.GetBytes(0));
        {Bind}
        s.Connect(remote);
        """);

    [Fact]
    public Task Flags_a_NO_PORT_that_comes_after_the_bind() => RuleTest.Statements(
        $$"""
        var s = {{New}};
        {{Reuse}}
        {{Bind}}
        {|PORT0005:s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))|};
        s.Connect(remote);
        """);

    [Fact]
    public Task Flags_a_reuse_option_in_one_branch_once_and_not_as_PORT0002_too() => RuleTest.Statements(
        $"""
        var s = {New};
        if (flag) s.ExclusiveAddressUse = false;
        {Bind}
        s.Connect(remote);
        """);

    [Fact]
    public Task The_last_write_of_a_reuse_option_wins() => RuleTest.Statements(
        $$"""
        var s = {{New}};
        s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, false);
        {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|};
        s.Connect(remote);
        """);

    [Theory]
    [InlineData("s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));")]
    [InlineData("if (OperatingSystem.IsLinux()) s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));")]
    [InlineData("if (!OperatingSystem.IsWindows()) s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));")]
    [InlineData("if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux)) { s.SetRawSocketOption(0, 24, stackalloc byte[] { 1, 0, 0, 0 }); }")]
    [InlineData("try { s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); } catch (SocketException) { }")]
    [InlineData("try { Console.WriteLine(); s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); } catch { Console.WriteLine(); }")]
    [InlineData("if (flag) s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); else s.SetRawSocketOption(0, 24, BitConverter.GetBytes(true));")]
    [InlineData("bool linux = OperatingSystem.IsLinux(); if (linux) s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));")]
    [InlineData("if (!OperatingSystem.IsLinux()) return; s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));")]
    public Task Is_silent_where_NO_PORT_holds(string option) => RuleTest.Statements(
        $"""
        var s = {New};
        {Reuse}
        {option}
        s.Bind(new IPEndPoint(ip, 0));
        s.Connect(remote);
        """);

    [Theory]
    [InlineData("Socket s = flag ? NEW : null;")]
    [InlineData("Socket s = null; if (flag) s = NEW;")]
    [InlineData("var s = NEW;")]
    public Task Is_silent_where_a_socket_that_may_be_null_is_cured(string create) => RuleTest.Statements(
        $"""
        {create.Replace("NEW", New)}
        s?.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        if (OperatingSystem.IsLinux()) s?.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        s?.Bind(new IPEndPoint(ip, 0));
        s?.Connect(remote);
        """);

    [Fact]
    public Task Is_silent_where_each_step_is_under_a_null_check_of_its_own() => RuleTest.Statements(
        $"""
        Socket s = null;
        if (flag) s = {New};
        if (s != null) s.ExclusiveAddressUse = false;
        if (s != null) s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        if (s != null) s.Bind(new IPEndPoint(ip, 0));
        if (s != null) s.Connect(remote);
        """);

    [Theory]
    [InlineData("s.TrySetBindAddressNoPort(); s.Bind(new IPEndPoint(ip, 0));")]
    [InlineData("SocketExtensions.TrySetBindAddressNoPort(s); s.Bind(new IPEndPoint(ip, 0));")]
    [InlineData("s.BindForConnect(new IPEndPoint(ip, 0));")]
    public Task Is_silent_where_the_companion_does_it(string bind) => RuleTest.Source(
        $$"""
        using PortReuse;

        class C
        {
            void M(IPAddress ip, EndPoint remote)
            {
                var s = {{New}};
                {{Reuse}}
                {{bind}}
                s.Connect(remote);
            }
        }

        namespace PortReuse
        {
            static class SocketExtensions
            {
                public static bool TrySetBindAddressNoPort(this Socket socket) => true;
                public static void BindForConnect(this Socket socket, IPEndPoint local) { }
            }
        }
        """);

    [Fact]
    public async Task The_message_names_the_socket_the_option_and_what_will_happen()
    {
        var finding = Assert.Single(await RuleTest.Findings(
            """
            class C
            {
                TcpClient client = new TcpClient();
                void M(IPAddress ip, EndPoint remote)
                {
                    client.ExclusiveAddressUse = false;
                    client.Client.Bind(new IPEndPoint(ip, 0));
                    client.Client.Connect(remote);
                }
            }
            """));
        Assert.Equal(
            "Despite ExclusiveAddressUse = false, binding 'client.Client' to port 0 reserves a port before the destination is known, so this address "
            + "gets one connection per port. Set IP_BIND_ADDRESS_NO_PORT before the bind.",
            finding.GetMessage());
        Assert.Equal(
            ["client.ExclusiveAddressUse = false", "client.Client.Connect(remote)"],
            finding.AdditionalLocations.Select(place => place.SourceTree!.GetText().ToString(place.SourceSpan)));
    }
}

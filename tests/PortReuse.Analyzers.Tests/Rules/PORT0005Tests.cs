namespace PortReuse.Analyzers.Tests.Rules;

public class PORT0005Tests
{
    private const string New = "new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp)";

    [Theory]
    [InlineData("{|PORT0005:s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true)|};")]
    [InlineData("{|PORT0005:s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, flag)|};")]
    [InlineData("{|PORT0005:s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))|};")]
    [InlineData("{|PORT0005:s.SetRawSocketOption(0, 51, BitConverter.GetBytes(port))|};")]
    [InlineData("{|PORT0005:s.SetRawSocketOption(1, 15, BitConverter.GetBytes(1))|};")]
    [InlineData("{|PORT0005:s.ExclusiveAddressUse = false|};")]
    [InlineData("{|PORT0005:s.ExclusiveAddressUse = true|};")]
    [InlineData("{|PORT0005:s.DualMode = true|};")]
    [InlineData("if (flag) {|PORT0005:s.DualMode = true|};")]
    [InlineData("Action set = () => {|PORT0005:s.DualMode = true|}; set();")]
    public Task Flags_what_comes_too_late(string option) => RuleTest.Statements(
        $"""
        var s = {New};
        s.Bind(new IPEndPoint(ip, 5000));
        {option}
        s.Connect(remote);
        """);

    [Fact]
    public Task Flags_what_comes_after_a_constructor_that_binds_and_in_a_helper() => RuleTest.Members(
        """
        TcpClient _client;

        void M(IPEndPoint local, IPEndPoint remote)
        {
            _client = local != null ? new TcpClient(local) : new TcpClient(remote.AddressFamily);
            Configure();
            _client.Connect(remote);
        }

        void Configure()
        {
            _client.NoDelay = true;
            {|PORT0005:_client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true)|};
        }
        """);

    [Fact]
    public Task Flags_the_companion_where_it_throws() => RuleTest.Source(
        $$"""
        using PortReuse;

        class C
        {
            void M(IPEndPoint local, IPEndPoint remote)
            {
                var s = {{New}};
                s.Bind(local);
                {|PORT0005:s.TrySetBindAddressNoPort()|};
                s.Connect(remote);
            }
        }

        namespace PortReuse
        {
            static class SocketExtensions { public static bool TrySetBindAddressNoPort(this Socket socket) => true; }
        }
        """);

    [Theory]
    [InlineData("s.ExclusiveAddressUse = false; s.Bind(remote); s.Connect(remote);")]
    [InlineData("s.Bind(remote); s.NoDelay = true; s.SendBufferSize = 9; s.LingerState = new LingerOption(true, 0); s.Connect(remote);")]
    [InlineData("s.Bind(remote); s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true); s.Connect(remote);")]
    [InlineData("s.Bind(remote); {|PORT0010:s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true)|}; s.Listen();")]
    [InlineData("s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); s.Bind(new IPEndPoint(ip, 0)); s.SetRawSocketOption(0, 51, BitConverter.GetBytes(9)); s.Connect(remote);")]
    [InlineData("if (flag) s.Bind(remote); else s.DualMode = true; s.Connect(remote);")]
    [InlineData("s.Bind(remote); s.Close(); s = NEW; s.DualMode = true; s.Connect(remote);")]
    [InlineData("var t = NEW; s.Bind(remote); t.DualMode = true; t.Connect(remote);")]
    [InlineData("s.Connect(remote); s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);")]
    public Task Is_silent_on_look_alikes(string statements) => RuleTest.Statements($"var s = {New}; {statements.Replace("NEW", New)}");
}

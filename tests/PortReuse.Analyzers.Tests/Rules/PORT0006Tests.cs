namespace PortReuse.Analyzers.Tests.Rules;

public class PORT0006Tests
{
    private const string Deferred =
        """
        var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        """;

    [Theory]
    [InlineData("var local = {|PORT0006:s.LocalEndPoint|};")]
    [InlineData("Console.WriteLine({|PORT0006:s.LocalEndPoint|});")]
    [InlineData("if ({|PORT0006:s.LocalEndPoint|} is IPEndPoint local) port = local.Port;")]
    [InlineData("if (flag) port = ((IPEndPoint){|PORT0006:s.LocalEndPoint|}).Port;")]
    [InlineData("var first = {|PORT0006:s.LocalEndPoint|}; var second = s.LocalEndPoint;")]
    public Task Flags_the_first_read_that_comes_too_early(string read) => RuleTest.Statements(
        $"""
        {Deferred}
        s.Bind(new IPEndPoint(ip, 0));
        {read}
        await s.ConnectAsync(remote);
        """);

    [Theory]
    [InlineData("s.Bind(new IPEndPoint(ip, 0)); s.Connect(remote); _ = s.LocalEndPoint;")]
    [InlineData("_ = s.LocalEndPoint; s.Bind(new IPEndPoint(ip, 0)); s.Connect(remote);")]
    [InlineData("s.Bind(new IPEndPoint(ip, 5000)); _ = s.LocalEndPoint; s.Connect(remote);")]
    [InlineData("s.Bind(new IPEndPoint(IPAddress.Any, 0)); _ = s.LocalEndPoint; s.Connect(remote);")]
    [InlineData("s.Bind(new IPEndPoint(ip, 0)); _ = s.LocalEndPoint;")]
    [InlineData("s.Bind(new IPEndPoint(ip, 0)); s.Listen(); _ = s.LocalEndPoint;")]
    [InlineData("s.Bind(new IPEndPoint(ip, 0)); var other = new TcpClient(); _ = other.Client.LocalEndPoint; s.Connect(remote);")]
    public Task Is_silent_on_look_alikes(string statements) => RuleTest.Statements($"{Deferred}\n{statements}");

    [Fact]
    public Task Is_silent_where_the_port_is_not_deferred() => RuleTest.Statements(
        """
        var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|};
        _ = s.LocalEndPoint;
        s.Connect(remote);
        """);
}

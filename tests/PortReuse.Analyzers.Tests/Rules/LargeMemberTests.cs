namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>A member too large to follow is left out, and only that; where it stands in its type does not matter.</summary>
public class LargeMemberTests
{
    private const string New = "new(SocketType.Stream, ProtocolType.Tcp)";
    private const string Small = "public void Small(Socket s, IPAddress ip, EndPoint remote) { {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}; s.Connect(remote); }";

    [Theory]
    [InlineData("S")]
    [InlineData("LS")]
    [InlineData("SL")]
    [InlineData("LSL")]
    [InlineData("SLL")]
    [InlineData("LLS")]
    public Task The_rest_of_the_type_is_analyzed(string order) => RuleTest.Source(
        $"public class C\n{{\n{string.Join('\n', order.Select((member, index) => member == 'S' ? Small : Large($"Large{index}")))}\n}}\n");

    /// <summary>Needs more steps than a member may take.</summary>
    private static string Large(string name) =>
        $$"""
        public void {{name}}(IPEndPoint e)
        {
            _ = nameof(Socket.Bind); // A word that has it looked at.
            Socket {{string.Join(", ", Enumerable.Range(0, 20).Select(i => $"s{i} = {New}"))}};
            {{string.Concat(Enumerable.Range(0, 800).Select(i =>
                $"if (e.Port > {i}) s{i % 20} = {New}; try {{ s{i % 20}.Connect(e); }} catch (SocketException) {{ s{i * 7 % 20} = s{i % 20}; }}\n"))}}
        }
        """;
}

using Microsoft.CodeAnalysis.CSharp;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>What <c>Invariance</c> has found out by chance, each kind by itself: the same program in another spelling.</summary>
public class OtherSpellingsTests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";

    [Theory]
    [InlineData("0")]
    [InlineData("(0)")]
    [InlineData("((IPEndPoint.MinPort))")]
    public Task A_field_has_what_its_initializer_has_in_parentheses(string port) => RuleTest.Members(
        $$"""
        static readonly int AnyPort = {{port}};

        void M(IPAddress ip, EndPoint remote)
        {
            var s = {{New}};
            {|PORT0002:s.Bind(new IPEndPoint(ip, AnyPort))|};
            s.Connect(remote);
        }
        """);

    [Theory]
    [InlineData("IPEndPoint Any => new(IPAddress.Loopback, 0);")]
    [InlineData("IPEndPoint Any => (new(IPAddress.Loopback, 0));")]
    [InlineData("static readonly IPEndPoint Any = (new IPEndPoint(IPAddress.Loopback, (0)))!;")]
    public Task A_member_yields_what_it_has_in_parentheses(string any) => RuleTest.Members(
        $$"""
        {{any}}

        void M(EndPoint remote)
        {
            var s = {{New}};
            {|PORT0002:s.Bind(Any)|};
            s.Connect(remote);
        }
        """);

    [Theory]
    [InlineData("_local = null;")]
    [InlineData("(_local) = null;")]
    [InlineData("((this._local)) = null;")]
    public Task A_field_that_is_assigned_in_parentheses_does_not_keep_what_it_had(string assignment) => RuleTest.Members(
        $$"""
        private IPEndPoint _local = new(IPAddress.Loopback, 0);

        void M(Socket s, EndPoint remote)
        {
            {{assignment}}
            s.Bind(_local);
            s.Connect(remote);
        }
        """);

    [Theory]
    [InlineData("SocketOptionName.ReuseAddress")]
    [InlineData("SocketOptionName /* of the port */ .ReuseAddress")]
    [InlineData("Names.ReuseAddress")]
    [InlineData("ReuseUnicastPort")]
    public void An_option_makes_code_worth_a_look_however_its_type_is_written(string option)
    {
        var tree = CSharpSyntaxTree.ParseText($"class C {{ void M(Socket s) => s.SetSocketOption(SocketOptionLevel.Socket, {option}, true); }}");
        Assert.Single(SocketSources.WordsIn(tree, new(0, tree.Length), CancellationToken.None));
    }
}

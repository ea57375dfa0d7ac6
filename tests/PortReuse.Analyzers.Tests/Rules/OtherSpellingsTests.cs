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
    [InlineData("_port == 0")]
    [InlineData("(_port == 0)")]
    public Task A_body_in_parentheses_is_in_sight(string body) => RuleTest.Members(
        $$"""
        private int _port;

        private bool HasNoPort => {{body}};

        void M(IPAddress ip, EndPoint remote)
        {
            var s = {{New}};
            if (!HasNoPort)
            {
                {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|};
                s.Connect(remote);
            }
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

    /// <summary>What is assigned in another member is a local, whatever it is called.</summary>
    [Theory]
    [InlineData("number")]
    [InlineData("local")]
    public Task A_local_that_is_called_as_a_field_is_another_thing(string name) => RuleTest.Members(
        $$"""
        private static readonly IPEndPoint local = new(IPAddress.Loopback, 0);

        void M(EndPoint remote)
        {
            var s = {{New}};
            {|PORT0002:s.Bind(local)|};
            s.Connect(remote);
        }

        object N(object {{name}}, object other)
        {
            {{name}} = other;
            return {{name}};
        }
        """);

    [Theory]
    [InlineData("_port", "_host")]
    [InlineData("_first", "_second")]
    public Task A_number_and_a_text_may_say_where_to_bind_whatever_they_are_called(string port, string host) => RuleTest.Source(
        $$"""
        class C
        {
            private readonly int {{port}};
            private readonly string {{host}};

            public C(IPAddress address)
            {
                {{port}} = 0;
                {{host}} = address.ToString();
            }

            public void M(IPAddress ip)
            {
                var s = {{New}};
                {|PORT0002:s.Bind(new IPEndPoint(ip, {{port}}))|};
                s.Connect({{host}}, 80); // No PORT0004, not even with an option that is set before: it is an address.
            }
        }
        """);

    [Theory]
    [InlineData("Accepted")]
    [InlineData("Connect")]
    public Task A_method_of_the_type_connects_only_if_its_code_does(string name) => RuleTest.Source(
        $$"""
        class Server
        {
            private readonly Socket _listener = {{New}};
            private readonly SocketAsyncEventArgs _accept = new();

            public Server()
            {
                {|PORT0010:_listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true)|};
                _accept.Completed += {{name}};
            }

            public void Start(int port)
            {
                _listener.Bind(new IPEndPoint(IPAddress.Any, port));
                _listener.Listen(100);
                Next();
            }

            private void Next()
            {
                _accept.AcceptSocket = null;
                if (!_listener.AcceptAsync(_accept))
                    {{name}}(this, _accept);
            }

            private void {{name}}(object sender, SocketAsyncEventArgs e)
            {
                e.AcceptSocket?.Dispose();
                Next();
            }
        }
        """);

    [Theory]
    [InlineData("Peer")]
    [InlineData("ConsolePeer")]
    public Task A_type_that_is_called_like_a_log_handles_its_own_failures(string name) => RuleTest.Source(
        $$"""
        class {{name}}
        {
            private bool _isTaken;

            void M(IPEndPoint local, IPEndPoint remote)
            {
                var listener = {{New}};
                listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                listener.Bind(local);
                listener.Listen();
                Dial(listener, remote);
            }

            void Dial(Socket listener, EndPoint remote)
            {
                var dialer = {{New}};
                dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                dialer.Bind(listener.LocalEndPoint);
                try
                {
                    dialer.Connect(remote);
                }
                catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
                {
                    _isTaken = true;
                }
            }
        }
        """);
}

namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>What happens to a socket across the members of a type, in objects of other types, and in unusual code.</summary>
public class TypeHistoryTests
{
    private const string New = "new Socket(SocketType.Stream, ProtocolType.Tcp)";

    [Fact]
    public void What_a_member_leaves_in_a_field_is_there_for_the_next() => Assert.Equal(
            """
            _socket (Tcp)
              created
              bind ? ← nothing
              connect ← bound elsewhere
              connect failed ← bound elsewhere connected
            """,
        Histories.OfMembers(
            $$"""
            Socket _socket;
            public void Open(IPEndPoint local) { _socket = {{New}}; _socket.Bind(local); }
            public void Dial(EndPoint remote) => _socket.Connect(remote);
            """));

    [Fact]
    public void What_other_types_may_put_into_a_member_is_there_too() => Assert.Equal(
            """
            Held (Unknown)
              connect ← nothing
              connect failed ← connected
            """,
        Histories.OfMembers(
            """
            [System.ComponentModel.Description(nameof(Socket.Bind))] public Socket Held { get; set; }
            public void Dial(EndPoint remote) => Held.Connect(remote);
            public void Close() => Held = null;
            """));

    [Fact]
    public void A_socket_that_is_made_on_demand_is_the_same_one_the_next_time() => Assert.Equal(
            """
            _socket (Tcp)
              created
              ExclusiveAddressUse = false ← nothing | sharing bound elsewhere
              bind ip:0 ← sharing | sharing bound elsewhere
              connect ← sharing bound
              connect failed ← sharing bound connected
            """,
        Histories.OfMembers(
            $$"""
            private Socket _socket;
            private Socket Connection => _socket ??= {{New}};
            public void Open(EndPoint remote)
            {
                Connection.ExclusiveAddressUse = false;
                Connection.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                Connection.Connect(remote);
            }
            """));

    [Fact]
    public void A_private_method_runs_in_its_callers_only() => Assert.Equal(
            """
            s (Tcp)
              created
              connect ← bound
              connect failed ← bound connected
              bind ip:5000 ← nothing
            """,
        Histories.OfMembers(
            $$"""
            public void Dial(EndPoint remote) { var s = {{New}}; Open(s, 5000); s.Connect(remote); }
            private void Open(Socket socket, int port) => socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            """));

    [Fact]
    public void A_private_method_that_a_delegate_is_made_of_runs_by_itself_too() => Assert.Equal(
            """
            s (Unknown)
              bind ip:0 ← nothing
            socket (Unknown)
              bind ip:0 ← nothing
            """,
        Histories.OfMembers(
            """
            public void Dial(Socket s) { Open(s); Action<Socket> open = Open; Console.WriteLine(open); }
            private void Open(Socket socket) => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            """));

    [Fact]
    public void An_object_forwards_to_the_socket_in_it() => Assert.Equal(
            """
            new Socket(SocketType.Stream, ProtocolType.Tcp) (Tcp)
              created
              bind ip:0 ← nothing
              connect ← bound
              connect failed ← bound connected
            """,
        Histories.OfTypes(
            $$"""
            class Wrapper
            {
                private readonly Socket _inner;
                public Wrapper(Socket inner) { _inner = inner; }
                public void Bind(EndPoint e) => _inner.Bind(e);
                public void Connect(EndPoint e) => _inner.Connect(e);
            }
            class C { void M(IPAddress ip, EndPoint remote) { var w = new Wrapper({{New}}); w.Bind(new IPEndPoint(ip, 0)); w.Connect(remote); } }
            """));

    [Fact]
    public void Two_objects_of_one_type_hold_two_sockets() => Assert.Equal(
            """
            Inner (Tcp)
              created
              bind ? ← nothing
            Inner (Tcp)
              created
              connect ← nothing
              connect failed ← connected
            """,
        Histories.OfTypes(
            $$"""
            class Wrapper { public Socket Inner { get; init; } }
            class C
            {
                void M(IPEndPoint local, EndPoint remote)
                {
                    var a = new Wrapper { Inner = {{New}} };
                    var b = new Wrapper { Inner = {{New}} };
                    a.Inner.Bind(local);
                    b.Inner.Connect(remote);
                }
            }
            """));

    [Fact]
    public void A_tuple_that_a_method_returns_is_taken_apart() => Assert.Equal(
            """
            s (Tcp)
              created
              connect ← bound
              connect failed ← bound connected
              bind ip:0 ← nothing
            """,
        Histories.OfMembers(
            $$"""
            void M(EndPoint remote) { var (socket, port) = Open(); socket.Connect(remote); }
            (Socket, int) Open() { var s = {{New}}; s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); return (s, 1); }
            """));

    [Fact]
    public void An_element_of_a_tuple_is_told_by_its_place() => Assert.Equal(
            """
            a (Tcp)
              created
              bind ip:0 ← nothing
            b (Tcp)
              created
              connect ← nothing
              connect failed ← connected
            """,
        Histories.OfMembers(
            $$"""
            void M(EndPoint remote) { var opened = Open(); opened.Second.Connect(remote); }
            (Socket First, Socket Second) Open() { var a = {{New}}; a.Bind(new IPEndPoint(IPAddress.Loopback, 0)); var b = new TcpClient(); return (a, b.Client); }
            """));

    [Fact]
    public void An_element_of_an_array_is_told_by_the_variable_that_counts() => Assert.Equal(
            """
            sockets[i] (Tcp)
              created
              bind ? ← nothing
              connect ← bound
              connect failed ← bound connected
            """,
        Histories.OfStatements(
            $$"""
            var sockets = new Socket[2];
            for (var i = 0; i < 2; i++)
            {
                sockets[i] = {{New}};
                sockets[i].Bind(remote);
                sockets[i].Connect(remote);
            }
            """));

    [Fact]
    public void A_conditional_call_is_left_out_where_its_symbol_is_not_defined() => Assert.Equal(
            """
            s (Tcp)
              created
              bind ? ← nothing
              connect ← bound
              connect failed ← bound connected
            """,
        Histories.OfMembers(
            $$"""
            [System.Diagnostics.Conditional("TRACE_SOCKETS")] static void Note(Socket s) => s.Close();
            void M(EndPoint remote) { var s = {{New}}; s.Bind(remote); Note(s); s.Connect(remote); }
            """));

    [Fact]
    public void A_conditional_call_is_made_where_its_symbol_is_defined() => Assert.Equal(
            """
            s (Tcp)
              created
              dispose ← bound
              bind ? ← nothing
              connect ← bound disposed
              connect failed ← bound connected disposed
            """,
        Histories.OfTypes(
            $$"""
            class C { [System.Diagnostics.Conditional("TRACE_SOCKETS")] static void Note(Socket s) => s.Close();
            void M(EndPoint remote) { var s = {{New}}; s.Bind(remote); Note(s); s.Connect(remote); } }
            """, "TRACE_SOCKETS"));

    [Fact]
    public void Code_that_does_not_compile_is_understood_by_its_names() => Assert.Equal(
            """
            s (Tcp)
              created
              bind ip:0 ← nothing
              connect ← bound
              connect failed ← bound connected
              escape ← bound connected
              dispose ← bound connected escaped
            """,
        Histories.OfStatements(
            $$"""
            var s = {{New}};
            s.Bind(new IPEndPoint(ip, 0));
            s.Connect(Unknown.Thing);
            s.Frobnicate(Unknown.Thing);
            s.Close(1, 2, 3);
            """, allowErrors: true));

    [Fact]
    public void An_expression_tree_is_not_run() => Assert.Equal(
            """
            s (Tcp)
              created
              bind ? ← nothing
              connect ← bound
              connect failed ← bound connected
            """,
        Histories.OfStatements(
            $$"""
            var s = {{New}};
            System.Linq.Expressions.Expression<Action> later = () => s.Close();
            s.Bind(remote);
            s.Connect(remote);
            """));
}

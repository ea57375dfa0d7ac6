namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>What constructors and initializers do to a socket, and in which order.</summary>
public class ConstructorHistoryTests
{
    private const string New = "new Socket(SocketType.Stream, ProtocolType.Tcp)";

    [Fact]
    public void A_constructor_runs_before_any_other_member() => Assert.Equal(
            """
            _socket (Tcp)
              created
              bind ip:0 ← nothing
              connect ← bound | bound elsewhere
              connect failed ← bound connected | bound elsewhere connected
            """,
        Histories.OfMembers(
            $$"""
            private readonly Socket _socket;
            public C(IPAddress ip) { _socket = {{New}}; _socket.Bind(new IPEndPoint(ip, 0)); }
            public void Dial(EndPoint remote) => _socket.Connect(remote);
            """));

    [Fact]
    public void Fields_are_initialized_first() => Assert.Equal(
            """
            _socket (Tcp)
              created
              bind ip:0 ← bound elsewhere | nothing
              connect ← bound
              connect failed ← bound connected
            """,
        Histories.OfMembers(
            $$"""
            private readonly Socket _socket = {{New}};
            private readonly IPEndPoint _local = new(IPAddress.Loopback, 0);
            public void Dial(EndPoint remote) { _socket.Bind(_local); _socket.Connect(remote); }
            """));

    [Fact]
    public void A_constructor_goes_on_with_another_of_its_type() => Assert.Equal(
            """
            _socket (Tcp)
              created
              bind ip:0 ← nothing
              connect ← bound | bound elsewhere
              connect failed ← bound connected | bound elsewhere connected
            _socket (Tcp)
              created
              bind ip:? ← nothing
              connect ← bound | bound elsewhere
              connect failed ← bound connected | bound elsewhere connected
            """,
        Histories.OfMembers(
            $$"""
            private readonly Socket _socket;
            public C(IPAddress ip) : this(ip, 0) { }
            private C(IPAddress ip, int port) { _socket = {{New}}; _socket.Bind(new IPEndPoint(ip, port)); }
            public void Dial(EndPoint remote) => _socket.Connect(remote);
            """));

    [Fact]
    public void A_constructor_calls_that_of_the_base_type() => Assert.Equal(
            """
            _socket (Tcp)
              created
              ExclusiveAddressUse = false ← nothing
              bind ? ← sharing
              connect ← sharing bound | sharing bound elsewhere
              connect failed ← sharing bound connected | sharing bound elsewhere connected
            """,
        Histories.OfTypes(
            $$"""
            abstract class B
            {
                protected readonly Socket _socket = {{New}};
                protected B(bool reuse) { if (reuse) _socket.ExclusiveAddressUse = false; }
            }
            class C : B
            {
                public C(IPEndPoint local) : base(true) { _socket.Bind(local); }
                public void Dial(EndPoint remote) => _socket.Connect(remote);
            }
            """));

    [Fact]
    public void The_base_types_constructor_runs_unless_another_is_named() => Assert.Equal(
            """
            _socket (Tcp)
              created
              ExclusiveAddressUse = false ← nothing
              bind ? ← sharing
              connect ← sharing bound | sharing bound elsewhere
              connect failed ← sharing bound connected | sharing bound elsewhere connected
            """,
        Histories.OfTypes(
            $$"""
            abstract class B { protected readonly Socket _socket = {{New}}; protected B() { _socket.ExclusiveAddressUse = false; } }
            class C : B { public C(IPEndPoint local) { _socket.Bind(local); } public void Dial(EndPoint remote) => _socket.Connect(remote); }
            """));

    [Fact]
    public void The_parameters_of_a_primary_constructor_are_there_in_all_members() => Assert.Equal(
            """
            _socket (Tcp)
              created
              bind ? ← bound elsewhere | nothing
              connect ← bound
              connect failed ← bound connected
            s (Tcp)
              created
              bind ip:? ← nothing
            """,
        Histories.OfTypes(
            $$"""
            class C(IPEndPoint local, int port)
            {
                private readonly Socket _socket = {{New}};
                public void Dial(EndPoint remote) { _socket.Bind(local); _socket.Connect(remote); }
                public void Probe() { var s = {{New}}; s.Bind(new IPEndPoint(local.Address, port)); }
            }
            """));

    [Fact]
    public void The_primary_constructor_of_a_followed_object_is_given_its_arguments() => Assert.Equal(
            """
            new Socket(SocketType.Stream, ProtocolType.Tcp) (Tcp)
              created
              bind ip:0 ← nothing
              connect ← bound
              connect failed ← bound connected
            """,
        Histories.OfTypes(
            $$"""
            class P(IPEndPoint local) { public void Dial(Socket s, EndPoint remote) { s.Bind(local); s.Connect(remote); } }
            class C { void M(IPAddress ip, EndPoint remote) { var p = new P(new IPEndPoint(ip, 0)); p.Dial({{New}}, remote); } }
            """));

    [Fact]
    public void An_object_is_initialized_once_however_many_constructors_it_runs() => Assert.Equal(
            """
            Inner (Tcp)
              created
              bind ip:0 ← nothing
              connect ← bound
              connect failed ← bound connected
            """,
        Histories.OfTypes(
            $$"""
            class Wrapper
            {
                public readonly Socket Inner = {{New}};
                public Wrapper(IPEndPoint local) : this() => Inner.Bind(local);
                private Wrapper() { }
            }
            class C { void M(IPAddress ip, EndPoint remote) { _ = nameof(Socket.Bind); var w = new Wrapper(new IPEndPoint(ip, 0)); w.Inner.Connect(remote); } }
            """));
}

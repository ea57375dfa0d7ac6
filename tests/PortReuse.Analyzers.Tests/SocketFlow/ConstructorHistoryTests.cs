namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>What constructors and initializers do to a socket, and in which order.</summary>
public class ConstructorHistoryTests
{
    private const string New = "new Socket(SocketType.Stream, ProtocolType.Tcp)";

    [Fact]
    public void A_constructor_runs_before_any_other_member() => Assert.Equal(
            """
            _socket (Tcp)
              1 created → 3
              2 member left → 4
              3 bind ip:0 → 4
              4 connect → 2, 5
              5 connect failed
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
              1 created → 3
              2 member left → 3
              3 bind ip:0 → 4
              4 connect → 2, 5
              5 connect failed
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
              1 created → 3
              2 member left → 4
              3 bind ip:0 → 4
              4 connect → 2, 5
              5 connect failed
            _socket (Tcp)
              1 created → 3
              2 member left → 4
              3 bind ip:? → 4
              4 connect → 2, 5
              5 connect failed
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
              1 created → 3
              2 member left → 5
              3 ExclusiveAddressUse = false → 4
              4 bind ? → 5
              5 connect → 2, 6
              6 connect failed
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
              1 created → 3
              2 member left → 5
              3 ExclusiveAddressUse = false → 4
              4 bind ? → 5
              5 connect → 2, 6
              6 connect failed
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
              1 created → 2, 3
              2 member left → 3
              3 bind ? → 4
              4 connect → 2, 5
              5 connect failed
            s (Tcp)
              1 created → 2
              2 bind ip:?
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
              1 created → 2
              2 bind ip:0 → 3
              3 connect → 4
              4 connect failed
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
              1 created → 3
              2 member left
              3 bind ip:0 → 4
              4 connect → 2, 5
              5 connect failed
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

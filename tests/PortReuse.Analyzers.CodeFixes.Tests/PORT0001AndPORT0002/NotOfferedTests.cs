namespace PortReuse.Analyzers.CodeFixes.Tests.PORT0001AndPORT0002;

/// <summary>Where setting the option would not compile, would break something, or would help nothing.</summary>
public sealed class NotOfferedTests
{
    [Fact]
    public Task Endpoint_is_read_before_the_connect() => NotOffered("""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        var chosen = socket.LocalEndPoint;
        Console.WriteLine(chosen);
        socket.Connect(remote);
        """);

    [Fact]
    public Task Connect_to_several_addresses() => NotOffered("""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        {|PORT0004:socket.Connect(new IPAddress[] { ip, ip }, 80)|};
        """);

    [Fact]
    public Task Receiver_that_makes_another_socket() => FixTest.NotOffered(
        Code.Class("""
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

            public void Open(IPAddress ip, EndPoint remote)
            {
                {|PORT0002:Get().Bind(new IPEndPoint(ip, 0))|};
                _socket.Connect(remote);
            }

            private Socket Get() => _socket;
            """)).RunAsync();

    [Fact]
    public Task For_loop() => NotOffered("""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        for ({|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|}; !socket.Connected;)
        {
            socket.Connect(remote);
        }
        """);

    [Fact]
    public Task Delegate_that_returns_the_endpoint() => FixTest.NotOffered(
        Code.Class("""
            public void M(ServicePoint point, IPAddress ip) => point.BindIPEndPointDelegate = (_, _, _) => {|PORT0002:new IPEndPoint(ip, 0)|};
            """)).RunAsync();

    private static Task NotOffered(string statements) => FixTest.NotOffered(Code.Method(statements)).RunAsync();
}

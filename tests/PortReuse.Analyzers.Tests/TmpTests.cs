using PortReuse.Analyzers.Tests.SocketFlow;
namespace PortReuse.Analyzers.Tests;
public class TmpTests
{
    [Fact] public void A() => Assert.Fail(Histories.OfMembers("""
    private Socket? _connection;
    private Socket Connection => _connection ??= new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    public void Open(IPAddress source, IPEndPoint server)
    {
        Connection.Bind(new IPEndPoint(source, 0)); // PORT0002
        Connection.Connect(server);
    }
    """));
    [Fact] public void B() => Assert.Fail(Histories.OfMembers("""
    IPEndPoint _server;
    public async Task<Socket?> Open()
    {
        var socket = new Socket(_server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            SE.ReuseBind(socket, new IPEndPoint(_server.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0)); // PORT0001
            await socket.ConnectAsync(_server);
            return socket;
        }
        catch (Exception)
        {
            socket.Dispose();
            return null;
        }
    }
    static class SE {
    public static void ReuseBind(Socket socket, IPEndPoint ip)
    {
            socket.ExclusiveAddressUse = false;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(ip);
    } }
    """));
    [Fact] public void B2() => Assert.Fail(Histories.OfMembers("""
    private static Socket CreateSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    IPEndPoint _server;
    public Socket OpenByArgument(IPAddress source)
    {
        var socket = SE.BindTo(CreateSocket(), source, 0); // PORT0002
        socket.Connect(_server);
        return socket;
    }
    static class SE {
    public static Socket BindTo(Socket socket, IPAddress ip, int port)
    {
            socket.Bind(new IPEndPoint(ip, port));
            return socket;
    } }
    """));
    [Fact] public void C() => Assert.Fail(Histories.OfMembers("""
    public static async Task OpenPipeForOneMessage(IPAddress source, IPEndPoint broker)
    {
        using var pipe = new Pipe();
        var local = new IPEndPoint(source, IPEndPoint.MinPort);
        pipe.Bind(local); // PORT0002
        await pipe.ConnectAsync(broker);
    }
    class Pipe : IDisposable {
        Socket _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        public void Bind(IPEndPoint e) => _socket.Bind(e);
        public async Task ConnectAsync(IPEndPoint e) => await _socket.ConnectAsync(e).ConfigureAwait(false);
        public void Dispose() => _socket.Dispose();
    }
    """));
    [Fact] public void D() => Assert.Fail(Histories.OfMembers("""
    private int _port;
    private TcpListener? _listener;
    public void Start()
    {
        _listener = new TcpListener(IPAddress.Any, _port) { ExclusiveAddressUse = false };
        _listener.Start();
    }
    public TcpClient Dial(IPAddress address, int port)
    {
        var client = new TcpClient();
        client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        client.Client.Bind(new IPEndPoint(IPAddress.Any, _port));
        client.Connect(address, port); // PORT0003
        return client;
    }
    """));
    [Fact] public void F() => Assert.Fail(Histories.OfMembers("""
        class BoundClient : TcpClient
    {
        public BoundClient(IPAddress source)
            : base(new IPEndPoint(source, 0)) // PORT0002
        {
            NoDelay = true;
        }
    
        public void Open(IPEndPoint server) => Connect(server);
    }
    void Use(IPAddress a) { new BoundClient(a).Open(null); /*Bind*/ }
    """));
}

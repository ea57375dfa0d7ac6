namespace PortReuse.Analyzers.Tests.Rules;

public class PORT0011Tests
{
    private const string Found = "var l = new TcpListener(IPAddress.Loopback, 0); l.Start(); var found = ((IPEndPoint)l.LocalEndpoint).Port; ";

    [Theory]
    [InlineData("static int Free() { FOUND {|PORT0011:l.Stop()|}; return found; }")]
    [InlineData("static int Free() { FOUND {|PORT0011:l.Dispose()|}; return found; }")]
    [InlineData("static int Free() { FOUND {|PORT0011:l.Server.Close()|}; return found; }")]
    [InlineData("static int Free() { FOUND try { return found; } finally { {|PORT0011:l.Stop()|}; } }")]
    [InlineData("static int Free() { int found; var l = new TcpListener(IPAddress.Any, IPEndPoint.MinPort); l.Start(); try { found = (l.LocalEndpoint as IPEndPoint)?.Port ?? 0; } finally { {|PORT0011:l.Stop()|}; } return found; }")]
    [InlineData("static int Free() { using var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); return {|PORT0011:((IPEndPoint)s.LocalEndPoint!).Port|}; }")]
    [InlineData("static int Free() { using (var s = new Socket(SocketType.Stream, ProtocolType.Tcp)) { s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); s.Listen(1); return {|PORT0011:((IPEndPoint)s.LocalEndPoint!).Port|}; } }")]
    [InlineData("static int Free() { FOUND {|PORT0011:l.Stop()|}; return found > 0 ? found : throw new InvalidOperationException(); }")]
    [InlineData("static ushort Free() { FOUND {|PORT0011:l.Stop()|}; return (ushort)found; }")]
    [InlineData("static IPEndPoint Free() { var l = new TcpListener(IPAddress.Loopback, 0); l.Start(); var local = (IPEndPoint)l.LocalEndpoint; {|PORT0011:l.Stop()|}; return local; }")]
    [InlineData("static (string, int) Free() { FOUND {|PORT0011:l.Stop()|}; return (\"localhost\", found); }")]
    [InlineData("static async Task<int> Free() { FOUND await Task.Yield(); {|PORT0011:l.Stop()|}; return found; }")]
    [InlineData("static Task<int> Free() { FOUND {|PORT0011:l.Stop()|}; return Task.FromResult(found); }")]
    [InlineData("static IEnumerable<int> Free() { while (true) { FOUND {|PORT0011:l.Stop()|}; yield return found; } }")]
    [InlineData("static int Free() { return Find(); static int Find() { FOUND {|PORT0011:l.Stop()|}; return found; } }")]
    [InlineData("private static int Free() { FOUND {|PORT0011:l.Stop()|}; return found; } static TcpListener Open() => new(IPAddress.Loopback, Free());")]
    [InlineData("static int Free() { var l = Open(); var found = ((IPEndPoint)l.LocalEndpoint).Port; {|PORT0011:l.Stop()|}; return found; } static TcpListener Open() { var l = new TcpListener(IPAddress.Loopback, 0); l.Start(); return l; }")]
    public Task Flags_a_port_that_is_returned(string member) => RuleTest.Members(member.Replace("FOUND ", Found));

    [Theory]
    [InlineData("int _port; void Find() { FOUND {|PORT0011:l.Stop()|}; _port = found; }")]
    [InlineData("int _port; void Find() { FOUND _port = found; {|PORT0011:l.Stop()|}; }")]
    [InlineData("int Port { get; set; } void Find() { FOUND {|PORT0011:l.Stop()|}; Port = found; }")]
    [InlineData("static int s_port; static void Find() { using var l = new TcpListener(IPAddress.Loopback, 0); l.Start(); s_port = {|PORT0011:((IPEndPoint)l.LocalEndpoint).Port|}; }")]
    [InlineData("void Find(out int found) { var l = new TcpListener(IPAddress.Loopback, 0); l.Start(); found = ((IPEndPoint)l.LocalEndpoint).Port; {|PORT0011:l.Stop()|}; }")]
    [InlineData("int _port; void Find() { using var l = new TcpListener(IPAddress.Loopback, 0); l.Start(); _port = ((IPEndPoint)l.LocalEndpoint).Port; {|PORT0011:l.Stop()|}; }")]
    [InlineData("void Find(UriBuilder uri) { FOUND {|PORT0011:l.Stop()|}; uri.Port = found; }")]
    [InlineData("void Find(int[] ports) { for (var i = 0; i < ports.Length; i++) { FOUND ports[i] = found; {|PORT0011:l.Stop()|}; } }")]
    [InlineData("void Find(List<int> ports) { FOUND {|PORT0011:l.Stop()|}; ports.Add(found); }")]
    [InlineData("class Server { readonly int _port; public Server(int port) { _port = port; } public int Port => _port; } static Server Open() { FOUND {|PORT0011:l.Stop()|}; return new Server(found); }")]
    [InlineData("class Options { public int Port { get; set; } } static Options Open() { FOUND {|PORT0011:l.Stop()|}; return new Options { Port = found }; }")]
    public Task Flags_a_port_that_is_stored(string member) => RuleTest.Members(member.Replace("FOUND ", Found));

    [Theory]
    [InlineData("void Find() { FOUND {|PORT0011:l.Stop()|}; var server = new TcpListener(IPAddress.Loopback, found); server.Start(); }")]
    [InlineData("void Find() { FOUND {|PORT0011:l.Stop()|}; using var server = new Socket(SocketType.Stream, ProtocolType.Tcp); server.Bind(new IPEndPoint(IPAddress.Loopback, found)); server.Listen(); }")]
    [InlineData("interface IServer { void Start(int port); } void Find(IServer server) { FOUND {|PORT0011:l.Stop()|}; server.Start(found); }")]
    [InlineData("interface IServer { IServer OnPort(int port); } void Find(Action<Action<IServer>> build) { FOUND {|PORT0011:l.Stop()|}; build(server => server.OnPort(found)); }")]
    [InlineData("void Find() { int found; using (var l = new TcpListener(IPAddress.Loopback, 0)) { l.Start(); found = ((IPEndPoint)l.LocalEndpoint).Port; {|PORT0011:l.Stop()|}; } new TcpListener(IPAddress.Loopback, found).Start(); }")]
    [InlineData("void Find() { int found; using (var l = new TcpListener(IPAddress.Loopback, 0)) { l.Start(); found = ((IPEndPoint)l.LocalEndpoint).Port; } {|PORT0011:new TcpListener(IPAddress.Loopback, found)|}.Start(); }")]
    public Task Flags_a_port_that_is_passed_on(string member) => RuleTest.Members(member.Replace("FOUND ", Found));

    [Theory]
    [InlineData("static TcpListener Open() { FOUND Console.WriteLine(found); return l; }")]
    [InlineData("static (TcpListener, int) Open() { FOUND return (l, found); }")]
    [InlineData("TcpListener? _l; int _port; void Start() { FOUND _l = l; _port = found; } void Stop() { _l?.Stop(); }")]
    [InlineData("readonly TcpListener _l = new(IPAddress.Loopback, 0); int _port; void Run() { _l.Start(); _port = ((IPEndPoint)_l.LocalEndpoint).Port; Serve(); _l.Stop(); } void Serve() { _l.AcceptTcpClient().Dispose(); }")]
    [InlineData("static int Open() { FOUND return found; }")]
    [InlineData("static int Open(Action<int> start) { FOUND GC.KeepAlive(l.Server.SafeHandle); start(found); l.Stop(); return found; }")]
    [InlineData("static int Open() { FOUND using var safe = new System.Net.Sockets.NetworkStream(l.Server); l.Stop(); return found; }")]
    [InlineData("static void Keep(TcpListener l) { } static int Open(Action<TcpListener> keep) { FOUND keep(l); l.Stop(); return found; }")]
    public Task Is_silent_where_the_socket_lives_on(string member) => RuleTest.Members(member.Replace("FOUND ", Found));

    [Theory]
    [InlineData("FOUND l.AcceptTcpClient().Dispose(); l.Stop(); return found;")]
    [InlineData("FOUND using var c = new TcpClient(\"localhost\", found); l.Stop(); return found;")]
    [InlineData("FOUND using var c = new TcpClient(); c.Connect((IPEndPoint)l.LocalEndpoint); l.Stop(); return found;")]
    [InlineData("FOUND Console.WriteLine(found); l.Stop(); return 0;")]
    [InlineData("FOUND l.Stop(); Console.WriteLine(found); Console.WriteLine($\"{found}\"); System.Diagnostics.Debug.Assert(found > 0); return 0;")]
    [InlineData("FOUND l.Stop(); return found > 1024 ? 1 : 0;")]
    [InlineData("var l = new TcpListener(IPAddress.Loopback, port); l.Start(); var found = ((IPEndPoint)l.LocalEndpoint).Port; l.Stop(); return found;")]
    [InlineData("var l = new TcpListener(IPAddress.Loopback, 8080); l.Start(); l.Stop(); return ((IPEndPoint)l.LocalEndpoint).Port;")]
    [InlineData("using var u = new UdpClient(0); return ((IPEndPoint)u.Client.LocalEndPoint!).Port;")]
    [InlineData("using var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(remote); return ((IPEndPoint)s.LocalEndPoint!).Port;")]
    [InlineData("for (var free = 5000; free < 6000; free++) { try { var l = new TcpListener(IPAddress.Loopback, free); l.Start(); l.Stop(); return free; } catch (SocketException) { } } return 0;")]
    public Task Is_silent_on_look_alikes(string statements) =>
        RuleTest.Members("static int Open(int port, IPEndPoint remote) { " + statements.Replace("FOUND ", Found) + " }");
}

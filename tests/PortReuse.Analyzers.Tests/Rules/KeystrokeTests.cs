using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>
/// What an editor asks for at each key is the findings of one file, and that takes the types that have to do with it. Counted, for a time
/// is another on each machine.
/// </summary>
public class KeystrokeTests
{
    private const string Usings = "using System; using System.Net; using System.Net.Sockets;\n";
    private const string Tcp = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";
    private const string BindToZero = "s.Bind(new IPEndPoint(IPAddress.Loopback, 0));";

    /// <summary>Each opens sockets by helpers of two others, which have the names of its own.</summary>
    private const string Opener =
        Usings + """
        public sealed class Opener#
        {
            private readonly Opener@ _next = new(0);
            public Opener#(int number) { }
            public static Socket Open() { var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); return s; }
            public Socket OpenOwn() { var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); return s; }
            public void Dial(EndPoint remote) { Opener@.Open().Connect(remote); _next.OpenOwn().Connect(remote); }
        }
        """;

    [Fact]
    public async Task Helpers_of_other_types_that_are_named_alike_are_not_analyzed()
    {
        var (few, someFindings) = await CountAsync(0, [.. Openers(10)]);
        var (many, asManyFindings) = await CountAsync(0, [.. Openers(1000)]);

        Assert.Equal(few, many);
        Assert.Equal(someFindings, asManyFindings);
        Assert.NotEqual(0, someFindings);
    }

    [Theory]
    [InlineData("class Other { string Open(string name) => name; string Twice(string name) => Open(name) + Open(name); }")]
    [InlineData("class Other { /* Helper.Open() */ string Name => \"Helper.Open()\"; }")]
    [InlineData("class Other { /// <see cref=\"Helper.Open\"/>\n int Count => 1; }")]
    [InlineData("class Other { static Socket Open() => null; void Dial(EndPoint remote) => Open().Connect(remote); }")]
    [InlineData("class Wider { public static Socket Open() => null; } class Other { void Dial(EndPoint remote) => Wider.Open().Connect(remote); }")]
    [InlineData("class Wider { public Socket Open() => null; } class Other { Helper _h; void Dial(Wider wider, EndPoint remote) => wider.Open().Connect(remote); }")]
    public async Task A_name_that_means_another_thing_is_no_call(string other)
    {
        var helper = $"{Usings}public class Helper {{ public static Socket Open() {{ var s = {Tcp}; {BindToZero} return s; }} }}";

        Assert.Equal((1, 0), await CountAsync(0, helper, Usings + other));
    }

    [Theory]
    [InlineData("Socket s; s = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);")]
    [InlineData("var s = new Socket(kind == 0 ? SocketType.Dgram : SocketType.Dgram, ProtocolType.Udp); s.ReceiveFrom(new byte[1], ref sender);")]
    [InlineData("var s = new UdpClient(AddressFamily.InterNetwork).Client;")]
    public async Task Whoever_has_a_datagram_socket_opened_is_not_analyzed(string create)
    {
        var helper = $"{Usings}public static class Helper {{ public static Socket Connect(int kind, EndPoint sender) {{ {create} {BindToZero} return s; }} }}";
        var caller = $"{Usings}class Caller {{ void Dial(EndPoint remote) => Helper.Connect(1, remote).Connect(remote); }}";

        Assert.Equal((1, 0), await CountAsync(0, helper, caller));
    }

    [Fact]
    public async Task Only_those_who_can_use_it_are_asked_about_a_private_helper()
    {
        const string Helper =
            "class Outer { static Socket Open() { var s = " + Tcp + "; " + BindToZero + " return s; } class Inner { void Dial(EndPoint remote) => Open().Connect(remote); } }";
        const string Other = "class Other { static Socket Open() => null; void Dial(EndPoint remote) => Open().Connect(remote); }";

        Assert.Equal((2, 1), await CountAsync(0, Usings + Helper, Usings + Other));
    }

    [Fact]
    public async Task A_delegate_that_is_made_of_a_helper_is_a_use_of_it()
    {
        var helper = $"{Usings}public static class Helper {{ public static Socket Open() {{ var s = {Tcp}; {BindToZero} return s; }} }}";

        Assert.Equal(2, (await CountAsync(0, helper, Usings + "class Caller { Func<Socket> _open = Helper.Open; }")).Types);
    }

    [Theory]
    [InlineData("var s = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); s.Bind(local); Connect(s);", 0)]
    [InlineData("using (Socket s = new(SocketType.Dgram, ProtocolType.Udp)) { s.Bind(local); Connect(s); }", 0)]
    [InlineData("var s = new Socket(SocketType.Dgram, ProtocolType.Udp); s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(local); Connect(s);", 1)]
    [InlineData("var s = new Socket(SocketType.Dgram, ProtocolType.Udp); Change(ref s); s.Bind(local); Connect(s);", 1)]
    [InlineData("{ var _s = new Socket(SocketType.Dgram, ProtocolType.Udp); } _s.Bind(local); Connect(_s);", 1)]
    [InlineData("void Open(Socket s) => s.Bind(local); var other = new Socket(SocketType.Dgram, ProtocolType.Udp); Open(other); Connect(other);", 1)]
    public async Task A_type_that_binds_only_datagram_sockets_is_not_analyzed(string statements, int types)
    {
        const string Members = "readonly Socket _s; void Change(ref Socket s) { } void Connect(Socket s) => s.Connect(null); ";

        Assert.Equal(types, (await CountAsync(0, $"{Usings}class C {{ {Members} void Run(EndPoint local) {{ {statements} }} }}")).Types);
    }

    private static IEnumerable<string> Openers(int count) => Enumerable.Range(0, count).Select(number =>
        Opener.Replace("#", $"{number}", StringComparison.Ordinal).Replace("@", $"{(number + 1) % count}", StringComparison.Ordinal));

    /// <summary>The types that are analyzed, and what is found, when an editor asks about one file.</summary>
    private static async Task<(int Types, int Findings)> CountAsync(int file, params string[] sources)
    {
        var trees = sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, path: $"{index}.cs")).ToList();
        var compilation = CSharpCompilation.Create("Test", trees, Net80.References.All, new(OutputKind.DynamicallyLinkedLibrary));
        var counter = new Counter();
        var analyzer = new SocketAnalyzer(followsReferences: false, counter);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: (exception, _, _) =>
                throw exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var findings = await compilation.WithAnalyzers([analyzer], options)
            .GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(trees[file]), filterSpan: null, CancellationToken.None);
        return (counter.Types, findings.Count(finding => finding.Id == "PORT0002"));
    }

    private sealed class Counter : IAnalysisObserver
    {
        public int Types { get; private set; }

        public void Enter(string? part) => Types += part == "Analysis" ? 1 : 0;

        public void GiveUp(ISymbol code)
        {
        }
    }
}

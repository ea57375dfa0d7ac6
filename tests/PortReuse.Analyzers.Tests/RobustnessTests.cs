using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests;

/// <summary>Code that does not compile, half-typed code, and no sockets at all.</summary>
public class RobustnessTests
{
    /// <summary>Compilations made from it share what they know of the framework.</summary>
    private static readonly CSharpCompilation Empty = Compile(Net80.References.All);

    private const string Shapes =
        """
        using System;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;

        class C
        {
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
            private static readonly IPEndPoint Any = new(IPAddress.Any, 0);

            async Task<Socket> M(IPAddress ip, EndPoint remote, bool flag, int? port = 0)
            {
                using var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                Socket Local(Socket x, int p = 0) { x?.Bind(new IPEndPoint(ip, p)); return x; }
                try
                {
                    if (OperatingSystem.IsLinux() && !flag) s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
                    s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                    Local(s, port ?? 0)?.Bind(flag ? Any : new IPEndPoint(IPAddress.IPv6Any, 0));
                    await Task.Run(() => s.Connect(remote));
                }
                catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressInUse or SocketError.AccessDenied)
                {
                    for (var i = 0; i < 3; i++) { _socket.Bind(Any); await _socket.ConnectAsync("host", 80); }
                }
                finally { s?.Close(); }
                var client = new TcpClient(new IPEndPoint(ip, 0)) { NoDelay = true };
                client.Client.ExclusiveAddressUse = false;
                await client.ConnectAsync(ip, 80);
                return client.Client switch { { Connected: true } c => c, _ => throw new Exception() };
            }

            IPEndPoint Callback(ServicePoint point, IPEndPoint remote, int tries) => tries > 2 ? null : new(IPAddress.Any, 0);
        }
        """;

    [Fact]
    public async Task A_source_cut_off_anywhere_throws_nothing()
    {
        for (var length = 0; length <= Shapes.Length; length += 7)
        {
            await FindingsIn(Shapes[..length]);
        }
    }

    [Fact]
    public async Task A_source_with_any_token_missing_throws_nothing()
    {
        var root = await CSharpSyntaxTree.ParseText(Shapes).GetRootAsync();
        foreach (var token in root.DescendantTokens().Where((_, index) => index % 2 == 0))
        {
            await FindingsIn(Shapes.Remove(token.SpanStart, token.Span.Length));
        }
    }

    /// <summary>The name that is not typed yet is found everywhere in the text.</summary>
    [Theory]
    [InlineData("class { Socket _s; void M(EndPoint e) { _s.Bind(e); _s.Connect(e); } }")]
    [InlineData("class C { public Socket _s; public void Connect(Socket s) { } public Socket { get { _s.Bind(new IPEndPoint(0L, 0)); return _s; } } }")]
    public async Task A_helper_without_a_name_ends_the_search_for_it(string type) =>
        await Task.Run(() => FindingsIn("using System.Net; using System.Net.Sockets; " + type)).WaitAsync(TimeSpan.FromMinutes(1));

    [Fact]
    public async Task The_source_as_it_stands_has_findings() => Assert.Equal(5, (await FindingsIn(Shapes)).Count);

    [Fact]
    public async Task A_project_without_sockets_is_silent()
    {
        var source = "class Socket { public void Bind(int p) { } public void Connect() { } void M(Socket s) { s.Bind(0); s.Connect(); } }";
        var references = Net80.References.All.Where(reference => !reference.FilePath!.Contains("System.Net.", StringComparison.Ordinal));
        Assert.Empty(await FindingsIn(source, references));
        Assert.Empty(await FindingsIn(source, []));
    }

    private static Task<IReadOnlyList<Diagnostic>> FindingsIn(string source) =>
        AllRules.Examine(Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source)));

    private static Task<IReadOnlyList<Diagnostic>> FindingsIn(string source, IEnumerable<MetadataReference> references) =>
        AllRules.Examine(Compile(references).AddSyntaxTrees(CSharpSyntaxTree.ParseText(source)));

    private static CSharpCompilation Compile(IEnumerable<MetadataReference> references) =>
        CSharpCompilation.Create("Test", [], references, new(OutputKind.DynamicallyLinkedLibrary));
}

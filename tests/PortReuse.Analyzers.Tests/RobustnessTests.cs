using System.Diagnostics;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Analyzers.Tests;

/// <summary>Code that does not compile, half-typed code, no sockets at all, and methods of absurd size.</summary>
public class RobustnessTests
{
    /// <summary>What one method may cost, with room for a busy machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

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

    [Theory]
    [InlineData("if (args.Length > {0}) s.ExclusiveAddressUse = false;", 5_000)]
    [InlineData("if (args.Length > {0}) s.Bind(new IPEndPoint(ip, {0} % 2));", 5_000)]
    [InlineData("switch (args.Length) {{ case {0}: s.NoDelay = true; break; }}", 2_000)]
    [InlineData("var s{0} = new Socket(SocketType.Stream, ProtocolType.Tcp); s{0}.Bind(new IPEndPoint(ip, 0)); s{0}.Connect(remote);", 1_000)]
    [InlineData("using (var s{0} = new Socket(SocketType.Stream, ProtocolType.Tcp)) {{ s{0}.Bind(new IPEndPoint(ip, 0)); s{0}.Connect(remote); }}", 1_000)]
    [InlineData("try {{ s.Connect(remote); }} catch (SocketException) {{ s.Close(); }}", 500)]
    [InlineData("void F{0}(int n) {{ if (n > 0) F{0}(n - 1); s.Connect(remote); }} F{0}({0});", 500)]
    [InlineData("Action a{0} = () => s.Bind(new IPEndPoint(ip, {0})); a{0}();", 500)]
    public Task A_huge_method_is_done_in_time(string statement, int count)
    {
        var statements = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            statements.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, statement, i).Append('\n');
        }

        return IsDoneInTime(statements.ToString());
    }

    [Fact]
    public Task Deep_nesting_is_done_in_time() => IsDoneInTime(
        string.Concat(Enumerable.Range(0, 60).Select(i => $"using (var s{i} = new TcpClient(new IPEndPoint(ip, 0))) try {{ s{i}.Connect(remote); "))
        + string.Concat(Enumerable.Repeat("} catch (SocketException) { s.Bind(new IPEndPoint(ip, 0)); }", 60)));

    [Fact]
    public Task Functions_that_call_each_other_are_done_in_time() => IsDoneInTime(
        string.Concat(Enumerable.Range(0, 12).Select(i =>
            $"void F{i}(Socket x) {{ {string.Concat(Enumerable.Range(0, 12).Select(j => $"if (args.Length > {j}) F{j}(x); "))} x.Bind(new IPEndPoint(ip, 0)); }}\n"))
        + "F0(s); s.Connect(remote);");

    [Fact]
    public Task A_long_sum_is_done_in_time() =>
        IsDoneInTime($"s.Bind(new IPEndPoint(ip, {string.Join(" + ", Enumerable.Repeat("args.Length", 3_000))})); s.Connect(remote);");

    private static async Task IsDoneInTime(string statements)
    {
        var source =
            $$"""
            using System; using System.Net; using System.Net.Sockets;
            class C
            {
                void M(string[] args, IPAddress ip, IPEndPoint remote)
                {
                    var s = new Socket(SocketType.Stream, ProtocolType.Tcp);
            {{statements}}
                }
            }
            """;
        var compilation = Compile(source, Net80.References.All);

        // Binding the method is the compiler's business.
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var clock = Stopwatch.StartNew();
        await Analyze(compilation);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Limit);
    }

    private static Task<IReadOnlyList<Diagnostic>> FindingsIn(string source) => FindingsIn(source, Net80.References.All);

    private static Task<IReadOnlyList<Diagnostic>> FindingsIn(string source, IEnumerable<MetadataReference> references) =>
        Analyze(Compile(source, references));

    private static CSharpCompilation Compile(string source, IEnumerable<MetadataReference> references) => CSharpCompilation.Create(
        "Test", [CSharpSyntaxTree.ParseText(source)], references, new(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>Any exception of the analyzer fails the test; as it is, the compiler would only report AD0001.</summary>
    private static async Task<IReadOnlyList<Diagnostic>> Analyze(Compilation compilation)
    {
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: (exception, _, _) => thrown = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var findings = await compilation.WithAnalyzers([new SocketAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        Assert.True(thrown is null, $"{thrown}\n{compilation.SyntaxTrees.First()}");
        return findings;
    }
}

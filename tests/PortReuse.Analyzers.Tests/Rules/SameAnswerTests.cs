using System.Diagnostics.CodeAnalysis;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>
/// The same program gets the same answer: in whichever order its files and members stand, whichever file an editor asks about first, and
/// whether or not types are analyzed at the same time.
/// </summary>
public class SameAnswerTests
{
    private const string Usings =
        "using System; using System.Collections.Generic; using System.Net; using System.Net.Sockets; using System.Runtime.Versioning;\n";

    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";
    private const string NoPort = "SetRawSocketOption(0, 24, BitConverter.GetBytes(1))";

    /// <summary>How often a race is given a chance.</summary>
    private const int Runs = 10;

    /// <summary>A socket one object deeper than is followed from the outermost object is still followed from the middle one.</summary>
    private static readonly string[] HeldInHeld =
    [
        "public class Wire { public readonly Socket Socket = " + New
            + "; public Wire() { if (OperatingSystem.IsLinux()) Socket." + NoPort + "; } } "
            + "public class Link { public readonly Wire Wire = new(); } public class Session { public readonly Link Link = new(); }",
        "class Outer { readonly Session _session = new(); void Dial(EndPoint remote) { using var s = " + New + "; "
            + "s.Bind(new IPEndPoint(IPAddress.Loopback, 5000)); s.Connect(remote); Console.WriteLine(_session); } }",
        "class Inner { void Dial(EndPoint remote) { var link = new Link(); link.Wire.Socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); link.Wire.Socket.Connect(remote); } }",
    ];

    /// <summary>The same of endpoints, and of types that hold each other.</summary>
    private static readonly string[] HeldByEachOther =
    [
        "public class A { public B Other; public readonly C Held = new(); } public class B { public A Other; public D Held; } "
            + "public class C { public readonly D Held = new(); } public class D { public readonly Socket Socket = " + New + "; public D() => Socket." + NoPort + "; }",
        "class UsesA { A _a = new(); void Dial(EndPoint remote) { _a.Held.Held.Socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); _a.Held.Held.Socket.Connect(remote); } }",
        "class UsesB { B _b = new(); void Dial(Socket s, EndPoint remote) { s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); s.Connect(remote); Console.WriteLine(_b); } }",
        "class UsesC { void Dial(EndPoint remote) { var c = new C(); c.Held.Socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); c.Held.Socket.Connect(remote); } }",
    ];

    public static TheoryData<string[], int> Programs => new() { { HeldInHeld, 0 }, { HeldByEachOther, 1 } };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Files_in_any_order(string[] files, int expected)
    {
        foreach (var order in Orders(files))
        {
            Assert.Equal(expected, (await Findings(Compile(order), concurrently: false)).Count(finding => finding.Id == "PORT0002"));
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Any_file_asked_about_first(string[] files, int expected)
    {
        foreach (var order in Orders(files))
        {
            var compilation = Compile(files);
            var findings = SocketAnalyzer.FindingsOf(compilation, new AnalyzerOptions([]));
            var found = order.SelectMany(file => findings.In(compilation.GetSemanticModel(TreeOf(file, compilation)), default)).ToList();
            Assert.Equal(expected, found.Count(finding => finding.Id == "PORT0002"));
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Types_analyzed_at_the_same_time(string[] files, int expected)
    {
        const int copies = 16;
        for (var run = 0; run < Runs; run++)
        {
            // Types of their own for each copy, all of them in a race.
            var compilation = Compile([.. Enumerable.Range(0, copies).SelectMany(copy => files.Select(file => $"namespace N{copy} {{ {file} }}"))]);
            Assert.Equal(copies * expected, (await Findings(compilation, concurrently: true)).Count(finding => finding.Id == "PORT0002"));
        }
    }

    /// <summary>What is found in a type, in whichever order its members stand.</summary>
    [Theory]
    [InlineData( // A member for one system says nothing of the socket that the others find in the same place.
        "Held.Bind(new IPEndPoint(ip, 0))",
        "public Socket Held { get; set; }",
        """[SupportedOSPlatform("windows")] public void Name() => Held.Bind(new IPEndPoint(IPAddress.Loopback, 5000));""",
        "public void Dial(IPAddress ip, EndPoint remote) { Held.Bind(new IPEndPoint(ip, 0)); Held.Connect(remote); }")]
    [InlineData( // A private member that only private members call is run where they do.
        null,
        "private void Start(IPAddress ip, EndPoint remote) { using var s = " + New + "; if (OperatingSystem.IsLinux()) s." + NoPort + "; Dial(s, ip, remote); }",
        "private void Dial(Socket s, IPAddress ip, EndPoint remote) => Go(s, ip, remote);",
        "private void Go(Socket s, IPAddress ip, EndPoint remote) { s.Bind(new IPEndPoint(ip, 0)); s.Connect(remote); }")]
    [InlineData( // Two that call each other, and nobody else: each may be called from outside, by a name that is not seen.
        "s.Bind(new IPEndPoint(ip, 0))",
        "private void Ping(Socket s, IPAddress ip, EndPoint remote, int n) { if (n > 0) Pong(s, ip, remote, n - 1); }",
        "private void Pong(Socket s, IPAddress ip, EndPoint remote, int n) { s.Bind(new IPEndPoint(ip, 0)); s.Connect(remote); Ping(s, ip, remote, n); }")]
    [InlineData( // Of a member that is handed over as a delegate, not all calls are seen.
        "s.Bind(new IPEndPoint(IPAddress.Loopback, 0))",
        "public void Safe(EndPoint remote) { using var s = " + New + "; if (OperatingSystem.IsLinux()) s." + NoPort + "; Open(s, remote); }",
        "private void Open(Socket s, EndPoint remote) { s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); s.Connect(remote); }",
        "private void Queue(List<Action<Socket, EndPoint>> later) => later.Add(Open);")]
    [InlineData( // A lambda that a member returns may be run by others than the member that is seen to run it.
        "s.Bind(new IPEndPoint(ip, 0))",
        "public Action<Socket, EndPoint> Dialer(IPAddress ip) => (s, e) => { s.Bind(new IPEndPoint(ip, 0)); s.Connect(e); };",
        "public void Dial(IPAddress ip, EndPoint remote) { using var s = " + New + "; if (OperatingSystem.IsLinux()) s." + NoPort + "; Dialer(ip)(s, remote); }")]
    [InlineData( // Guards that read each other tell nothing.
        "s.SetRawSocketOption(0, 24, BitConverter.GetBytes(2)) s.SetRawSocketOption(0, 24, BitConverter.GetBytes(3))",
        "static readonly bool s_first = s_second && OperatingSystem.IsLinux();",
        "static readonly bool s_second = !s_first;",
        "public void One(Socket s, EndPoint e) { s.Bind(e); if (s_first) s.SetRawSocketOption(0, 24, BitConverter.GetBytes(2)); s.Connect(e); }",
        "public void Two(Socket s, EndPoint e) { s.Bind(e); if (!s_second) s.SetRawSocketOption(0, 24, BitConverter.GetBytes(3)); s.Connect(e); }")]
    public async Task Members_in_any_order(string? expected, params string[] members)
    {
        foreach (var order in Orders(members))
        {
            var findings = await Findings(Compile(["public class C\n{\n" + string.Join('\n', order) + "\n}\n"]), concurrently: false);
            var found = findings.Where(finding => finding.Id is "PORT0002" or "PORT0007")
                .Select(finding => RuleTest.CodeAt(finding.Location)).Order(StringComparer.Ordinal);
            Assert.Equal(expected ?? string.Empty, string.Join(' ', found));
        }
    }

    /// <summary>A program is for all systems that are named for any of its files, and not for those of the first one alone.</summary>
    [Fact]
    public async Task Files_with_options_of_their_own_in_any_order()
    {
        const string linux = "class OnLinux { public void Defer(Socket s) => s." + NoPort + "; }";
        const string windows = "class OnWindows { public void Name(Socket s) => s.Bind(new IPEndPoint(IPAddress.Loopback, 5000)); }";
        foreach (var order in Orders<string>([linux, windows, "class Anywhere;"]))
        {
            var compilation = Compile(order);
            var options = new AnalyzerOptions(
                [], new OptionsByFile(tree => tree == TreeOf(linux, compilation) ? "linux" : tree == TreeOf(windows, compilation) ? "windows" : null));
            Assert.Equal(["PORT0007"], (await compilation.WithAnalyzers([new SocketAnalyzer()], options).GetAnalyzerDiagnosticsAsync())
                .Select(finding => finding.Id));
        }
    }

    private sealed class OptionsByFile(Func<SyntaxTree, string?> systemsOf) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Systems(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Systems(systemsOf(tree));

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Systems(string? systems) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
                (value = key == "portreuse.target_systems" ? systems : null) is not null;
        }
    }

    private static CSharpCompilation Compile(IReadOnlyList<string> files)
    {
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(Usings + file, path: $"{file.GetHashCode(StringComparison.Ordinal):x8}.cs"));
        var compilation = CSharpCompilation.Create("Test", trees, Net80.References.All, new(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return compilation;
    }

    private static SyntaxTree TreeOf(string file, Compilation compilation) =>
        compilation.SyntaxTrees.Single(tree => tree.ToString() == Usings + file);

    private static async Task<IReadOnlyList<Diagnostic>> Findings(Compilation compilation, bool concurrently) =>
        await compilation
            .WithAnalyzers(
                [new SocketAnalyzer()],
                new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrently,
                    logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync();

    private static IEnumerable<T[]> Orders<T>(T[] items) => items.Length < 2
        ? [items]
        : items.SelectMany((first, index) => Orders<T>([.. items.Where((_, other) => other != index)])
            .Select(rest => (T[])[first, .. rest]));
}

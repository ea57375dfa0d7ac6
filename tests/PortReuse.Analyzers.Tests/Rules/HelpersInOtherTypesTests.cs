using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>
/// A bind in one type that is wrong by what another does with the socket is reported once, and from the type that it is in,
/// whichever file an editor asks about.
/// </summary>
public class HelpersInOtherTypesTests
{
    private const string Usings = "using System.Net; using System.Net.Sockets;\n";
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";

    private const string Helper =
        Usings + "public static class Helper { public static void Prepare(this Socket s) => s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); }";

    private const string Caller =
        Usings + "class Caller { void Dial(EndPoint remote) { var s = " + New + "; s.Prepare(); s.Connect(remote); } }";

    private const string OtherCaller =
        Usings + "class OtherCaller { void Dial(Socket s, EndPoint remote) { Helper.Prepare(s); s.Connect(remote); } }";

    [Fact]
    public Task A_literal_0_is_found_in_the_helpers_file() => AreFound([Helper, Caller], (0, "s.Bind(new IPEndPoint(IPAddress.Loopback, 0))"));

    [Fact]
    public Task Two_callers_make_one_finding() => AreFound([Helper, Caller, OtherCaller], (0, "s.Bind(new IPEndPoint(IPAddress.Loopback, 0))"));

    [Fact]
    public Task The_order_of_the_files_does_not_matter() => AreFound([OtherCaller, Caller, Helper], (2, "s.Bind(new IPEndPoint(IPAddress.Loopback, 0))"));

    [Fact]
    public Task A_helper_that_nobody_connects_is_silent() => AreFound(
        [Helper, Usings + "class Caller { void Probe(Socket s) { s.Prepare(); s.Listen(); } }"]);

    [Fact]
    public Task A_port_that_is_passed_on_is_found_in_the_callers_file() => AreFound(
        [
            Usings + "static class Helper { public static void BindTo(Socket s, int port) => s.Bind(new IPEndPoint(IPAddress.Loopback, port)); }",
            Usings + "class Caller { void Dial(Socket s, EndPoint remote) { Helper.BindTo(s, 0); s.Connect(remote); } }",
        ],
        (1, "Helper.BindTo(s, 0)"));

    [Theory]
    [InlineData("using Line = Dialer; ", "")]
    [InlineData("", "global using Line = Dialer;")]
    public Task A_type_that_is_called_by_another_name_is_followed(string own, string global) => AreFound(
        [
            Usings + "class Dialer { readonly Socket _socket = " + New + "; public Dialer(int port) => _socket.Bind(new IPEndPoint(IPAddress.Loopback, port)); "
                + "public void Dial(EndPoint remote) => _socket.Connect(remote); }",
            Usings + own + "class Caller { void Dial(EndPoint remote) => new Line(0).Dial(remote); }",
            global,
        ],
        (1, "new Line(0)"));

    /// <summary>
    /// Which code is worth a look is told by its words, hence the <c>nameof</c>s: a name tells of a helper, and not of a helper's helper.
    /// </summary>
    [Fact]
    public Task Three_levels_of_helpers_are_followed() => AreFound(
        [
            Helper,
            Usings + "static class Second { public static void Set(Socket s) { s.NoDelay = true; s.Prepare(); } }",
            Usings + "static class Third { public static Socket Make() { _ = nameof(Socket.Bind); var s = " + New + "; Second.Set(s); return s; } }",
            Usings + "class Caller { void Dial(EndPoint remote) { _ = nameof(Socket.Bind); Third.Make().Connect(remote); } }",
        ],
        (0, "s.Bind(new IPEndPoint(IPAddress.Loopback, 0))"));

    [Fact]
    public Task A_factory_is_found_by_its_callers() => AreFound(
        [
            Usings + "static class Factory { public static Socket Make() { var s = " + New + "; s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); return s; } }",
            Usings + "class Caller { void Dial(EndPoint remote) { using var s = Factory.Make(); s.Connect(remote); } }",
        ],
        (0, "s.Bind(new IPEndPoint(IPAddress.Loopback, 0))"));

    [Fact]
    public Task A_property_is_a_helper_too() => AreFound(
        [
            Usings + "static class Factory { public static TcpClient Next => new TcpClient(new IPEndPoint(IPAddress.Loopback, 0)); }",
            Usings + "class Caller { void Dial(IPEndPoint remote) { _ = nameof(Socket.Bind); Factory.Next.Connect(remote); } }",
        ],
        (0, "new TcpClient(new IPEndPoint(IPAddress.Loopback, 0))"));

    [Fact]
    public Task An_endpoint_of_a_callback_is_told_where_the_type_makes_it_in_whichever_file() => AreFound(
        [
            Usings + "partial class C { void M(ServicePoint point) => point.BindIPEndPointDelegate = (_, _, _) => Preferred; }",
            Usings + "partial class C { static readonly IPEndPoint Preferred = new IPEndPoint(IPAddress.Loopback, 0); }",
        ],
        (1, "new IPEndPoint(IPAddress.Loopback, 0)"));

    [Theory]
    [InlineData("")]
    [InlineData("} public partial class Line {")]
    public Task A_type_that_holds_a_socket_is_a_helper_in_whichever_of_its_parts_it_connects(string cut) => AreFound(
        [
            Usings + "public partial class Line { readonly TcpClient _client; public Line(IPEndPoint local) => _client = new TcpClient(local); " + cut
                + " public void Open(IPEndPoint remote) => _client.Connect(remote); }",
            Usings + "class Caller { void Dial(IPAddress ip, IPEndPoint remote) { var line = new Line(new IPEndPoint(ip, 0)); line.Open(remote); } }",
        ],
        (1, "new Line(new IPEndPoint(ip, 0))"));

    [Fact]
    public Task A_partial_class_is_one_type() => AreFound(
        [
            Usings + "partial class C { readonly Socket _socket = " + New + "; void Open() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); }",
            Usings + "partial class C { public void Dial(EndPoint remote) { Open(); _socket.Connect(remote); } }",
        ],
        (0, "_socket.Bind(new IPEndPoint(IPAddress.Loopback, 0))"));

    [Fact]
    public Task Top_level_statements_call_a_helper() => AreFound(
        [Helper, Usings + "var s = " + New + "; s.Prepare(); s.Connect(args[0], 80);"],
            (0, "s.Bind(new IPEndPoint(IPAddress.Loopback, 0))"));

    [Fact]
    public Task A_nested_type_is_a_type_of_its_own() => AreFound(
        [
            Usings + "class Outer { static class Nested { public static void Prepare(Socket s) => s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); }"
            + " void Dial(Socket s, EndPoint remote) { Nested.Prepare(s); s.Connect(remote); } }",
        ],
        (0, "s.Bind(new IPEndPoint(IPAddress.Loopback, 0))"));

    [Fact]
    public Task A_part_without_a_word_of_its_own_has_findings() => AreFoundOf(
        "PORT0004",
        [
            Usings + "partial class C { readonly Socket _socket = " + New + "; void Open(IPAddress ip) => _socket.Bind(new IPEndPoint(ip, 4000)); }",
            Usings + "partial class C { public void Dial(string host) { Open(IPAddress.Loopback); _socket.Connect(host, 80); } }",
        ],
        (1, "_socket.Connect(host, 80)"));

    [Fact]
    public Task A_program_without_a_word_of_its_own_has_findings() => AreFoundOf(
        "PORT0004",
        [
            Usings + "partial class Program { static readonly Socket s = " + New + "; static void Open(IPAddress ip) => s.Bind(new IPEndPoint(ip, 4000)); }",
            Usings + "Open(IPAddress.Loopback); s.Connect(args[0], 80);",
        ],
        (1, "s.Connect(args[0], 80)"));

    private static Task AreFound(string[] sources, params (int File, string Code)[] expected) => AreFoundOf("PORT0002", sources, expected);

    /// <summary>Asks for the whole compilation, then for each file alone, with an analyzer that has seen nothing else.</summary>
    private static async Task AreFoundOf(string id, string[] sources, params (int File, string Code)[] expected)
    {
        var trees = sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, path: $"{index}.cs")).ToList();
        var kind = sources.Any(source => source.Contains("args[0]", StringComparison.Ordinal)) ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary;
        var compilation = CSharpCompilation.Create("Test", trees, Net80.References.All, new(kind));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        Assert.Equal(expected, Codes(await Analyzed().GetAnalyzerDiagnosticsAsync()));
        for (var file = 0; file < trees.Count; file++)
        {
            var model = compilation.GetSemanticModel(trees[file]);
            Assert.Equal(
                expected.Where(finding => finding.File == file),
                Codes(await Analyzed().GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None)));
        }

        CompilationWithAnalyzers Analyzed() => compilation.WithAnalyzers([new SocketAnalyzer()]);

        IEnumerable<(int, string)> Codes(ImmutableArray<Diagnostic> findings) => findings
            .Where(finding => finding.Id == id)
            .Select(finding => (trees.FindIndex(tree => tree == finding.Location.SourceTree), RuleTest.CodeAt(finding.Location)))
            .Order();
    }
}

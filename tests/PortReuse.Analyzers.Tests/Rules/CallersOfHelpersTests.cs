using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>Whoever uses a helper is found, in whichever form the use is written, and says what becomes of the helper's socket.</summary>
public class CallersOfHelpersTests
{
    private const string Usings = "using System; using System.Net; using System.Net.Sockets;\n";
    private const string Open = "{ var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); return s; }";

    [Theory]
    [InlineData("public static class Helper { public static Socket Open() " + Open + " }", "Helper.Open().Connect(remote);")]
    [InlineData("public static class Helper { public static Socket Open() " + Open + " }", "Func<Socket> open = () => Helper.Open(); open().Connect(remote);")]
    [InlineData("public static class Helper { public static Socket Open<T>() " + Open + " }", "Helper.Open<int>().Connect(remote);")]
    [InlineData("public static class Helper { public static Socket Next { get " + Open + " } }", "Helper.Next.Connect(remote);")]
    [InlineData("public class Helper<T> { public static Socket Open() " + Open + " }", "Helper<int>.Open().Connect(remote);")]
    [InlineData("public class Helper { public static Socket Open() " + Open + " } class Derived : Helper { }", "Derived.Open().Connect(remote);")]
    [InlineData("public class Helper { public Socket Open() " + Open + " } class Derived : Helper { }", "new Derived().Open().Connect(remote);")]
    [InlineData("public class Helper { public Socket Open() " + Open + " } class Maker { public static Helper Make() => new(); }", "var helper = Maker.Make(); helper.Open().Connect(remote);")]
    [InlineData(
        "public class Helper { public Socket Open() " + Open + " } class List { public Helper[] All = [new()]; } class Maker { public static List Make() => new(); }",
        "foreach (var helper in Maker.Make().All) helper.Open().Connect(remote);")]
    [InlineData(
        "public class Helper { public Socket Open() " + Open + " } class Maker { public static void Use(Action<Helper> action) => action(new()); }",
        "Maker.Use(helper => helper.Open().Connect(remote));")]
    [InlineData("public static class Helper { public static Socket Open(this IPAddress source) " + Open + " }", "IPAddress.Loopback.Open().Connect(remote);")]
    [InlineData("public partial class Helper { public static partial Socket Open(); public static partial Socket Open() " + Open + " }", "Helper.Open().Connect(remote);")]
    public async Task A_use_is_found(string helper, string use)
    {
        var caller = $"class Caller {{ void Dial(EndPoint remote) {{ {use} }} }}";

        Assert.Equal(["s.Bind(new IPEndPoint(IPAddress.Loopback, 0))"], await InFileAsync(0, Usings + helper, Usings + caller));
        Assert.Equal(["s.Bind(new IPEndPoint(IPAddress.Loopback, 0))"], await InFileAsync(1, Usings + caller, Usings + helper));
    }

    [Theory]
    [InlineData("global using Alias = Helper;", "Alias.Open().Connect(remote);")]
    [InlineData("global using static Helper;", "Open().Connect(remote);")]
    public async Task A_use_by_a_name_that_another_file_gives_is_found(string names, string use) => Assert.Equal(
        ["s.Bind(new IPEndPoint(IPAddress.Loopback, 0))"],
        await InFileAsync(
            0,
            $"{Usings}public static class Helper {{ public static Socket Open() {Open} }}",
            names,
            $"{Usings}class Caller {{ void Dial(EndPoint remote) {{ {use} }} }}"));

    [Fact]
    public async Task Names_that_come_late_in_the_alphabet_count_like_any_others()
    {
        var others = Enumerable.Range(0, 100).Select(number =>
            $"{Usings}static class Other{number} {{ public static void Attach{number}(Socket s, EndPoint local) => s.Bind(local); }}");
        const string Helper = Usings + "static class Helper { public static void Zoom(Socket s, int port) => s.Bind(new IPEndPoint(IPAddress.Loopback, port)); }";
        const string Caller = Usings + "class Caller { void Dial(Socket s, EndPoint remote) { Helper.Zoom(s, 0); s.Connect(remote); } }";

        Assert.Equal(["Helper.Zoom(s, 0)"], await InFileAsync(0, [Caller, Helper, .. others]));
    }

    /// <summary>The findings in one file, for an editor that asks about no other.</summary>
    private static async Task<IEnumerable<string>> InFileAsync(int file, params string[] sources)
    {
        var trees = sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, path: $"{index}.cs")).ToList();
        var compilation = CSharpCompilation.Create("Test", trees, Net80.References.All, new(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var findings = await compilation.WithAnalyzers([new SocketAnalyzer()])
            .GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(trees[file]), filterSpan: null, CancellationToken.None);
        return findings.Where(finding => finding.Id == "PORT0002").Select(finding => RuleTest.CodeAt(finding.Location));
    }
}

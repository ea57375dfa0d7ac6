using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>A comment, a blank line and code that is not compiled count nowhere, whatever words are in them.</summary>
public class CommentTests
{
    private const string Usings = "using System; using System.Net; using System.Net.Sockets;\n";
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";

    private const string Words =
        " /* Socket EndPoint Bind TcpClient TcpListener new TcpClient(a) Connect(a) ConnectAsync SocketOptionName.ReuseAddress ServicePoint partial Prepare Make */ ";

    /// <summary>
    /// Types for each of the gates: a file, a type and a member, with a word of its own, with the name of a helper, and with neither.
    /// </summary>
    public static TheoryData<string[], int> Programs => new()
    {
        { // A factory that is a property.
            [
                Usings + "static class Factory { public static TcpClient Next => new TcpClient(new IPEndPoint(IPAddress.Loopback, 0)); }",
                Usings + "class Caller { void Dial(IPEndPoint remote) { Factory.Next.Connect(remote); } void Wait(IPEndPoint remote) { } }",
            ],
            1
        },
        { // A file without a hint of sockets.
            [
                Usings + "public static class Helper { public static Socket Make(int port) { var s = " + New + "; s.Bind(new IPEndPoint(IPAddress.Loopback, port)); return s; } }",
                "class Caller { void Dial() { var s = Helper.Make(0); s.Connect(\"h\", 80); } }",
            ],
            0
        },
        { // A helper, by its name.
            [
                Usings + "public static class Helper { public static void Prepare(Socket s) => s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); }",
                Usings + "class Caller { void Dial(Socket s, EndPoint remote) { Helper.Prepare(s); s.Connect(remote); } }",
            ],
            1
        },
        { [Usings + "class C { void Dial(Socket s, EndPoint remote) { s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); s.Connect(remote); } }"], 1 },
        { [Usings + "class C { void Dial(IPEndPoint remote) { var c = new TcpClient(new IPEndPoint(IPAddress.Loopback, 0)); c.Connect(remote); } }"], 1 },
        { [Usings + "class C { void Dial(IPEndPoint remote) { TcpClient c = new(new IPEndPoint(IPAddress.Loopback, 0)); c.Connect(remote); } }"], 1 },
        {
            [
                Usings + "class Own : TcpClient { public Own(IPEndPoint local) : base(local) { } }",
                Usings + "class C { void Dial(IPEndPoint remote) { var c = new Own(new IPEndPoint(IPAddress.Loopback, 0)); c.Connect(remote); } }",
            ],
            0
        },
        { [Usings + "class C { void Wait(Socket s, IPEndPoint e) { s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); s.Listen(5); } }"], 0 },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_comment_says_nothing_wherever_it_stands(string[] files, int expected)
    {
        Assert.Equal(expected, await Count(files));
        for (var file = 0; file < files.Length; file++)
        {
            foreach (var position in Gaps(files[file]))
            {
                Assert.Equal(expected,
                    await Count([.. files.Select((text, index) => index == file ? text.Insert(position, Words) : text)]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_blank_line_and_code_that_is_not_compiled_say_nothing(string[] files, int expected)
    {
        var blank = files.Select(text => Gaps(text).Reverse().Aggregate(text, (changed, position) => changed.Insert(position, "\n")));
        Assert.Equal(expected, await Count([.. blank]));
        Assert.Equal(expected, await Count([.. files.Select(text => $"#if NEVER\n{Words.Replace("/*", "", StringComparison.Ordinal)}\n#endif\n{text}")]));
    }

    /// <summary>
    /// Where tokens begin, all of them or, in the short form, some of each file; behind the directives, so that a part of them stays one.
    /// </summary>
    private static IEnumerable<int> Gaps(string text)
    {
        var tokens = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().Select(token => token.SpanStart)
            .Where(start => start > 0).ToList();
        return LongForm.Of(tokens, every: 3);
    }

    private static async Task<int> Count(IReadOnlyList<string> files)
    {
        var trees = files.Select((text, index) => CSharpSyntaxTree.ParseText(text, path: $"{index}.cs"));
        var compilation = CSharpCompilation.Create("Test", trees, Net80.References.All, new(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return (await AllRules.Examine(compilation)).Count(finding => finding.Id == "PORT0002");
    }
}

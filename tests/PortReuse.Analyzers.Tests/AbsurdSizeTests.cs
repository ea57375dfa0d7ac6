using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace PortReuse.Analyzers.Tests;

/// <summary>Methods and types of absurd size, against the clock.</summary>
[Collection(Alone.Name)]
public class AbsurdSizeTests(ITestOutputHelper output)
{
    /// <summary>What one method or type may cost.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Compilations made from it share what they know of the framework.</summary>
    private static readonly CSharpCompilation Empty =
        CSharpCompilation.Create("Test", [], Net80.References.All, new(OutputKind.DynamicallyLinkedLibrary));

    [LongTheory]
    [InlineData("if (args.Length > {0}) s.ExclusiveAddressUse = false;", 5_000)]
    [InlineData("if (args.Length > {0}) s.Bind(new IPEndPoint(ip, {0} % 2));", 5_000)]
    [InlineData("switch (args.Length) {{ case {0}: s.NoDelay = true; break; }}", 2_000)]
    [InlineData("var s{0} = new Socket(SocketType.Stream, ProtocolType.Tcp); s{0}.Bind(new IPEndPoint(ip, 0)); s{0}.Connect(remote);",
        1_000)]
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

    [LongFact]
    public Task Deep_nesting_is_done_in_time() => IsDoneInTime(
        string.Concat(Enumerable.Range(0, 60).Select(i => $"using (var s{i} = new TcpClient(new IPEndPoint(ip, 0))) try {{ s{i}.Connect(remote); "))
        + string.Concat(Enumerable.Repeat("} catch (SocketException) { s.Bind(new IPEndPoint(ip, 0)); }", 60)));

    [LongFact]
    public Task Functions_that_call_each_other_are_done_in_time() => IsDoneInTime(
        string.Concat(Enumerable.Range(0, 12).Select(i =>
            $"void F{i}(Socket x) {{ {string.Concat(Enumerable.Range(0, 12).Select(j => $"if (args.Length > {j}) F{j}(x); "))} x.Bind(new IPEndPoint(ip, 0)); }}\n"))
        + "F0(s); s.Connect(remote);");

    [LongFact]
    public Task A_long_sum_is_done_in_time() =>
        IsDoneInTime($"s.Bind(new IPEndPoint(ip, {string.Join(" + ", Enumerable.Repeat("args.Length", 3_000))})); s.Connect(remote);");

    [LongFact]
    public Task Many_members_that_share_many_sockets_are_done_in_time() => TypesAreDoneInTime(Type(
        Lines(50, i => $"private readonly Socket _s{i} = new(SocketType.Stream, ProtocolType.Tcp);")
        + Lines(500, i => $"public void M{i}(IPAddress ip, EndPoint remote) {{ _s{i % 50}.Bind(new IPEndPoint(ip, 0)); if (_s{i * 7 % 50}.Connected) _s{i * 3 % 50}.Connect(remote); }}")));

    [LongFact]
    public Task Members_that_call_each_other_are_done_in_time() => TypesAreDoneInTime(Type(
        "private Socket _s = new(SocketType.Stream, ProtocolType.Tcp);"
        + Lines(300, i => $"void M{i}(Socket x, IPAddress ip, EndPoint remote) {{ if (x.Connected) M{(i + 1) % 300}(x, ip, remote); else M{i * 7 % 300}(_s, ip, remote); x.Bind(new IPEndPoint(ip, 0)); M{(i + 150) % 300}(x, ip, remote); x.Connect(remote); }}")));

    [LongFact]
    public Task Members_that_make_sockets_for_each_other_are_done_in_time() => TypesAreDoneInTime(Type(
        "private Socket _s;"
        + Lines(12, i => $"Socket M{i}(IPAddress ip, EndPoint remote) {{ var x = new Socket(SocketType.Stream, ProtocolType.Tcp); "
            + $"{Lines(12, j => $"if (x.Connected) x = M{j}(ip, remote);")} x.Bind(new IPEndPoint(ip, 0)); x.Connect(remote); _s = x; return x; }}")));

    /// <summary>A call that costs too much is left out, and not all that is around it.</summary>
    [Fact]
    public async Task A_huge_method_that_another_calls_does_not_hide_the_rest_of_that()
    {
        var huge = string.Concat(Enumerable.Range(0, 300).Select(i => $"if (e.Port > {i}) s{i % 20} = new Socket(SocketType.Stream, ProtocolType.Tcp); try {{ s{i % 20}.Connect(e); }} catch (SocketException) {{ s{i * 7 % 20} = s{i % 20}; }}\n"));
        var source = Usings
            + $"public static class Huge {{ public static IPEndPoint Ask(IPEndPoint e) {{ Socket {Many(20, i => $"s{i} = new(SocketType.Stream, ProtocolType.Tcp)")};\n{huge} return (IPEndPoint)s0.LocalEndPoint!; }} }}\n"
            + "class C { IPEndPoint M(IPAddress ip, IPEndPoint remote) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); "
            + "s.Bind(new IPEndPoint(ip, 0)); s.Connect(remote); return Huge.Ask(remote); } }";
        Assert.Equal(["PORT0002"], (await AllRules.Examine(Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source))))
            .Select(finding => finding.Id).Distinct());
        await TypesAreDoneInTime(source);
    }

    [LongFact]
    public Task Objects_in_objects_are_done_in_time() => TypesAreDoneInTime(
        Usings + "class W0 { public readonly Socket Inner = new(SocketType.Stream, ProtocolType.Tcp); public void Bind(EndPoint e) => Inner.Bind(e); public void Connect(EndPoint e) => Inner.Connect(e); }\n"
        + string.Concat(Enumerable.Range(1, 200).Select(i =>
            $"class W{i} {{ public readonly W{i - 1} Inner = new(); public void Bind(EndPoint e) => Inner.Bind(e); public void Connect(EndPoint e) => Inner.Connect(e); }}\n"))
        + "class C { void M(IPAddress ip, EndPoint remote) { var w = new W200(); w.Bind(new IPEndPoint(ip, 0)); w.Connect(remote); } }");

    [LongFact]
    public Task A_chain_of_constructors_is_done_in_time() => TypesAreDoneInTime(Type(
        $"private readonly Socket _s; private const int Zero = 0; public C(Socket s) {{ _s = s; _s.Bind(new IPEndPoint(IPAddress.Any, Zero)); }}"
        + Lines(100, i => $"public C(Socket s, {Many(i + 1, j => $"int p{j}")}) : this(s{string.Concat(Enumerable.Range(0, i).Select(j => $", p{j}"))}) {{ _s.Connect(\"h\", p0); }}")));

    [LongFact]
    public Task Types_that_derive_from_each_other_are_done_in_time() => TypesAreDoneInTime(
        Usings + "class C0 { protected readonly Socket _s0 = new(SocketType.Stream, ProtocolType.Tcp); public C0() { _s0.Bind(new IPEndPoint(IPAddress.Any, 0)); } }\n"
        + string.Concat(Enumerable.Range(1, 50).Select(i =>
            $"class C{i} : C{i - 1} {{ protected readonly Socket _s{i} = new(SocketType.Stream, ProtocolType.Tcp); public C{i}() {{ _s{i}.Bind(_s{i - 1}.LocalEndPoint); _s0.Connect(\"h\", {i}); }} }}\n")));

    [LongFact]
    public Task A_type_in_many_parts_is_done_in_time() => TypesAreDoneInTime([.. Enumerable.Range(0, 100).Select(i =>
        Usings + $"partial class C {{ private Socket _s{i} = new(SocketType.Stream, ProtocolType.Tcp); private int _port{i}; "
        + $"public void M{i}(IPAddress ip, EndPoint remote) {{ _s{i}.Bind(new IPEndPoint(ip, _port{(i + 1) % 100})); N{(i + 1) % 100}(_s{i}, remote); _port{i} = 0; }} "
        + $"private void N{i}(Socket s, EndPoint remote) {{ try {{ s.Connect(remote); }} catch (SocketException) {{ _s{i} = s; }} }} }}")]);

    [LongFact]
    public Task Types_in_types_are_done_in_time() => TypesAreDoneInTime(
        Usings + "class G<T> where T : new() { public T Inner = new(); public Socket S = new(SocketType.Stream, ProtocolType.Tcp); }\nclass C { "
        + $"{string.Concat(Enumerable.Repeat("G<", 100))}object{new string('>', 100)} _g = new(); "
        + $"{string.Concat(Enumerable.Repeat("(Socket S, ", 50))}int I{string.Concat(Enumerable.Repeat(") I", 49))}) _t; "
        + $"void M(EndPoint e) {{ _g{string.Concat(Enumerable.Repeat(".Inner", 60))}.S.Bind(new IPEndPoint(IPAddress.Any, 0)); _t{string.Concat(Enumerable.Repeat(".I", 20))}.S.Connect(e); }} }}");

    private const string Usings = "using System; using System.Net; using System.Net.Sockets;\n";

    private static string Type(string members) => Usings + "public sealed class C\n{\n" + members + "}\n";

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));

    private static string Many(int count, Func<int, string> item) => string.Join(", ", Enumerable.Range(0, count).Select(item));

    private async Task IsDoneInTime(string statements)
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
        await TypesAreDoneInTime(source);
    }

    /// <param name="sources">Files of one compilation, with no mistake in them.</param>
    private async Task TypesAreDoneInTime(params string[] sources)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source)).ToList();
        var compilation = Empty.AddSyntaxTrees(trees);

        // Binding the code is the compiler's business.
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var cost = await AllRules.Cost(() => Empty.AddSyntaxTrees(trees), Limit);
        output.WriteLine($"{cost.TotalMilliseconds:f0} ms");
        Assert.InRange(cost, TimeSpan.Zero, Limit);
    }
}

using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PortReuse.Analyzers.Tests.Rules;

namespace PortReuse.Analyzers.Tests.Options;

/// <summary>The companion's attributes, which anybody may declare: what counts is the name.</summary>
public class RoleAttributeTests
{
    private const string Attributes =
        """
        namespace PortReuse
        {
            [AttributeUsage(AttributeTargets.Method)] public sealed class DefersPortAttribute : Attribute;
            [AttributeUsage(AttributeTargets.Method)] public sealed class BindsSocketAttribute : Attribute;
            [AttributeUsage(AttributeTargets.Method)] public sealed class ConnectsSocketAttribute : Attribute;
        }

        """;

    private const string Net =
        """
        public interface INet
        {
            [PortReuse.DefersPort] void Defer(Socket socket);
            [PortReuse.BindsSocket] void Attach(Socket socket, IPEndPoint local);
            [PortReuse.ConnectsSocket] Task DialAsync(Socket socket, IPEndPoint remote);
            void Look(Socket socket);
        }

        """;

    [Theory]
    [InlineData("{|PORT0002:net.Attach(s, new IPEndPoint(ip, 0))|}; s.Connect(remote);")]
    [InlineData("net.Defer(s); net.Attach(s, new IPEndPoint(ip, 0)); s.Connect(remote);")]
    [InlineData("{|PORT0002:s.Bind(new IPEndPoint(ip, 0))|}; net.DialAsync(s, remote);")]
    [InlineData("{|PORT0002:net.Attach(s, new IPEndPoint(ip, 0))|}; net.DialAsync(s, remote);")]
    [InlineData("net.Look(s); net.Attach(s, new IPEndPoint(ip, 0)); s.Connect(remote);")]
    public Task On_methods_of_the_same_code(string statements) => RuleTest.Source(Attributes + Net + Caller(statements));

    [Theory]
    [InlineData("Elsewhere")]
    [InlineData("Some.PortReuse")]
    public Task In_another_namespace_they_are_others(string space) => RuleTest.Source(
        Attributes.Replace("namespace PortReuse", $"namespace {space}", StringComparison.Ordinal)
        + Net.Replace("[PortReuse.", $"[{space}.", StringComparison.Ordinal)
        + Caller("net.Attach(s, new IPEndPoint(ip, 0)); net.DialAsync(s, remote);"));

    [Fact]
    public async Task On_methods_of_a_referenced_library()
    {
        const string usings = "using System; using System.Net; using System.Net.Sockets; using System.Threading.Tasks;\n";
        var companion = Compile("Companion", usings + Attributes);
        var library = Compile("Library", usings + Net, companion);
        var program = Compile(
            "Program",
            usings + Caller("net.Attach(s, new IPEndPoint(ip, 0)); net.DialAsync(s, remote);"),
            companion,
            library);

        var finding = Assert.Single(await AllRules.Examine(program), finding => finding.Id == "PORT0002");
        Assert.Equal("net.Attach(s, new IPEndPoint(ip, 0))", RuleTest.CodeAt(finding.Location));
    }

    private static CSharpCompilation Compile(string name, string source, params Compilation[] references)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source)],
            [.. Net80.References.All, .. references.Select(reference => MetadataReference.CreateFromImage(Image(reference)))],
            new(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return compilation;
    }

    private static byte[] Image(Compilation compilation)
    {
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        return stream.ToArray();
    }

    private static string Caller(string statements) =>
        $$"""
        class C
        {
            void M(INet net, IPAddress ip, IPEndPoint remote)
            {
                var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                {{statements}}
            }
        }
        """;
}

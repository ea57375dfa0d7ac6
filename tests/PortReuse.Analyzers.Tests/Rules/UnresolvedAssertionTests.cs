using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>
/// What a test asserts to throw is expected, and where the test framework is not restored its assertions are told by their names.
/// </summary>
public class UnresolvedAssertionTests
{
    [Theory]
    [InlineData("Assert.Throws<SocketException>({0});", false)]
    [InlineData("Assert.ThrowsAny<SocketException>({0});", false)]
    [InlineData("Throws({0});", false)]
    [InlineData("Assert.Throws<SocketException>((Action)({0}));", false)]
    [InlineData("Retry.Until({0});", true)]
    public async Task An_option_of_another_system_is_flagged_where_nobody_expects_it_to_throw(string call, bool isFlagged)
    {
        var lambda = "() => s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, 1)";
        var source = "using System; using System.Net; using System.Net.Sockets; class C { void M(Socket s) { "
            + call.Replace("{0}", lambda) + " } }";
        var compilation = CSharpCompilation.Create(
            "Test", [CSharpSyntaxTree.ParseText(source)], Net80.References.All, new(OutputKind.DynamicallyLinkedLibrary));
        Assert.Contains(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        var findings = await AllRules.Examine(compilation);

        Assert.Equal(isFlagged ? ["PORT0007"] : [], findings.Select(finding => finding.Id));
    }
}

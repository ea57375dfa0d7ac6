using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.CodeFixes.Tests.Architecture;

/// <summary>A folder of the fixes is a layer: its code uses the folders below it, and no other.</summary>
public class FixLayerTests
{
    private const string Root = "PortReuse.Analyzers.CodeFixes";

    /// <summary>
    /// From the bottom up: the text, and nothing of sockets; how fixes are applied and tried; what fixes know of sockets; the fixes, by
    /// what they repair; what a host asks for them.
    /// </summary>
    private static readonly string[] Layers =
        ["Editing", "Applying", "Sockets", "Platforms", "LateOptions", "PortChoice", "Attempts", "Collisions", "EarlyReads",
            "Reservations", "Providers"];

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder, path)).Order()];

    private static string Folder => Path.Combine(RepositoryFolder.Root, "src", Root);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_in_its_layer_and_uses_those_below(string file)
    {
        var root = CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(Folder, file))).GetCompilationUnitRoot();
        var folder = Path.GetDirectoryName(file)!;
        Assert.Equal($"{Root}.{folder}", Assert.Single(root.Members.OfType<BaseNamespaceDeclarationSyntax>()).Name.ToString());
        var own = Array.IndexOf(Layers, folder);
        Assert.True(own >= 0, $"{folder} is no layer.");
        var used = root.DescendantNodes().OfType<QualifiedNameSyntax>()
            .Select(name => name.ToString())
            .Where(name => name.StartsWith(Root + ".", StringComparison.Ordinal))
            .Select(name => name[(Root.Length + 1)..].Split('.')[0])
            .Distinct();
        Assert.All(used, layer => Assert.InRange(Array.IndexOf(Layers, layer), 0, own));
    }

    /// <summary>Whatever is edited: the text layer knows nothing of sockets, be it by a name in a string.</summary>
    [Fact]
    public void The_text_knows_no_socket() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Folder, "Editing"), "*.cs"),
        path => Assert.DoesNotContain(
            CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantTokens().Select(token => token.ValueText),
            text => text != "SocketFlow" && text.Contains("Socket", StringComparison.Ordinal)));
}

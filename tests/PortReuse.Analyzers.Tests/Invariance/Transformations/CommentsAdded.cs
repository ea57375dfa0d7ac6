using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Comments and blank lines between any two tokens, some of which read like code.</summary>
internal sealed class CommentsAdded : Edits
{
    private static readonly string[] Texts =
    [
        "\n", "\n\n\n", "  ", "/* Bind */ ", "/* Socket */ ", "/* .Connect( */ ", "/* TcpListener, TcpClient: */ ", "// partial class Socket\n",
        "// s.Bind(new IPEndPoint(IPAddress.Any, 0)); s.Connect(remote);\n", "/* new TcpClient(local) */ ", "// SetRawSocketOption ExclusiveAddressUse ServicePoint\n",
    ];

    protected override uint Percent => 10;

    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        from tree in compilation.SyntaxTrees
        from token in tree.GetRoot().DescendantTokens()
        where !token.IsKind(SyntaxKind.EndOfFileToken)
            && !token.Parent!.AncestorsAndSelf().Any(node => node is InterpolatedStringExpressionSyntax)
        select Edit.Insert(tree, token.SpanStart, Choices.Pick(random, Texts));
}

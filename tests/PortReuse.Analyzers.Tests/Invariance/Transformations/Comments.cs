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
        where !token.IsKind(SyntaxKind.EndOfFileToken) && !token.Parent!.AncestorsAndSelf().Any(node => node is InterpolatedStringExpressionSyntax)
        select Edit.Insert(tree, token.SpanStart, Choices.Pick(random, Texts));
}

/// <summary>The comments that are there are left out, but for one that says that a file is generated.</summary>
internal sealed class CommentsRemoved : Edits
{
    protected override uint Percent => 90;

    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        from tree in compilation.SyntaxTrees
        from trivia in tree.GetRoot().DescendantTrivia()
        where IsComment(trivia) && !trivia.ToString().Contains("auto", StringComparison.Ordinal)
        select Edit.Replace(tree, trivia.Span, " ");

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
}

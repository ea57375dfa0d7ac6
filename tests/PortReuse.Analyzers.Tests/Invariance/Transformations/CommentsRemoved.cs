using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>The comments that are there are left out, but for one that says that a file is generated.</summary>
internal sealed class CommentsRemoved : Edits
{
    protected override uint Percent => 90;

    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        from tree in compilation.SyntaxTrees
        from trivia in tree.GetRoot().DescendantTrivia()
        where IsComment(trivia) && !trivia.ToString().Contains("auto", StringComparison.Ordinal)
        select Edit.Replace(tree, trivia.Span, " ");

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
}

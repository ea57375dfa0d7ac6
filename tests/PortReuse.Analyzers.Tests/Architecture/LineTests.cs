using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.Tests.Architecture;

/// <summary>
/// The style that no compiler checks: a line has at most 140 columns, and <c>=&gt;</c> ends a line where what follows does not fit on it.
/// </summary>
/// <remarks>
/// A string stays whole: a message is found by its words, and a program in a test is a text of its own. The corpora are such texts too.
/// </remarks>
public class LineTests
{
    private const int MaxColumns = 140;

    /// <summary>What follows a string, <c>");</c> or <c>")]</c>, stays with it.</summary>
    private const int MaxClosingColumns = 4;

    [Fact]
    public void No_line_is_too_long()
    {
        var tooLong = SourceFiles.Names.SelectMany(file => LongLines(SourceFiles.TextOf(file)).Select(line => $"{file}:{line}")).ToList();
        Assert.True(tooLong.Count == 0, string.Join('\n', tooLong));
    }

    [Theory]
    [InlineData("class A { } // {0}", 1)]
    [InlineData("class A { void {0}() { } }", 1)]
    [InlineData("class A { string s = \"{0}\"; }", 0)]
    [InlineData("class A { string s = $\"{0}{1 + 1}\"; }", 0)]
    [InlineData("class A { string s = \"\"\"\n{0}\n\"\"\"; }", 0)]
    public void A_long_line_is_seen_but_for_strings(string code, int lines) =>
        Assert.Equal(lines, LongLines(code.Replace("{0}", new string('x', MaxColumns), StringComparison.Ordinal)).Count());

    [Fact]
    public void No_line_begins_with_an_arrow()
    {
        var odd = SourceFiles.Names
            .SelectMany(file => LinesWithAnArrow(SourceFiles.TextOf(file)).Select(line => $"{file}:{line}"))
            .ToList();
        Assert.True(odd.Count == 0, string.Join('\n', odd));
    }

    [Theory]
    [InlineData("class A { int B()\n=> 1; }", 1)]
    [InlineData("class A { int B() =>\n1; }", 0)]
    [InlineData("class A { string s = \"\"\"\n=> 1\n\"\"\"; }", 0)]
    public void An_arrow_at_the_beginning_is_seen(string code, int lines) => Assert.Equal(lines, LinesWithAnArrow(code).Count());

    private static IEnumerable<int> LinesWithAnArrow(string code)
    {
        var text = SourceText.From(code);
        var root = new Lazy<SyntaxNode>(() => CSharpSyntaxTree.ParseText(text, new(LanguageVersion.Preview)).GetRoot());
        return from line in text.Lines
               let start = line.ToString()
               where start.TrimStart().StartsWith("=>", StringComparison.Ordinal)
               let token = root.Value.FindToken(line.Start + start.IndexOf('=', StringComparison.Ordinal))
               where token.IsKind(SyntaxKind.EqualsGreaterThanToken)
               select line.LineNumber + 1;
    }

    private static IEnumerable<int> LongLines(string code)
    {
        var text = SourceText.From(code);
        var root = new Lazy<SyntaxNode>(() => CSharpSyntaxTree.ParseText(text, new(LanguageVersion.Preview)).GetRoot());
        return text.Lines
            .Where(line => line.Span.Length > MaxColumns && !IsStringUpTo(root.Value, line.Start + MaxColumns))
            .Select(line => line.LineNumber + 1);
    }

    private static bool IsStringUpTo(SyntaxNode root, int end) =>
        Enumerable.Range(end - MaxClosingColumns, MaxClosingColumns).Any(position => IsInString(root, position));

    private static bool IsInString(SyntaxNode root, int position)
    {
        var token = root.FindToken(position);
        return token.Span.Contains(position)
            && (token.Parent is LiteralExpressionSyntax { Token.Value: string }
                || token.Parent?.AncestorsAndSelf().OfType<InterpolatedStringExpressionSyntax>().Any() == true);
    }
}

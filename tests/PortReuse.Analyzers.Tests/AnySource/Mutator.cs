using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.Tests.AnySource;

/// <summary>Spoils a source as a hand in an editor does, or as none would.</summary>
internal sealed class Mutator(PCG pcg, Func<string> otherSource)
{
    /// <summary>Mutations that double the source are not applied to one that is longer.</summary>
    private const int Long = 30_000;

    private static readonly string[] Fragments =
    [
        "{", "}", "(", ")", "[", "]", "<", ">", ";", ",", ".", "?.", "??", "??=", "=>", "!", "\"", "'", "$\"{", "@", "#", "\n#if X\n", "\n#endif\n", "\n#nullable disable\n",
        "/*", "*/", "//", "\0", "\uD800", "é", "..", "::", "->", "&", "*", "-", "0", "1e999", "99999999999", "-1", "0x", "default", "null",
            "this", "base", "new()", "new", "is",
        "switch", "case 0:", "await ", "yield return ", "return ", "return;", "throw ", "throw;", "goto ", "ref ", "out ", "out var q", "in ", "stackalloc int[1]", "with { }",
        "checked(", "async () => ", "static () => ", "delegate { }", "[Obsolete]", "if (", "while (true) ", "for (;;) ", "using ", "using var ", "lock (x) ", "unsafe ", "fixed ",
        "try {", "} catch {", "} finally {", "} catch (Exception) when (", "class X {", "record X(", "struct X;", "interface I {",
            "enum E", "namespace N;", "where T : ", "operator",
        "event ", "extension(Socket s) {", "field", "global::", "dynamic ", "var ", "from x in y select ", "typeof(",
            "nameof(", "sizeof(", "__arglist",
    ];

    private static readonly string[] Modifiers =
    [
        "public", "private", "protected", "internal", "static", "async", "virtual", "abstract", "override", "sealed", "readonly", "const", "partial", "extern", "unsafe", "volatile",
        "new", "ref", "required", "file", "fixed", "params", "this", "scoped",
    ];

    private static readonly string[] Wrappings =
    [
        "if (flag) { @ }", "while (flag) { @ }", "do { @ } while (true);", "for (;;) { @ }", "try { @ } catch { }", "try { @ } finally { @ }", "try { } catch (Exception) { @ throw; }",
        "lock (this) { @ }", "Action q = () => { @ }; q();", "void Q() { @ } Q();", "async Task Q() { @ } await Q();", "Task.Run(() => { @ });", "{ @ @ }", "using (x) { @ }",
        "switch (port) { case 0: @ break; default: @ break; }", "foreach (var q in _array) { @ }", "unsafe { @ }", "IEnumerable<int> Q() { @ yield break; }", "Q: @ goto Q;",
        "class X { void M() { @ } }", "return; @",
    ];

    public string Mutate(string source) => pcg.Next(18) switch
    {
        0 => source[..Position(source)],
        1 => source[Position(source)..],
        2 => Cut(source),
        3 => OnTokens(source, (text, token, _) => Replace(text, token.Span, "")),
        4 => OnTokens(source, (text, token, _) => text.Insert(token.Span.End, " " + token.Text)),
        5 => OnTokens(source, (text, token, other) => Swap(text, token.Span, other.Span)),
        6 => OnTokens(source, (text, token, other) => Replace(text, token.Span, other.Text)),
        7 => OnTokens(source, (text, token, _) => Replace(text, token.Span, Pick(Pick(Fragments, Modifiers)))),
        8 => OnNodes(source, (text, node, _) => Replace(text, node.Span, "")),
        9 => OnNodes(source, (text, node, _) => text.Insert(node.Span.End, " " + node)),
        10 => OnNodes(source, (text, node, other) => Swap(text, node.Span, other.Span)),
        11 => OnNodes(source, (text, node, other) => Replace(text, node.Span, other.ToString())),
        12 => OnNodes(source, (text, node, _) => ReplaceByOther(text, node)),
        13 => OnNodes(source, (text, node, _) =>
            Replace(text, node.Span, Pick(Wrappings).Replace("@", node.ToString(), StringComparison.Ordinal))),
        14 => Rename(source),
        15 => source.Insert(Position(source), Pick(Fragments)),
        16 => ChangeModifier(source),
        _ => Splice(source),
    };

    private string Cut(string source)
    {
        var (start, end) = (Position(source), Position(source));
        return source.Remove(Math.Min(start, end), Math.Abs(end - start));
    }

    private string Splice(string source)
    {
        var other = otherSource();
        return source[..Position(source)] + other[Position(other)..];
    }

    private string OnTokens(string source, Func<string, SyntaxToken, SyntaxToken, string> mutate)
    {
        var tokens = Root(source).DescendantTokens().ToList();
        return mutate(source, Pick(tokens), Pick(tokens));
    }

    /// <summary>Two nodes of one kind of thing.</summary>
    private string OnNodes(string source, Func<string, SyntaxNode, SyntaxNode, string> mutate)
    {
        var nodes = NodesOf(source);
        if (nodes.Count == 0)
        {
            return source;
        }

        var node = Pick(nodes);
        return mutate(source, node, Pick(nodes.Where(other => IsAlike(node, other)).ToList()));
    }

    private string ReplaceByOther(string source, SyntaxNode node)
    {
        var others = NodesOf(otherSource()).Where(other => IsAlike(node, other)).ToList();
        return others.Count == 0 ? source : Replace(source, node.Span, Pick(others).ToString());
    }

    /// <summary>One name becomes another, everywhere.</summary>
    private string Rename(string source)
    {
        var tokens = Root(source).DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).ToList();
        if (tokens.Count == 0)
        {
            return source;
        }

        var (from, to) = (Pick(tokens).Text, Pick(tokens).Text);
        foreach (var token in Enumerable.Reverse(tokens).Where(token => token.Text == from))
        {
            source = Replace(source, token.Span, to);
        }

        return source;
    }

    private string ChangeModifier(string source)
    {
        var members = Root(source).DescendantNodes()
            .Where(node => node is MemberDeclarationSyntax or LocalFunctionStatementSyntax or ParameterSyntax).ToList();
        if (members.Count == 0)
        {
            return source;
        }

        var member = Pick(members);
        var modifiers = member.ChildTokens().Where(token => SyntaxFacts.IsKeywordKind(token.Kind())).ToList();
        return modifiers.Count > 0 && pcg.Next(2) == 0
            ? Replace(source, Pick(modifiers).Span, Pick(Modifiers))
            : source.Insert(member.SpanStart, Pick(Modifiers) + " ");
    }

    private static bool IsAlike(SyntaxNode node, SyntaxNode other) => (node, other) is
        (StatementSyntax, StatementSyntax) or (ExpressionSyntax, ExpressionSyntax) or (MemberDeclarationSyntax, MemberDeclarationSyntax)
        || node.IsKind(other.Kind());

    private static List<SyntaxNode> NodesOf(string source) => [.. Root(source).DescendantNodes().Where(node => node.Span.Length > 0)];

    private static SyntaxNode Root(string source) => CSharpSyntaxTree.ParseText(source, AnySourceTests.Language).GetRoot();

    private static string Swap(string source, TextSpan one, TextSpan other)
    {
        if (one.OverlapsWith(other))
        {
            // Of one in the other, the inner takes the place of both.
            var (inner, outer) = one.Length < other.Length ? (one, other) : (other, one);
            return Replace(source, outer, source.Substring(inner.Start, inner.Length));
        }

        var (first, second) = one.Start < other.Start ? (one, other) : (other, one);
        var (firstText, secondText) = (source.Substring(first.Start, first.Length), source.Substring(second.Start, second.Length));
        return Replace(Replace(source, second, firstText), first, secondText);
    }

    private static string Replace(string source, TextSpan span, string by) =>
        source.Length + by.Length > Long ? source : source.Remove(span.Start, span.Length).Insert(span.Start, by);

    private int Position(string source) => (int)pcg.Next((uint)source.Length + 1);

    private T Pick<T>(params IReadOnlyList<T> choices) => choices[(int)pcg.Next((uint)choices.Count)];
}

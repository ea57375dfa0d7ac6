using System.Globalization;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Members that nothing calls and that do nothing.</summary>
internal sealed class MembersAdded : Edits
{
    private static readonly string[] Members =
    [
        "private static int Unrelated#(int x) => x + 1;",
        "private const string Text# = \"Socket Bind Connect TcpListener\";",
        "private static bool HasNoPort# => true;",
        "private static void Bind(char[] unrelated, uint number#) { }",
        "private static void Connect(char[] unrelated, uint number#) { }",
        "private sealed class Nested# { public int Connect() => 0; public int Bind() => 0; }",
        "private enum Kinds# { Bind, Connect, ReuseAddress, TcpClient, ServicePoint }",
        "private static void Log#(string text) { _ = text; }",
        "private static string[] TcpListener#() { return new[] { \"s.Bind(e)\", \"s.Connect(e)\", \"new TcpClient(e)\" }; }",
    ];

    protected override uint Percent => 20;

    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        Nodes<TypeDeclarationSyntax>(compilation)
            .Where(type => type is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax
            && !type.OpenBraceToken.IsKind(SyntaxKind.None))
            .SelectMany(type => type.Members.Select(member => member.SpanStart).Append(type.CloseBraceToken.SpanStart)
                .Select(position => (type.SyntaxTree, position)))
            .Select((place, index) => Edit.Insert(
                place.SyntaxTree,
                place.position,
                Choices.Pick(random, Members).Replace("#", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) + "\n"));
}

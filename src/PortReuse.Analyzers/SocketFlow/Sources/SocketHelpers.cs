using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Sources;

/// <summary>
/// What other code calls to have a socket bound or set up: methods and properties that take or return one, and types that hold one. Told by
/// the look of the declaration alone, and once for each file, whatever compilations it is in.
/// </summary>
internal static class SocketHelpers
{
    private static readonly string[] Connects = ["Connect(", "ConnectAsync"];

    private static readonly string[] Binds = ["Bind(", "TcpClient("];

    private static readonly string[] SocketWords = ["Socket", "TcpClient", "TcpListener"];

    private static readonly ConditionalWeakTable<SyntaxTree, string[]> NamesOfTrees = new();

    /// <summary>The names of those that are declared in the files.</summary>
    /// <param name="trees">The files.</param>
    /// <param name="positionsOf">Where words are in a file that have to do with sockets; the same whenever it is asked.</param>
    /// <param name="cancellation">Where the answer is not wanted any more.</param>
    public static IEnumerable<string> In(
        IEnumerable<SyntaxTree> trees, Func<SyntaxTree, int[]> positionsOf, CancellationToken cancellation) =>
        trees.SelectMany(tree => NamesOfTrees.TryGetValue(tree, out var names)
                ? names
                : NamesOfTrees.GetValue(tree, _ => Find(tree, positionsOf(tree), cancellation)))
            .Distinct(StringComparer.Ordinal);

    /// <summary>Whether what is declared by these parts together is one, wherever in them the words are.</summary>
    public static bool IsDeclaredBy(IReadOnlyList<SyntaxNode> parts) =>
        parts.Any(IsDeclaredBy)
        || (parts.OfType<TypeDeclarationSyntax>().Where(part => !ExtensionBlocks.IsBlock(part)).ToList() is { Count: > 0 } types
            && (types.Any(part => part.Members.Any(HoldsSocket)) || (types.Any(IsGivenEndPoint) && types.Any(BindsSomewhere)))
            && types.Any(ConnectsSomewhere));

    private static bool IsDeclaredBy(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => IsSocket(method.ReturnType)
            || method.ParameterList.Parameters.Any(parameter => IsSocket(parameter.Type))
            || IsSocket(ExtensionBlocks.ReceiverOf(method.Parent)?.Type),
        PropertyDeclarationSyntax property => IsSocket(property.Type) || IsSocket(ExtensionBlocks.ReceiverOf(property.Parent)?.Type),
        _ => false,
    };

    private static string[] Find(SyntaxTree tree, int[] positions, CancellationToken cancellation)
    {
        if (positions.Length == 0)
        {
            return [];
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<TypeDeclarationSyntax>();
        var root = tree.GetRoot(cancellation);
        foreach (var position in positions)
        {
            AddDeclarationsAround(root.FindToken(position).Parent, names, seen);
        }

        return [.. names];
    }

    private static void AddDeclarationsAround(SyntaxNode? node, HashSet<string> names, HashSet<TypeDeclarationSyntax> seen)
    {
        for (; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case MethodDeclarationSyntax method when IsDeclaredBy(method):
                    names.Add(method.Identifier.ValueText);
                    break;
                case PropertyDeclarationSyntax property when IsDeclaredBy(property):
                    names.Add(property.Identifier.ValueText);
                    break;
                case TypeDeclarationSyntax known when !seen.Add(known):
                    return;

                // Binding the name shows what is in the other parts of the type.
                case TypeDeclarationSyntax type
                    when IsDeclaredBy([type]) || (type.Modifiers.Any(SyntaxKind.PartialKeyword) && !ExtensionBlocks.IsBlock(type)):
                    names.Add(type.Identifier.ValueText);
                    return;
            }
        }
    }

    // As in SocketSources, but for the words of what connects without a socket that the type holds.
    private static bool ConnectsSomewhere(TypeDeclarationSyntax type) =>
        CodeWords.HasAny(type.SyntaxTree, type.Members.Span, Connects, KeptForAll.NeverCancelled);

    private static bool HoldsSocket(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => IsSocket(field.Declaration.Type),
        PropertyDeclarationSyntax property => IsSocket(property.Type),
        _ => false,
    };

    private static bool BindsSomewhere(TypeDeclarationSyntax type) =>
        CodeWords.HasAny(type.SyntaxTree, type.Members.Span, Binds, KeptForAll.NeverCancelled);

    /// <summary>An endpoint that is given to the constructor may be what its sockets are bound to.</summary>
    private static bool IsGivenEndPoint(TypeDeclarationSyntax type) =>
        ConstructorSyntax.ParametersOf(type).Any(parameter => parameter.Type?.ToString().Contains("EndPoint") == true);

    private static bool IsSocket(TypeSyntax? type) =>
        type?.ToString() is { } name && SocketWords.Any(word => name.IndexOf(word, StringComparison.Ordinal) >= 0);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Sources;

/// <summary>
/// The names of what other code calls to have a socket bound or set up: methods that take or return one, and types that hold one.
/// Told by the look of the declaration alone.
/// </summary>
internal static class SocketHelpers
{
    /// <summary>Beyond this many names, searching for them costs more than it finds.</summary>
    private const int MaxNames = 64;

    private static readonly string[] Connects = ["Connect(", "ConnectAsync"];

    private static readonly string[] SocketWords = ["Socket", "TcpClient", "TcpListener"];

    public static IEnumerable<string> In(IEnumerable<SyntaxTree> trees, Func<SyntaxTree, int[]> positionsOf, CancellationToken cancellation)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<TypeDeclarationSyntax>();
        foreach (var tree in trees)
        {
            if (positionsOf(tree) is { Length: > 0 } positions)
            {
                var root = tree.GetRoot(cancellation);
                foreach (var position in positions)
                {
                    AddDeclarationsAround(root.FindToken(position).Parent, names, seen);
                }
            }
        }

        return names.Take(MaxNames);
    }

    private static void AddDeclarationsAround(SyntaxNode? node, SortedSet<string> names, HashSet<TypeDeclarationSyntax> seen)
    {
        for (; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case MethodDeclarationSyntax method when IsSocket(method.ReturnType) || method.ParameterList.Parameters.Any(parameter => IsSocket(parameter.Type)):
                    names.Add(method.Identifier.ValueText);
                    break;
                case MethodDeclarationSyntax method when IsSocket(ExtensionBlocks.ReceiverOf(method.Parent)?.Type):
                    names.Add(method.Identifier.ValueText);
                    break;
                case PropertyDeclarationSyntax property when IsSocket(ExtensionBlocks.ReceiverOf(property.Parent)?.Type):
                    names.Add(property.Identifier.ValueText);
                    break;
                case TypeDeclarationSyntax known when !seen.Add(known):
                    return;
                case TypeDeclarationSyntax type when !ExtensionBlocks.IsBlock(type) && type.Members.Any(HoldsSocket) && ConnectsSomewhere(type):
                    names.Add(type.Identifier.ValueText);
                    return;
            }
        }
    }

    // As in SocketSources, but for the words of what connects without a socket that the type holds.
    private static bool ConnectsSomewhere(TypeDeclarationSyntax type) =>
        CodeWords.HasAny(type.SyntaxTree, type.Members.Span, Connects, CancellationToken.None);

    private static bool HoldsSocket(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => IsSocket(field.Declaration.Type),
        PropertyDeclarationSyntax property => IsSocket(property.Type),
        _ => false,
    };

    private static bool IsSocket(TypeSyntax? type) =>
        type?.ToString() is { } name && SocketWords.Any(word => name.IndexOf(word, StringComparison.Ordinal) >= 0);
}

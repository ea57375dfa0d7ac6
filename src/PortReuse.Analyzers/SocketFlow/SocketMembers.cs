using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>
/// Which members of a type have to do with a socket that it holds, by name alone: a look at the tokens costs a fraction of
/// following every call, and a member that names none of the others has nothing to do with a socket.
/// </summary>
internal sealed class SocketMembers
{
    private readonly HashSet<string> _names;

    public SocketMembers(INamedTypeSymbol type, SocketTypes types)
    {
        _names = [.. HeldSockets(type, types)];
        if (_names.Count == 0)
        {
            return;
        }

        var named = NamesInMembers(type);
        bool grew;
        do
        {
            grew = false;
            foreach (var member in named)
            {
                if (!_names.Contains(member.Name) && member.Names.Overlaps(_names))
                {
                    grew = _names.Add(member.Name);
                }
            }
        }
        while (grew);
    }

    public bool Mention(string member) => _names.Contains(member);

    private static IEnumerable<string> HeldSockets(INamedTypeSymbol type, SocketTypes types)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if ((member is IFieldSymbol { Type: var fieldType } && types.IsSocket(fieldType))
                    || (member is IPropertySymbol { Type: var propertyType } && types.IsSocket(propertyType)))
                {
                    yield return member.Name;
                }
            }
        }
    }

    private static List<(string Name, HashSet<string> Names)> NamesInMembers(INamedTypeSymbol type)
    {
        var members = new List<(string Name, HashSet<string> Names)>();
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            foreach (var member in (reference.GetSyntax() as TypeDeclarationSyntax)?.Members ?? [])
            {
                var name = member switch
                {
                    MethodDeclarationSyntax method => method.Identifier.ValueText,
                    PropertyDeclarationSyntax property => property.Identifier.ValueText,
                    ConstructorDeclarationSyntax => ".ctor",
                    _ => null,
                };
                if (name is not null)
                {
                    members.Add((name, [.. member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)]));
                }
            }
        }

        return members;
    }
}
